from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.storage import absence_reading, pages
from pipelines.storage.pages import SqlitePageStore

if TYPE_CHECKING:
    from crawler.stores import PageStore


@pytest.fixture
def store(desk: Any) -> Any:
    store: PageStore = SqlitePageStore.from_settings({"DOZOR_DATA": str(desk.path.parent)})
    yield store
    store.close()


def keys(pages: Any) -> list[str]:
    return [page.key.rsplit("/", 1)[-1] for page in pages]


def test_a_database_that_does_not_exist_knows_no_page(tmp_path: Path, desk: Any) -> None:
    store = SqlitePageStore(tmp_path / "none" / "dozor.db")
    assert dict(store.known("vestnik", ["x"])) == {}
    assert list(store.due("vestnik", desk.now)) == list(store.all("vestnik")) == []
    assert not (tmp_path / "none").exists()


def test_known_pages_come_with_what_a_conditional_request_needs(desk: Any, store: Any) -> None:
    desk.write(desk.visit("a", desk.article("a"), etag='"1"', last_modified="Sun"))
    key = desk.visit("a").place.key
    (page,) = store.known("vestnik", [key, "other"]).values()
    assert (page.key, page.state, page.kind) == (key, "live", "article")
    assert (page.etag, page.last_modified, page.body_sha256) == ('"1"', "Sun", "a")
    assert page.next_visit == desk.now + timedelta(hours=2)
    assert store.known("other", [key]) == {}


def test_a_known_article_comes_with_what_found_its_text(desk: Any, store: Any) -> None:
    desk.write(desk.visit("a", desk.article("a", origins={"body": "structure (feed)"})))
    desk.write(desk.visit("rss", kind="feed", links=1))
    desk.later(hours=30)
    for found in (store.all("vestnik"), store.due("vestnik", desk.now)):
        assert {page.kind: page.text_by for page in found}["article"] == "structure (feed)"
    assert {page.kind: page.text_by for page in store.all("vestnik")}["feed"] is None


def test_any_number_of_keys_can_be_asked_for(desk: Any, store: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    asked = [f"https://x/{n}" for n in range(50_000)] + [desk.visit("a").place.key]
    assert len(store.known("vestnik", asked)) == 1


def test_due_pages_come_suspected_first_then_by_their_moment(desk: Any, store: Any) -> None:
    desk.write(desk.visit("rss", kind="feed", links=1))
    desk.write(desk.visit("old", desk.article("old")))
    desk.later(hours=1)
    desk.write(desk.visit("young", desk.article("young")))
    desk.write(desk.visit("lost", desk.article("lost")), desk.rejected("lost", "not_found"))
    assert keys(store.due("vestnik", desk.now)) == ["lost"]
    assert keys(store.due("vestnik", desk.now + timedelta(days=1))) == ["lost", "old", "young"]
    assert keys(store.due("vestnik", desk.now + timedelta(days=1), limit=2)) == ["lost", "old"]
    assert keys(store.all("vestnik")) == ["rss", "old", "young", "lost"]


def test_pages_are_read_while_a_writer_writes(desk: Any, store: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    desk.db.conn.execute("BEGIN IMMEDIATE")
    assert keys(store.all("vestnik")) == ["a"]
    desk.db.conn.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        (pages._DUE, 3), (pages._HAS_DUE, 2), (pages._SUSPECTED, 2), (pages._KNOWN, 2),
        (absence_reading._SUSPECTS, 1), (absence_reading._PROVEN, 1),
        (absence_reading._LISTINGS, 2),
    ],
)  # fmt: skip
def test_no_round_reads_all_pages_or_runs_of_a_source(desk: Any, sql: str, count: int) -> None:
    given: Any = dict.fromkeys(("source", "now", "most"), 1) if ":source" in sql else (1,) * count
    plan = [step[3] for step in desk.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", given)]
    whole = ("pages_due (source_id=?)", "runs_source (source_id=?)", "SCAN pages", "SCAN runs")
    assert not [step for step in plan if step.endswith(whole)], plan


def test_of_a_gone_page_it_is_known_when_it_was_last_named(desk: Any, store: Any) -> None:
    page, feed = desk.visit("a", desk.article("a")), desk.visit("rss", kind="feed")
    desk.write(page, desk.visit("rss", kind="feed", found=(page.place.key,)))
    looked = desk.now
    assert store.known("vestnik", [page.place.key])[page.place.key].named is None
    desk.later(days=1)
    desk.write(desk.visit("rss", kind="feed", found=(f"{page.place.key}-other",)))
    desk.db.execute("UPDATE pages SET state = 'gone' WHERE kind = 'article'")
    found = store.known("vestnik", [page.place.key, feed.place.key])
    assert found[page.place.key].named == looked
    assert found[feed.place.key].last_seen == desk.now
