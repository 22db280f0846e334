from typing import Any

import pytest

from pipelines.storage.errors import StorageError
from pipelines.storage.redesigns import Decided, decide_redesign, list_redesigns

AT = "2026-04-01T00:00:00Z"
NAMES = [f"n{number}" for number in range(6)]


def run(desk: Any, **columns: Any) -> None:
    desk.start()
    facts = {"author": "Редакция", **columns}
    desk.write(*(desk.visit(name, desk.article(name, **facts)) for name in NAMES))
    desk.end()
    desk.later(days=1)


@pytest.fixture
def redesigned(desk: Any) -> Any:
    run(desk)
    run(desk, author="Редакция Вестника")
    return desk


def authors(desk: Any) -> set[str]:
    return {row["author"] for row in desk.rows("articles")}


def test_what_is_accepted_becomes_the_records_and_is_nobodys_news(redesigned: Any) -> None:
    (waiting,) = list_redesigns(redesigned.db.conn)
    assert (waiting["waiting"], waiting["title"]) == (6, "Вестник")
    decided = decide_redesign(redesigned.path, waiting["id"], "accepted", AT)
    assert decided == Decided(records=6, changed=6)
    assert authors(redesigned) == {"Редакция Вестника"}
    assert {(row["field"], row["cause"]) for row in redesigned.rows("changes")} == {
        ("author", "parser")
    }
    assert redesigned.rows("events")[-1]["at"] == AT
    assert list_redesigns(redesigned.db.conn) == []
    assert list_redesigns(redesigned.db.conn, decided=True)[0]["decision"] == "accepted"


def test_what_is_discarded_leaves_the_records_as_they_were(redesigned: Any) -> None:
    decide_redesign(redesigned.path, 1, "discarded", AT)
    assert authors(redesigned) == {"Редакция"}
    assert redesigned.rows("changes") == []
    assert {row["state"] for row in redesigned.rows("revisions")} == {"applied", "discarded"}


def test_an_edit_since_then_is_kept_when_a_redesign_is_accepted(redesigned: Any) -> None:
    edited = redesigned.article("n0", title="Исправлено", author="Редакция Вестника")
    redesigned.write(redesigned.visit("n0", edited))
    redesigned.end()
    decide_redesign(redesigned.path, 1, "accepted", AT)
    first = redesigned.rows("articles")[0]
    assert (first["title"], first["author"]) == ("Исправлено", "Редакция Вестника")
    causes = [(row["field"], row["cause"]) for row in redesigned.rows("changes")][:2]
    assert causes == [("title", "source"), ("author", "parser")]


def test_what_still_waits_for_a_run_is_not_lost_by_a_decision(redesigned: Any) -> None:
    redesigned.start()
    edited = redesigned.article("n0", title="Другое", author="Редакция Вестника")
    redesigned.write(redesigned.visit("n0", edited))
    decide_redesign(redesigned.path, 1, "accepted", AT)
    redesigned.end()
    titles = [row["new"] for row in redesigned.rows("changes") if row["field"] == "title"]
    assert titles == ["Другое"]


@pytest.mark.parametrize("decision", ["accepted", "discarded"])
def test_a_redesign_is_decided_once(redesigned: Any, decision: Any) -> None:
    decide_redesign(redesigned.path, 1, decision, AT)
    with pytest.raises(StorageError, match=f"was {decision} already"):
        decide_redesign(redesigned.path, 1, "accepted", AT)
    with pytest.raises(StorageError, match="there is no redesign 7"):
        decide_redesign(redesigned.path, 7, "accepted", AT)
