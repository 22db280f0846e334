"""Calls for applications, crawled over HTTP from day to day, come out as the truth says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.addresses import canonical
from dozor.choose import all_sources
from dozor.world import SampleWorld

from .conftest import rows, run_dozor
from .test_demo import differing

DAYS = 5
PORTALS = (
    *("grants_culture", "fondpotanin", "fondtimchenko", "myrosmol", "myvmeste", "dobro"),
    *("vsekonkursy", "cptgrantov"),
)
CALLS = "SELECT c.*, p.key AS page FROM competitions c JOIN pages p ON p.id = c.page_id"
CHANGED = """
SELECT competitions.source_id, competitions.title, field, old, new, significance, reasons
FROM changes JOIN competitions ON competitions.id = record_id
WHERE record_kind = 'competition' AND cause = 'source' ORDER BY changes.id
"""
HAPPENED = """
SELECT competitions.title, events.kind, at FROM events
JOIN competitions ON competitions.key = record_key AND record_kind = 'competition'
WHERE events.kind NOT IN ('created', 'changed') ORDER BY events.id
"""


@pytest.fixture(scope="module")
def data(sample_data: Callable[[int], Path]) -> Path:
    """The folder after the sample world's days."""
    return sample_data(DAYS)


def of_portals(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    sources = all_sources()
    return {
        canonical(record["url"], sources[record["source_id"]]): record
        for record in records
        if record["source_id"] in PORTALS
    }


def test_every_call_that_stands_is_stored_as_its_page_states_it(data: Path) -> None:
    with SampleWorld(day=DAYS) as world:
        truth = of_portals(world.truth())
    stored = {row["page"]: row for row in rows(data, CALLS) if row["source_id"] in PORTALS}
    wrong = {key: differing(stored[key], told) for key, told in truth.items()}
    assert {key: fields for key, fields in wrong.items() if fields} == {}
    assert len(truth) > 25


def test_a_call_that_was_withdrawn_is_kept_and_no_other_is_stored(data: Path) -> None:
    with SampleWorld(day=DAYS) as world:
        standing = of_portals(world.truth())
        ever = set().union(*(of_portals(world.truth(day)) for day in range(DAYS + 1)))
    stored = {row["page"] for row in rows(data, CALLS) if row["source_id"] in PORTALS}
    assert stored == ever
    assert len(ever - set(standing)) == 3


def test_the_changes_are_those_of_the_portals_and_of_nothing_else(data: Path) -> None:
    found = {(c["source_id"], c["title"], c["field"]) for c in rows(data, CHANGED)}
    closes = {(s, t) for s, t, field in found if field == "closes_edtf"}
    assert closes == {
        ("grants_culture", "Сельские музеи"),
        ("fondpotanin", "Музей рядом"),
        ("fondtimchenko", "Тихая улица"),
        ("myrosmol", "Конкурс молодёжных замыслов, первая волна"),
        ("myvmeste", "Открыт приём заявок на премию"),
        ("dobro", "Чистый берег"),
        ("vsekonkursy", "Конкурс рассказов о дороге"),
        ("cptgrantov", "Стажировка для реставраторов печей"),
    }
    assert {field for *_, field in found} <= {
        *("closes_edtf", "deadline_text", "status", "status_text", "body"),
    }
    assert [t for _, t, field in found if field == "status"] == ["Хоры малых городов"]


def test_a_deadline_that_is_put_off_weighs_much_and_says_so(data: Path) -> None:
    (change,) = [
        change
        for change in rows(data, CHANGED)
        if change["title"] == "Сельские музеи" and change["field"] == "closes_edtf"
    ]
    assert (change["old"], change["new"]) == ("2026-03-20", "2026-03-30")
    assert change["significance"] >= 90
    assert "the deadline was put off" in change["reasons"]


def test_a_withdrawn_call_is_missing_on_its_own_word_or_its_lists(data: Path) -> None:
    happened = {(row["title"], row["kind"]) for row in rows(data, HAPPENED)}
    assert ("Читальный вагон", "missing") in happened
    assert ("Читальный вагон", "gone") in happened
    assert ("Голос для незрячих читателей", "missing") in happened
    # Nobody can ask a shell of a page whether its event is there: it stays missing.
    assert ("Мастерские для сельских клубов", "missing") in happened
    assert ("Мастерские для сельских клубов", "gone") not in happened
    assert {title for title, _ in happened} == {
        *("Читальный вагон", "Голос для незрячих читателей", "Мастерские для сельских клубов"),
    }


def test_whether_a_call_is_open_follows_from_the_moment_and_changes_no_record(data: Path) -> None:
    standing = {row["title"]: row["standing"] for row in rows(data, "SELECT * FROM calls")}
    assert standing["Сельские музеи"] == "open"
    assert standing["Театр на пристани"] == "open"  # the site still says that it opens soon
    assert standing["Длинная тропа"] == "announced"
    assert standing["Зимний сад"] == "closed"
    assert standing["Хоры малых городов"] == "closed"
    assert standing["Читальный вагон"] == "withdrawn"


def test_a_call_is_found_by_its_words_under_a_number_of_its_own(data: Path) -> None:
    query = """
        SELECT competitions.title FROM search JOIN competitions ON search_id = search.rowid
        WHERE search MATCH 'пристань'
    """
    assert [row["title"] for row in rows(data, query)] == ["Театр на пристани"]


def test_a_replay_by_the_same_parser_changes_nothing(data: Path) -> None:
    before = rows(data, "SELECT count(*) AS n FROM revisions")
    done = run_dozor("replay", *PORTALS, "--data", data, cwd=data.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(data, "SELECT count(*) AS n FROM revisions") == before
