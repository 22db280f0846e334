"""A small real store with applications, written as a crawl writes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Place, RawGrant, RunEnded, RunStarted, Snapshot
from crawler.sources import Source
from dozor.leads import renew_leads
from pipelines.normalize import normalize_grant
from pipelines.storage.connection import open_store
from pipelines.storage.writer import Writer
from pipelines.visits import NormalizedVisit

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
SOURCE = Source(id="fund", home_url="https://fund.example", title="Фонд добрых дел")
GRANTS: list[dict[str, Any]] = [
    {
        "application_number": "26-1-000001",
        "title": '=HYPERLINK("https://evil.example")',
        "status": "победитель конкурса",
        "requested": "2 000 000,00",
        "cofinancing": "600 000,00",
        "total": "2 700 000,00",
        "awarded": "1 846 320,50",
        "submitted": "18.09.2025",
        "decided": "15.01.2026",
        "organisation": "АНО «Мост»",
        "inn": "6027068261",
        "ogrn": "1026000002302",
        "aims": ("Первая", "Вторая"),
        "summary": "Тропа, «мост» и\nпричал; 100 %",
    },
    {
        "application_number": "26-1-000002",
        "title": "Без даты решения",
        "status": "победитель конкурса",
        "awarded": "100 000,00",
        "organisation": "АНО «Плёс»",
        "inn": "7707083893",
    },
    {
        "application_number": "26-1-000003",
        "title": "Не поддержано",
        "status": "проект не получил поддержку",
        "requested": "500 000,00",
        "organisation": "АНО «Мост»",
        "inn": "6027068261",
    },
]
Make = Callable[..., Path]


def write_store(folder: Path, *, sample: bool = False) -> Path:
    """Write the applications into a folder, find their leads, and give the folder."""
    folder.mkdir(exist_ok=True)
    db = open_store(folder / "dozor.db", sample=sample)
    writer = Writer(db)
    writer.declare([SOURCE])
    writer.write([RunStarted(source_id="fund", at=NOW)])
    writer.write([_visit(number, fields) for number, fields in enumerate(GRANTS, 1)])
    writer.write([RunEnded(source_id="fund", at=NOW)])
    db.close()
    renew_leads(folder)
    return folder


def _visit(number: int, fields: dict[str, Any]) -> NormalizedVisit:
    url = f"https://fund.example/{number}"
    raw = RawGrant(url=url, key=url, source_id="fund", **fields)
    place = Place(source_id="fund", url=url, key=url, kind="grant")
    body = Snapshot(warc_file="a", warc_offset=number, body_sha256=str(number), length=1)
    record = normalize_grant(raw, reference=NOW)
    facts: dict[str, Any] = {"http_status": 200, "snapshot": body}
    return NormalizedVisit(place=place, fetched_at=NOW, records=(record,), **facts)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with real data, and no dozor.toml anywhere near."""
    monkeypatch.chdir(tmp_path)
    return write_store(tmp_path / "data")


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same as sample data."""
    monkeypatch.chdir(tmp_path)
    return write_store(tmp_path / "data-demo", sample=True)
