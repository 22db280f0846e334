from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.items import Place, Rejection, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from pipelines.records import Article, Grant
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Writer
from pipelines.visits import NormalizedVisit

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOME = "https://vestnik.example"


@dataclass
class Desk:
    """A store with one source, and visits to put into it."""

    path: Path
    db: Database = field(init=False)
    writer: Writer = field(init=False)
    now: datetime = START
    _offset: int = 0

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.db = open_store(self.path)
        self.writer = Writer(self.db)
        self.writer.declare([Source(id="vestnik", home_url=HOME, title="Вестник")])

    def visit(self, page: str, *records: Any, kind: str = "article", **facts: Any) -> Any:
        url = f"{HOME}/{page}"
        place = Place(source_id="vestnik", url=url, key=url, kind=kind)  # type: ignore[arg-type]
        facts = {"http_status": 200, "snapshot": self.snapshot(page), **facts}
        return NormalizedVisit(place=place, fetched_at=self.now, records=records, **facts)

    def rejected(self, page: str, reason: Any, **facts: Any) -> Any:
        return self.visit(page, rejection=Rejection(reason=reason), **facts)

    def snapshot(self, body: str) -> Snapshot:
        self._offset += 100
        return Snapshot(
            warc_file="a.warc.gz", warc_offset=self._offset, body_sha256=body, length=10
        )

    def article(self, page: str, **columns: Any) -> Article:
        columns = {"title": f"Новость {page}", "body": "Текст новости.", **columns}
        url = f"{HOME}/{page}"
        return Article(**{"key": url, "source_id": "vestnik", "url": url, **columns})

    def grant(self, number: str, **columns: Any) -> Grant:
        columns = {"title": f"Проект {number}", "organisation": "АНО «Лес»", **columns}
        return Grant(key=number, source_id="vestnik", url=f"{HOME}/{number}", **columns)

    def write(self, *entries: Any) -> None:
        self.writer.write(entries)

    def start(self) -> None:
        self.write(RunStarted(source_id="vestnik", at=self.now))

    def end(self, **facts: Any) -> None:
        self.write(RunEnded(source_id="vestnik", at=self.now, **facts))

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return list(self.db.query(f"SELECT * FROM {table} ORDER BY 1, 2"))

    def row(self, table: str) -> dict[str, Any]:
        (only,) = self.rows(table)
        return only

    def row_of(self, page: str) -> dict[str, Any]:
        (only,) = [row for row in self.rows("pages") if row["key"] == f"{HOME}/{page}"]
        return only

    def failed(self, reason: Any) -> dict[str, Any]:
        rejection = Rejection(reason=reason)
        return {"rejection": rejection} | (
            {"http_status": None, "snapshot": None} if reason == "unreachable" else {}
        )

    def events(self) -> list[tuple[str, str]]:
        return [(row["kind"], row["record_kind"]) for row in self.rows("events")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "dozor.db")
    yield desk
    desk.db.close()
