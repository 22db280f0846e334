from dataclasses import replace
from typing import Any

from pipelines.storage.pages import SqlitePageStore

HOME = "https://vestnik.example"


def found(*names: str) -> tuple[str, ...]:
    return tuple(f"{HOME}/{name}" for name in names)


def named_by(desk: Any, way: str) -> dict[str, int]:
    """The pages that a way named, each with the run that saw it there last."""
    sql = """
        SELECT pages.key, run_id FROM appearances JOIN pages ON pages.id = page_id
        JOIN pages AS way ON way.id = way_id WHERE way.key = ?
    """
    return {row["key"].rsplit("/", 1)[-1]: row["run_id"] for row in desk.db.query(sql, [way])}


def test_what_a_feed_names_is_known_before_it_is_visited(desk: Any) -> None:
    desk.write(desk.visit("rss", kind="feed", links=2, found=found("a", "b")))
    _, a, b = desk.rows("pages")
    assert (a["key"], a["url"], a["state"], a["kind"]) == (
        *(f"{HOME}/a", f"{HOME}/a", "new", "article"),
    )
    assert (b["first_seen"], b["visits"], b["next_visit"]) == ("2026-03-01T06:00:00Z", 0, None)
    assert named_by(desk, f"{HOME}/rss") == {"a": 1, "b": 1}


def test_a_key_without_a_scheme_becomes_an_address_with_that_of_its_feed(desk: Any) -> None:
    desk.write(desk.visit("rss", kind="feed", links=1, found=("vestnik.example/a",)))
    assert desk.rows("pages")[1]["url"] == f"{HOME}/a"


def test_a_page_that_was_only_named_is_neither_known_nor_due(desk: Any) -> None:
    desk.write(desk.visit("rss", kind="feed", links=1, found=found("a")))
    store = SqlitePageStore(desk.path)
    assert dict(store.known("vestnik", found("a"))) == {}
    desk.later(days=100)
    assert list(store.due("vestnik", desk.now)) == []
    assert [page.key for page in store.all("vestnik")] == [f"{HOME}/rss"]
    store.close()


def test_all_pages_of_a_listing_are_one_way(desk: Any) -> None:
    desk.write(desk.visit("list", kind="listing", links=1, found=found("a")))
    second = desk.visit("list?page=2", kind="listing", links=1, found=found("b"))
    desk.write(desk.visit("list?page=2", kind="listing", found=second.found, way=f"{HOME}/list"))
    assert named_by(desk, f"{HOME}/list") == {"a": 1, "b": 1}


def test_an_appearance_keeps_its_first_moment_and_the_last_run(desk: Any) -> None:
    for names in (("a", "b"), ("b", "c")):
        desk.start()
        desk.write(desk.visit("rss", kind="feed", found=found(*names)))
        desk.end()
        desk.later(days=1)
    assert named_by(desk, f"{HOME}/rss") == {"a": 1, "b": 2, "c": 2}
    _, b, _ = desk.rows("appearances")
    assert (b["first_seen"][:10], b["last_seen"][:10]) == ("2026-03-01", "2026-03-02")


def test_a_feed_that_is_not_modified_names_what_it_named_when_it_was_read(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("rss", kind="feed", found=found("a", "b")))
    desk.start()
    desk.write(desk.visit("rss", kind="feed", found=found("b")))
    desk.start()
    desk.later(days=1)
    desk.write(desk.visit("rss", kind="feed", not_modified=True, http_status=304, snapshot=None))
    assert named_by(desk, f"{HOME}/rss") == {"a": 1, "b": 3}
    _, a, b = desk.rows("pages")
    assert (a["last_seen"][:10], b["last_seen"][:10]) == ("2026-03-01", "2026-03-02")


def test_a_failed_listing_names_nothing_and_unsays_nothing(desk: Any) -> None:
    desk.write(desk.visit("list", kind="listing", found=found("a")))
    desk.write(desk.rejected("list", "http_error", kind="listing", http_status=500))
    assert named_by(desk, f"{HOME}/list") == {"a": 1}


def test_a_named_page_that_fails_is_asked_again_where_it_was_asked_first(desk: Any) -> None:
    """A key has no slash at its end; for some sites an address without it is another page."""
    desk.write(desk.visit("rss", kind="feed", links=1, found=found("a")))
    asked = desk.rejected("a", "not_found", http_status=404)
    desk.write(replace(asked, place=replace(asked.place, url=f"{HOME}/a/")))
    (suspected,) = SqlitePageStore(desk.path).suspected("vestnik")
    assert (suspected.key, suspected.url) == (f"{HOME}/a", f"{HOME}/a/")
