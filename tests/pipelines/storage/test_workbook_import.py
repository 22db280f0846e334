"""A workbook into the tables: first as a baseline, then only what differs; nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction.workbook import read_workbook
from crawler.items import Place, RawGrant, Snapshot
from dozor.world.sites.fund_files import COLUMNS
from dozor.world.xlsx import xlsx
from pipelines.normalize import normalize_grant
from pipelines.storage import workbook_import
from pipelines.storage.workbook_import import import_workbook
from pipelines.storage.workbook_writer import RowWriter
from pipelines.visits import NormalizedVisit

HEADINGS = tuple(COLUMNS.values())
ADDRESS = "https://vestnik.example/cards?SearchString={number}"
HOME, START = "https://vestnik.example", datetime(2026, 3, 1, 6, tzinfo=UTC)
Cells = dict[str, Any]


def row(place: int, **cells: Any) -> Cells:
    usual = {
        "number": f"23-1-{place:06d}",
        "contest": "Первый конкурс 2023 г.",
        "title": f"Проект {place}",
        "organisation": "АНО «Лес»",
        "inn": "7707083893",
        "status": "победитель конкурса",
        "requested": 1000.5,
        "awarded": 500,
    }
    return {**usual, **cells}


def table(rows: Sequence[Cells], names: Sequence[str] = tuple(COLUMNS)) -> bytes:
    headings = [COLUMNS.get(name, name) for name in names]
    return xlsx([headings, *([cells.get(name) for name in names] for cells in rows)])


def visit_of(desk: Any, body: bytes, **facts: Any) -> NormalizedVisit:
    opened = partial(read_workbook, body, address=ADDRESS)
    found = desk.visit("file", kind="workbook", parser="one", workbook=opened)
    visit: NormalizedVisit = replace(found, **facts)
    return visit


def bring(desk: Any, body: bytes, **facts: Any) -> NormalizedVisit:
    """Import a file in a run of its own, and store its visit."""
    desk.start()
    visit = visit_of(desk, body, **facts)
    stored = import_workbook(desk.path, visit, desk.writer.run_of(visit))
    desk.write(stored)
    desk.end()
    desk.later(days=1)
    return stored


def dump(desk: Any, *tables: str) -> dict[str, Any]:
    return {name: desk.rows(name) for name in tables}


KEPT = ("grants", "claims", "revisions", "changes", "events", "organisations", "workbook_rows")


def test_the_first_workbook_is_a_baseline(desk: Any) -> None:
    stored = bring(desk, table([row(1), row(2, awarded=0.1 + 0.2)]))
    assert (stored.links, stored.rejection, stored.faults) == (2, None, ())
    assert [g["awarded_kopecks"] for g in desk.rows("grants")] == [50000, 30]
    assert {g["contest"] for g in desk.rows("grants")} == {"Первый конкурс 2023"}
    assert {g["page_id"] for g in desk.rows("grants")} == {None}
    assert desk.rows("grants")[0]["url"] == ADDRESS.replace("{number}", "23-1-000001")
    (book,) = desk.rows("workbooks")
    assert (book["state"], book["rows"], book["created"], book["baseline"]) == ("read", 2, 2, 1)
    assert desk.rows("changes") == []
    assert desk.rows("runs")[0]["created"] == 2


def test_other_bytes_with_the_same_rows_write_nothing(desk: Any) -> None:
    rows = [row(number) for number in range(5)]
    bring(desk, table(rows))
    before = dump(desk, *KEPT)
    names = list(COLUMNS)
    stored = bring(desk, table(rows[::-1], names[::-1]))
    assert stored.links == 5
    assert dump(desk, *KEPT) == before


def test_changed_rows_are_exactly_their_changes(desk: Any) -> None:
    rows = [row(number) for number in range(10)]
    bring(desk, table(rows))
    rows[3]["violations"] = "Отчёт не сдан"
    rows[7]["awarded"] = 0
    bring(desk, table(rows))
    seen = {(c["record_id"], c["field"], c["old"], c["new"]) for c in desk.rows("changes")}
    assert seen == {
        (4, "violations", None, "Отчёт не сдан"),
        (8, "awarded_kopecks", "50000", "0"),
    }
    assert [e["kind"] for e in desk.rows("events")].count("changed") == 2
    assert desk.rows("workbooks")[-1]["changed"] == 2


def test_a_new_application_is_created_and_one_that_a_card_knows_is_joined(desk: Any) -> None:
    raw = RawGrant(url="https://vestnik.example/c", application_number="23-1-000002", title="Два")
    desk.write(desk.visit("c", normalize_grant(raw, reference=desk.now), kind="grant"))
    bring(desk, table([row(1), row(2)]))
    grants = {grant["key"]: grant for grant in desk.rows("grants")}
    assert grants["23-1-000002"]["title"] == "Два"
    assert grants["23-1-000002"]["awarded_kopecks"] == 50000
    told = [(e["kind"], e["record_key"]) for e in desk.rows("events")]
    told = [event for event in told if event[1].startswith("23")]
    assert told[0] == ("created", "23-1-000002")
    assert set(told[1:]) == {("created", "23-1-000001"), ("refreshed", "23-1-000002")}


def test_rows_that_left_are_marked_and_come_back(desk: Any) -> None:
    rows = [row(number) for number in range(20)]
    bring(desk, table(rows))
    bring(desk, table(rows[1:]))
    left = [r["number"] for r in desk.rows("workbook_rows") if r["left_at"]]
    assert left == ["23-1-000000"]
    assert desk.rows("workbooks")[-1]["left"] == 1
    assert len(desk.rows("grants")) == 20
    assert desk.rows("changes") == []
    bring(desk, table(rows))
    assert {r["left_at"] for r in desk.rows("workbook_rows")} == {None}


def test_far_fewer_rows_change_nothing_and_are_reported(desk: Any) -> None:
    rows = [row(number) for number in range(20)]
    bring(desk, table(rows))
    before = dump(desk, *KEPT)
    rows[0]["awarded"] = 7
    stored = bring(desk, table(rows[:17]))
    assert stored.rejection is not None
    assert "17 rows, where the last workbook had 20" in stored.rejection.detail
    assert dump(desk, *KEPT) == before
    assert desk.rows("workbooks")[-1]["state"] == "unfit"
    assert "17 rows" in desk.rows("rejects")[-1]["detail"]


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", table([row(1)])[:900], xlsx([["Регион", "Год"], ["Псков", 2023]]), xlsx([])],
    ids=["empty", "html", "cut", "another table", "no rows"],
)
def test_what_is_no_such_workbook_is_a_reject_and_the_last_one_stands(
    desk: Any, body: bytes
) -> None:
    bring(desk, table([row(1)]))
    before = dump(desk, *KEPT)
    stored = bring(desk, body)
    assert stored.rejection is not None
    assert dump(desk, *KEPT) == before
    assert desk.row_of("file")["body_sha256"] == "file"


def test_rows_that_cannot_be_taken_are_reported_and_the_others_are(desk: Any) -> None:
    rows = [row(1), row(2, number="без номера"), row(3, title=""), row(1, awarded=9)]
    stored = bring(desk, table([*rows, row(4, awarded="много")]))
    assert sorted(g["key"] for g in desk.rows("grants")) == ["23-1-000001", "23-1-000004"]
    details = [fault.detail for fault in stored.faults]
    assert details == [
        "row 3: no application number: 'без номера'",
        "row 5 has the number of row 2 too: 23-1-000001",
        "row 4: the grant has no title",
    ]
    assert {r["detail"] for r in desk.rows("rejects")} == set(details)
    kept = {c["field"]: c for c in desk.rows("claims") if c["record_id"] == 2}
    assert (kept["awarded_kopecks"]["value"], kept["awarded_kopecks"]["text"]) == (None, "много")


def test_two_rows_with_one_number_do_not_turn_from_day_to_day(desk: Any) -> None:
    first, second = row(1, awarded=1), row(1, awarded=2)
    bring(desk, table([first, second, row(2)]))
    bring(desk, table([second, first, row(2)]))
    assert desk.rows("changes") == []


def test_columns_are_found_by_heading_and_strange_ones_are_kept_and_reported(desk: Any) -> None:
    names = ["Новая колонка", *(n for n in reversed(COLUMNS) if n not in {"region", "ends"})]
    stored = bring(desk, table([row(1, **{"Новая колонка": "что-то"})], names))
    assert {fault.detail for fault in stored.faults} == {
        "the column «Регион» is missing",
        "the column «Окончание реализации» is missing",
        "the column «Новая колонка» is not known, or there twice",
    }
    kept = {c["field"]: c for c in desk.rows("claims")}
    assert kept["Новая колонка"]["text"] == "что-то"
    assert "region" not in kept


def test_a_column_that_goes_or_comes_is_no_change(desk: Any) -> None:
    names = [name for name in COLUMNS if name != "evaluation"]
    rows = [row(1, evaluation="проект реализован успешно")]
    bring(desk, table(rows, names))
    bring(desk, table(rows))
    assert desk.row("grants")["evaluation"] == "success"
    bring(desk, table(rows, names))
    assert desk.row("grants")["evaluation"] == "success"
    assert desk.rows("changes") == []


def test_headings_with_look_alikes_spaces_and_a_title_above_are_known(desk: Any) -> None:
    headings = ["Hoмер\u00a0заявки ", *HEADINGS[1:6], "НАЗВАНИЕ  ПРОЕКТА:", *HEADINGS[7:]]
    cells = [row(1).get(name) for name in COLUMNS]
    stored = bring(desk, xlsx([["Сведения о проектах"], [], headings, cells]))
    assert (stored.links, stored.faults) == (1, ())


def test_what_another_parser_reads_is_its_doing(desk: Any) -> None:
    rows = [row(number) for number in range(3)]
    bring(desk, table(rows))
    rows[0]["awarded"] = 7
    bring(desk, table(rows), parser="two")
    (change,) = desk.rows("changes")
    assert change["cause"] == "parser"
    assert [book["baseline"] for book in desk.rows("workbooks")] == [1, 1]


def test_a_file_that_is_written_otherwise_throughout_is_no_news(desk: Any) -> None:
    rows = [row(number) for number in range(10)]
    bring(desk, table(rows))
    bring(desk, table([{**cells, "organisation": "АНО «Луг»"} for cells in rows]))
    assert {change["cause"] for change in desk.rows("changes")} == {"correction"}
    assert desk.rows("workbooks")[-1]["baseline"] == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from test_workbook_import import WRITES, import_all
import_all(Path(sys.argv[1]), lambda: os.kill(os.getpid(), signal.SIGKILL))
"""
WRITES = 3
TEN = [row(number) for number in range(10)]


