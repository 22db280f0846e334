"""What each look at a feed leaves on its page: pace, next visit, what proves it unchanged."""

from datetime import timedelta
from typing import Any

import pytest

from crawler import clock
from crawler.items import Snapshot
from pipelines.storage.pages import SqlitePageStore


def look(desk: Any, *names: str, **facts: Any) -> dict[str, Any]:
    """One run that reads a feed and gives the feed's row."""
    keys = tuple(f"https://vestnik.example/{name}" for name in names)
    desk.start()
    desk.write(desk.visit("rss", kind="feed", found=keys, links=len(keys), etag='"1"', **facts))
    desk.end()
    (row,) = [row for row in desk.rows("pages") if row["kind"] == "feed"]
    return row


def test_a_feed_that_brings_nothing_is_looked_at_more_rarely(desk: Any) -> None:
    look(desk, "a", "b", "c")
    for expected in (None, 90):
        desk.later(minutes=60)
        row = look(desk, "a", "b", "c")
        assert row["interval_minutes"] == expected
    assert row["next_visit"] == clock.to_text(desk.now + timedelta(minutes=90 * 0.8))


def test_a_feed_that_brings_much_is_looked_at_more_often(desk: Any) -> None:
    look(desk, "a")
    desk.later(minutes=60)
    look(desk, "b", "c", "a")
    desk.later(minutes=60)
    look(desk, "d", "e", "f")
    desk.later(minutes=60)
    assert look(desk, "g", "h", "i")["interval_minutes"] == 30


def test_an_unmodified_feed_counts_as_one_that_brings_nothing(desk: Any) -> None:
    look(desk, "a")
    for _ in range(2):
        desk.later(minutes=60)
        row = look(desk, not_modified=True, http_status=304)
    assert row["interval_minutes"] == 90


def test_until_its_run_has_ended_well_a_feed_stays_due(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("rss", kind="feed", found=("https://vestnik.example/a",), etag='"1"'))
    assert (desk.row_of("rss")["next_visit"], desk.row_of("rss")["etag"]) == (None, None)
    desk.end(reason="limit")
    assert desk.row_of("rss")["next_visit"] is None
    look(desk, "a")
    assert desk.row_of("rss")["next_visit"] > clock.to_text(desk.now)
    assert desk.row_of("rss")["etag"] == '"1"'


def test_a_feed_that_fails_is_tried_again_within_a_day(desk: Any) -> None:
    look(desk, "a")
    for _ in range(12):
        desk.later(days=1)
        desk.start()
        desk.write(desk.visit("rss", kind="feed", **desk.failed("unreachable")))
        desk.end()
    assert desk.row_of("rss")["next_visit"] == clock.to_text(desk.now + timedelta(days=1))


def test_what_is_no_feed_leaves_no_proof_that_it_is_unchanged(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("rss", kind="feed", etag='"page"', **desk.failed("not_xml")))
    desk.end()
    row = desk.row_of("rss")
    assert (row["etag"], row["body_sha256"]) == (None, None)


def test_a_page_remembers_which_record_of_the_archive_has_its_body(desk: Any) -> None:
    kept = {"warc_file": "b.warc.gz", "body_sha256": "a", "length": 10}
    first = Snapshot(warc_offset=1, kept_at="2026-03-01T06:00:00Z", **kept)
    desk.write(desk.visit("a", desk.article("a"), snapshot=first))
    desk.later(days=1)
    again = Snapshot(warc_offset=2, **kept)
    desk.write(desk.visit("a", not_modified=True, snapshot=again))
    assert desk.row_of("a")["body_at"] == "2026-03-01T06:00:00Z"


@pytest.fixture
def store(desk: Any) -> Any:
    store = SqlitePageStore(desk.path)
    yield store
    store.close()


def test_suspected_pages_come_whether_they_are_due_or_not(desk: Any, store: Any) -> None:
    desk.write(desk.visit("here", desk.article("here")))
    for name in ("lost", "gone"):
        desk.write(desk.visit(name, desk.article(name)), desk.rejected(name, "not_found"))
    desk.db.execute("UPDATE pages SET state = 'gone' WHERE key LIKE '%gone'")
    found = [page.key.rpartition("/")[2] for page in store.suspected("vestnik")]
    assert found == ["lost"]
    assert list(store.suspected("vestnik", limit=0)) == []


def test_a_source_has_something_due_when_a_pages_visit_has_come(desk: Any, store: Any) -> None:
    assert not store.has_due("vestnik", desk.now)
    desk.write(desk.visit("a", desk.article("a")))
    assert not store.has_due("vestnik", desk.now)
    assert store.has_due("vestnik", desk.now + timedelta(hours=2))
    assert not store.has_due("other", desk.now + timedelta(hours=2))
