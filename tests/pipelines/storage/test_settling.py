import json
from typing import Any

import pytest

from pipelines.storage.settling import _PENDING

COUNT = 12


def names(count: int = COUNT) -> list[str]:
    return [f"n{number}" for number in range(count)]


def read(desk: Any, pages: Any, **columns: Any) -> None:
    """Visit pages that all have these columns over their own title and body."""
    facts = {"author": "Редакция", **columns}
    desk.write(*(desk.visit(name, desk.article(name, **facts)) for name in pages))


def run(desk: Any, pages: Any = None, *, reason: str = "finished", **columns: Any) -> None:
    desk.start()
    read(desk, names() if pages is None else pages, **columns)
    desk.end(reason=reason)
    desk.later(days=1)


def of(desk: Any, column: str) -> set[Any]:
    return {row[column] for row in desk.rows("articles")}


def states(desk: Any) -> dict[str, int]:
    rows = desk.db.query("SELECT state, count(*) AS n FROM revisions GROUP BY 1")
    return {row["state"]: row["n"] for row in rows}


def told(desk: Any, kind: str) -> int:
    return [event["kind"] for event in desk.rows("events")].count(kind)


def test_a_difference_waits_until_its_run_ends(desk: Any) -> None:
    run(desk)
    desk.start()
    read(desk, ["n0"], title="Совсем другое")
    assert states(desk) == {"applied": COUNT, "pending": 1}
    assert "Совсем другое" not in of(desk, "title")
    assert told(desk, "changed") == desk.rows("runs")[-1]["changed"] == 0
    desk.end()
    assert states(desk) == {"applied": COUNT + 1}
    assert "Совсем другое" in of(desk, "title")
    assert told(desk, "changed") == desk.rows("runs")[-1]["changed"] == 1
    page = next(page for page in desk.rows("pages") if page["key"].endswith("/n0"))
    assert (page["changes"], page["last_changed"]) == (2, "2026-03-02T06:00:00Z")


@pytest.mark.parametrize("reason", ["limit", "blocked", "finished"])
def test_every_run_that_ends_is_judged(desk: Any, reason: str) -> None:
    run(desk)
    run(desk, ["n0"], title="Другое", reason=reason)
    assert told(desk, "changed") == 1


def test_what_an_interrupted_run_found_is_judged_with_the_next(desk: Any) -> None:
    run(desk)
    run(desk, names()[:4], author=None, reason="interrupted")
    assert states(desk)["pending"] == 4
    desk.open()
    run(desk, names()[4:], author=None)
    assert told(desk, "redesign") == 1
    assert (told(desk, "changed"), desk.row("redesigns")["records"]) == (0, COUNT)


def test_a_page_that_reads_the_same_again_waits_once(desk: Any) -> None:
    run(desk)
    desk.start()
    for _ in range(2):
        read(desk, ["n0"], title="Другое")
    assert states(desk) == {"applied": COUNT, "pending": 1}


def test_what_changed_twice_while_it_waited_is_two_changes(desk: Any) -> None:
    run(desk)
    run(desk, ["n0"], title="Второе", reason="interrupted")
    run(desk, ["n0"], title="Третье")
    titles = [(row["old"], row["new"]) for row in desk.rows("changes")]
    assert titles == [("Новость n0", "Второе"), ("Второе", "Третье")]
    assert told(desk, "changed") == 2


def test_what_went_back_while_it_waited_is_two_changes(desk: Any) -> None:
    run(desk)
    run(desk, ["n0"], title="Второе", reason="interrupted")
    run(desk, ["n0"])
    assert [row["new"] for row in desk.rows("changes")] == ["Второе", "Новость n0"]


def test_a_redesign_is_one_event_and_the_records_keep_their_last_good_values(desk: Any) -> None:
    run(desk)
    run(desk, author=None)
    assert of(desk, "author") == {"Редакция"}
    assert states(desk) == {"applied": COUNT, "held": COUNT}
    assert (told(desk, "redesign"), told(desk, "changed"), desk.rows("changes")) == (1, 0, [])
    redesign = desk.row("redesigns")
    assert json.loads(redesign["signature"]) == [["author", "vanished"]]
    assert (redesign["records"], redesign["run_id"], redesign["decided"]) == (COUNT, 2, None)
    first = json.loads(redesign["sample"])[0]
    assert (first["field"], first["old"], first["new"]) == ("author", "Редакция", None)
    assert {row["redesign_id"] for row in desk.rows("revisions")} == {None, redesign["id"]}


