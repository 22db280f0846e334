"""Withheld means out of sight, and back exactly as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dozor.errors import SetupError
from dozor.keeping.check import check
from dozor.removing import withhold as withholding
from dozor.removing.withhold import give_back, withhold
from dozor.thin import Rule, thin

from .needles import texts

NUMBER = "25-2-001033"
TABLES = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"


WORKED_OUT = ("mentions", "stories", "story_marks")


def dump(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but the events, which tell of the removal itself."""
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        names = {name for (name,) in connection.execute(TABLES)} | {"search"}
        names -= {"sqlite_sequence", "removals", "meta", *WORKED_OUT}
        rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def subjects(data: Path) -> dict[str, str]:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        url = "SELECT url FROM articles WHERE source_id = 'pln_pskov' ORDER BY id LIMIT 1"
        call = "SELECT url FROM competitions ORDER BY id LIMIT 1"
        told = "SELECT count(*) OVER (PARTITION BY story_id), url FROM articles WHERE story_id"
        shared = f"SELECT url FROM ({told} ORDER BY 1 DESC, 2 LIMIT 1)"
        found = {"article": url, "call": call, "one of a story": shared}
        return {name: connection.execute(sql).fetchone()[0] for name, sql in found.items()} | {
            "application": NUMBER
        }


@pytest.mark.parametrize("kind", ["article", "one of a story", "call", "application"])
def test_it_comes_back_exactly_as_it_was(data: Path, kind: str) -> None:
    before, subject = dump(data), subjects(data)[kind]
    withhold(data, subject, "a complaint")
    assert dump(data) != before
    assert check(data).faults == []
    give_back(data, subject)
    after = dump(data)
    told = [row for row in after.pop("events") if row not in before["events"]]
    assert {row[2] for row in told} == {"withheld", "refreshed"}
    before.pop("events")
    assert after == before


def test_who_it_speaks_of_is_worked_out_again(data: Path) -> None:
    speaking = """
        SELECT articles.url, mentions.text FROM mentions JOIN articles ON articles.id = record_id
    """

    def links() -> list[tuple[str, str]]:
        with closing(sqlite3.connect(data / "dozor.db")) as connection:
            return sorted(connection.execute(speaking).fetchall())

    before = links()
    withhold(data, before[0][0])
    assert links() == before[1:]
    give_back(data, before[0][0])
    assert links() == before


def test_nothing_of_it_is_in_the_served_file(data: Path) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        sql = "SELECT title, summary, url FROM grants WHERE application_number = ?"
        words = connection.execute(sql, (NUMBER,)).fetchone()
    withhold(data, NUMBER)
    served = {name: text for name, text in texts(data).items() if name.startswith("dozor.db")}
    assert [word for word in (*words, NUMBER) for text in served.values() if word in text] == []


def test_its_archived_answers_are_not_thinned(data: Path) -> None:
    withhold(data, NUMBER)
    thin(data, Rule(days=1))
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        sql = "SELECT count(*) FROM snapshots WHERE removed = 'withheld' AND thinned_at IS NOT NULL"
        assert connection.execute(sql).fetchone()[0] == 0


@pytest.mark.parametrize("step", ["keep", "take_out", "forget_words"])
def test_killed_in_its_midst_it_is_there_or_withheld(
    data: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = dump(data)

    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(withholding, step, dies)
        with pytest.raises(KeyboardInterrupt):
            withhold(data, NUMBER)
    if dump(data) == before:
        withhold(data, NUMBER)
    give_back(data, NUMBER)
    assert dump(data)["grants"] == before["grants"]


def test_what_is_not_there_cannot_be_withheld_or_given_back(data: Path) -> None:
    with pytest.raises(SetupError, match="Did you mean 25-2-00"):
        withhold(data, "25-2-001034")
    with pytest.raises(SetupError, match="is not withheld"):
        give_back(data, NUMBER)
    withhold(data, NUMBER)
    with pytest.raises(SetupError, match=r"was withheld on .* already"):
        withhold(data, NUMBER)
