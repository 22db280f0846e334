"""Which archived answers a replay may read a record from."""

from typing import Any

from pipelines.storage.replays import archived_pages, finish_replay

PAGES = tuple("123456")


def put(desk: Any, pages: tuple[str, ...], body: str, **columns: Any) -> None:
    """Visit pages that answer with a body of this digest and what they say."""
    desk.later(days=1)
    desk.start()
    for page in pages:
        snapshot = desk.snapshot(f"{body} {page}")
        record = desk.article(page, **columns)
        desk.write(desk.visit(page, record, snapshot=snapshot, parser="one"))
    desk.end()


def found(desk: Any) -> list[Any]:
    return archived_pages(desk.db.conn, "vestnik", after=0, done=None, most=50)


def bodies(snapshots: Any) -> list[str]:
    return [row["body_sha256"] for row in snapshots]


def test_the_newest_answer_that_was_read_is_read_again(desk: Any) -> None:
    put(desk, ("1",), "old")
    put(desk, ("1",), "new")
    put(desk, ("1",), "new")
    (page,) = found(desk)
    assert bodies(page.read) == ["new 1", "old 1"]
    assert page.read[0]["fetched_at"] == "2026-03-03T06:00:00Z"
    assert page.later == ()


def test_a_later_answer_that_was_rejected_stands_apart(desk: Any) -> None:
    put(desk, ("1",), "old")
    desk.write(desk.rejected("1", "no_body", snapshot=desk.snapshot("broken")))
    desk.write(desk.rejected("1", "blocked", snapshot=desk.snapshot("challenge")))
    (page,) = found(desk)
    assert (bodies(page.read), bodies(page.later)) == (["old 1"], ["broken"])


def test_what_a_redesign_holds_is_not_what_the_record_stands_on(desk: Any) -> None:
    put(desk, PAGES, "old", author="Редакция")
    put(desk, PAGES, "new", author=None)
    assert {row["state"] for row in desk.rows("revisions")} == {"applied", "held"}
    pages = found(desk)
    assert [bodies(page.read) for page in pages] == [[f"old {name}"] for name in PAGES]
    assert [bodies(page.later) for page in pages] == [[f"new {name}"] for name in PAGES]
    assert not any(page.mixed for page in pages)


def test_a_record_with_an_edit_amid_a_redesign_stands_on_no_one_answer(desk: Any) -> None:
    put(desk, PAGES, "old", author="Редакция", section="Город")
    put(desk, PAGES[1:], "new", author=None, section="Город")
    put(desk, PAGES[:1], "new", author=None, section="Город", title="Мост откроют в мае")
    mixed = {page.page["key"]: page.mixed for page in found(desk)}
    states = [row["state"] for row in desk.rows("revisions") if row["record_id"] == 1]
    assert states == ["applied", "held", "applied"]
    assert mixed == {key: key.endswith("/1") for key in mixed}


def test_pages_that_no_replay_reached_keep_the_version_that_read_them(desk: Any) -> None:
    put(desk, ("1", "2"), "old")
    connection = desk.db.conn
    connection.execute("UPDATE pages SET read_by = 'two' WHERE id = 1")
    finish_replay(connection, "vestnik", "two")
    assert [row["read_by"] for row in desk.rows("pages")] == [None, "one"]
    assert desk.row("sources")["parser_version"] == "two"