def test_an_edit_of_another_field_passes_beside_a_redesign(desk: Any) -> None:
    run(desk)
    desk.start()
    read(desk, names()[1:], author=None)
    read(desk, names()[:1], author=None, title="Мост открыт")
    desk.end()
    (change,) = desk.rows("changes")
    assert (change["field"], change["new"], change["cause"]) == ("title", "Мост открыт", "source")
    edited = next(row for row in desk.rows("articles") if row["title"] == "Мост открыт")
    assert edited["author"] == "Редакция"
    said = json.loads(desk.rows("revisions")[-1]["record"])
    assert (said["title"], said["author"]) == ("Мост открыт", "Редакция")
    assert states(desk)["held"] == COUNT


def test_pages_read_after_a_redesign_join_it_without_another_event(desk: Any) -> None:
    run(desk)
    run(desk, names()[:6], author=None)
    run(desk, names()[6:7], author=None)
    assert (told(desk, "redesign"), states(desk)["held"]) == (1, 7)
    assert of(desk, "author") == {"Редакция"}


def test_a_held_page_that_reads_the_same_again_is_not_held_twice(desk: Any) -> None:
    run(desk)
    run(desk, author=None)
    run(desk, author=None)
    assert states(desk) == {"applied": COUNT, "held": COUNT}


def test_a_newer_version_of_a_held_page_takes_its_place(desk: Any) -> None:
    run(desk)
    run(desk, author=None)
    run(desk, names()[:1], author=None, title="Новое")
    assert states(desk) == {"applied": COUNT + 1, "held": COUNT, "discarded": 1}
    assert [row["field"] for row in desk.rows("changes")] == ["title"]


def test_a_site_that_returns_to_its_old_template_resolves_its_redesign(desk: Any) -> None:
    run(desk)
    run(desk, author=None)
    run(desk)
    assert states(desk) == {"applied": COUNT, "discarded": COUNT}
    run(desk, [])
    assert desk.row("redesigns")["decision"] == "resolved"


def test_what_another_parser_reads_is_no_redesign(desk: Any) -> None:
    desk.start()
    for name in names():
        desk.write(desk.visit(name, desk.article(name, author="Редакция"), parser="old"))
    desk.end()
    for name in names():
        desk.write(desk.visit(name, desk.article(name), parser="new"))
    desk.end()
    assert of(desk, "author") == {None}
    assert {row["cause"] for row in desk.rows("changes")} == {"parser"}
    assert told(desk, "redesign") == 0


def test_a_value_that_the_database_refuses_is_a_reject_at_once(desk: Any) -> None:
    desk.write(desk.visit("1", desk.grant("1", status="won"), kind="grant"))
    desk.write(desk.visit("1", desk.grant("1", status="прекрасно"), kind="grant"))
    assert desk.row("rejects")["reason"] == "invalid"
    desk.end()
    assert (desk.row("grants")["status"], states(desk)) == ("won", {"applied": 1})


def test_an_organisation_is_that_of_the_version_that_applies(desk: Any) -> None:
    numbers = ("7707083893", "7728168971")
    for inn in numbers:
        desk.write(desk.visit("1", desk.grant("1", inn=inn), kind="grant"))
    assert [row["inn"] for row in desk.rows("organisations")] == [numbers[0]]
    desk.end()
    assert desk.row("grants")["organisation_id"] == desk.rows("organisations")[1]["id"]


def test_the_end_of_a_run_reads_only_the_versions_that_wait(desk: Any) -> None:
    plan = desk.db.execute(f"EXPLAIN QUERY PLAN {_PENDING}", {"source": "vestnik"}).fetchall()
    searches = [row[3] for row in plan if "revisions" in row[3]]
    assert searches == ["SEARCH revisions USING INDEX revisions_waiting (state=?)"] * 3