def import_all(path: Path, fault: Callable[[], None]) -> None:
    """Import ten rows into the store of the first run, three at a time; have a fault at last."""
    write, batches = RowWriter.write, iter(range(WRITES))

    def faulty(self: RowWriter, *arguments: Any) -> Any:
        written = write(self, *arguments)
        if next(batches) == WRITES - 1:
            fault()
        return written

    setattr(RowWriter, "write", faulty)  # noqa: B010  only in this process, which ends
    workbook_import._BATCH = WRITES
    place = Place(source_id="vestnik", url=f"{HOME}/file", key=f"{HOME}/file", kind="workbook")
    opened = partial(read_workbook, table(TEN), address=ADDRESS)
    visit = NormalizedVisit(place=place, fetched_at=START, parser="one", workbook=opened)
    import_workbook(path, visit, run_id=1)


def test_killed_in_its_midst_an_import_goes_on_and_tells_nothing_twice(desk: Any) -> None:
    desk.start()
    folders = (str(Path(__file__).parent), str(Path(__file__).parents[3]))
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(desk.path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    assert len(desk.rows("grants")) == len(desk.rows("workbook_rows")) == 6
    assert desk.row_of("file")["body_sha256"] is None
    bring(desk, table(TEN))
    assert len(desk.rows("grants")) == len(desk.rows("workbook_rows")) == 10
    told = [e["record_key"] for e in desk.rows("events") if e["record_kind"] == "grant"]
    assert len(told) == len(set(told)) == 10
    assert [book["state"] for book in desk.rows("workbooks")] == ["reading", "read"]
    assert desk.rows("workbooks")[-1]["baseline"] == 1


def test_a_row_that_the_database_refuses_is_a_fault_of_its_own(desk: Any) -> None:
    desk.db.execute(
        "CREATE TRIGGER strict BEFORE INSERT ON grants WHEN new.title = 'Проект 1' "
        "BEGIN SELECT raise(ABORT, 'refused'); END"
    )
    stored = bring(desk, table([row(number) for number in range(4)]))
    assert [fault.detail for fault in stored.faults] == ["row 3: 23-1-000001: refused"]
    assert len(desk.rows("grants")) == 3
    assert len(desk.rows("organisations")) == 1


def test_every_claim_leads_back_to_the_archived_file(desk: Any) -> None:
    place = Snapshot(warc_file="w.warc.gz", warc_offset=5, body_sha256="abc", length=1)
    bring(desk, table([row(1)]), snapshot=place)
    (snapshot,) = [s for s in desk.rows("snapshots") if s["body_sha256"] == "abc"]
    assert {c["snapshot_id"] for c in desk.rows("claims")} == {snapshot["id"]}
    assert {r["snapshot_id"] for r in desk.rows("revisions")} == {snapshot["id"]}
