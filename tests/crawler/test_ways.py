"""What a run asks of a source: what is due, and no more pages than its budget."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.discovery.found import Found
from crawler.discovery.sitemaps import Sitemap
from crawler.frontier import Frontier
from crawler.items import KnownPage, Place, Visit
from crawler.plan import Plan
from crawler.sources import Source
from crawler.stores import EmptyStore
from crawler.ways import ways_to_ask

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER, SOONER = NOON + timedelta(hours=1), NOON - timedelta(hours=1)
SITE = "https://paper.example"
PAPER = Source(
    id="paper",
    home_url=f"{SITE}/",
    feeds=(f"{SITE}/rss", f"{SITE}/atom"),
    sitemaps=(f"{SITE}/map.xml",),
)
DUE = Plan(due=True)
pytestmark = pytest.mark.usefixtures("noon")


class Store(EmptyStore):
    """Knows the pages that a test names."""

    def __init__(self, *pages: KnownPage) -> None:
        self.pages = {page.key: page for page in pages}

    def known(self, _source: str, keys: Any) -> Mapping[str, KnownPage]:
        return {key: self.pages[key] for key in keys if key in self.pages}

    def due(self, _source: str, now: datetime, *, limit: int | None = None) -> list[KnownPage]:
        found = [page for page in self.pages.values() if (page.next_visit or now) <= now]
        return [page for page in found if page.kind == "article"][:limit]

    def suspected(self, _source: str, *, limit: int | None = None) -> list[KnownPage]:
        return [page for page in self.pages.values() if page.state == "missing"][:limit]

    def all(self, _source: str) -> list[KnownPage]:
        return list(self.pages.values())

    def close(self) -> None:
        pass


def known(
    path: str, next_visit: datetime | None, kind: Any = "feed", state: str = "live"
) -> KnownPage:
    key = f"paper.example{path}"
    return KnownPage(key=key, url=f"{SITE}{path}", kind=kind, state=state, next_visit=next_visit)


def asked(plan: Plan, *pages: KnownPage) -> list[str]:
    """The paths of the ways that a run asks."""
    ways = ways_to_ask(PAPER, plan, {page.key: page for page in pages})
    return [url.removeprefix(SITE) for _, url in ways]


def test_what_was_never_asked_is_asked() -> None:
    assert asked(DUE) == ["/rss", "/atom", "/map.xml"]
    assert asked(DUE, known("/rss", None), known("/map.xml", SOONER, "sitemap")) == asked(DUE)


def test_what_is_not_due_is_left_alone() -> None:
    resting = known("/rss", LATER), known("/map.xml", LATER, "sitemap")
    assert asked(DUE, *resting) == []
    assert asked(Plan(), *resting) == ["/rss", "/atom", "/map.xml"], "by hand it is asked"
    assert asked(Plan(due=True, full=True), *resting) == ["/rss", "/atom", "/map.xml"]


def test_feeds_stand_for_each_other_while_one_answers() -> None:
    failing = known("/rss", LATER, state="error")
    assert asked(DUE, failing) == ["/atom", "/map.xml"], "where the first fails, the next is asked"
    assert asked(DUE, failing, known("/atom", LATER)) == ["/map.xml"]
    tried = known("/rss", SOONER, state="error")
    assert asked(DUE, tried, known("/atom", LATER)) == ["/rss", "/map.xml"]


def test_a_sitemap_of_an_index_has_a_pace_of_its_own() -> None:
    index = Place(
        source_id="paper", url=f"{SITE}/map.xml", key="paper.example/map.xml", kind="sitemap"
    )
    children = Sitemap(sitemaps=(Found(url=f"{SITE}/old.xml"), Found(url=f"{SITE}/new.xml")))
    store = Store(known("/rss", LATER), known("/old.xml", LATER, "sitemap"))
    for plan, wanted in (
        (DUE, ["/new.xml"]),
        (Plan(due=True, full=True), ["/old.xml", "/new.xml"]),
    ):
        work = Frontier(Source(id="paper", home_url=f"{SITE}/", sitemaps=(index.url,)), plan, store)
        assert work.next() == index
        work.found_by_sitemap(index, children)
        work.take(Visit(place=index, fetched_at=NOON, http_status=200))
        assert paths(work) == wanted


def paths(work: Frontier, *found: str) -> list[str]:
    """What a run visits from here on; its first feed names these pages."""
    visited = []
    while place := work.next():
        visited.append(place.url.removeprefix(SITE))
        if place.kind == "feed":
            work.found_by_feed(place, [Found(url=SITE + path, moment=NOON) for path in found])
        work.take(Visit(place=place, fetched_at=NOON, http_status=200))
    return visited


def pages(state: str, *names: str) -> list[KnownPage]:
    return [known(f"/{name}", SOONER, "article", state) for name in names]


def test_suspected_pages_come_first_then_new_ones_then_what_is_due() -> None:
    store = Store(*pages("live", "due"), *pages("missing", "lost"))
    source = Source(id="paper", home_url=f"{SITE}/", feeds=(f"{SITE}/rss",))
    assert paths(Frontier(source, Plan(), store), "/new") == ["/lost", "/rss", "/new", "/due"]


def test_a_gone_page_is_asked_for_when_what_did_not_name_it_names_it_again() -> None:
    looked = NOON - timedelta(hours=12)
    feed = replace(known("/rss", SOONER), last_seen=looked)
    gone = known("/gone", NOON + timedelta(days=9), "article", "gone")
    left = replace(gone, named=looked - timedelta(hours=12))
    stayed = replace(gone, named=looked)
    source = Source(id="paper", home_url=f"{SITE}/", feeds=(f"{SITE}/rss",))
    visited = [
        paths(Frontier(source, Plan(), Store(feed, page)), "/gone") for page in (gone, left, stayed)
    ]
    assert visited == [["/rss", "/gone"], ["/rss", "/gone"], ["/rss"]]


def test_a_budget_bounds_the_pages_of_a_run() -> None:
    store = Store(
        *pages("live", "due1", "due2", "due3"), *pages("missing", "lost1", "lost2", "lost3")
    )
    source = Source(id="paper", home_url=f"{SITE}/", feeds=(f"{SITE}/rss",), budget=4)
    work = Frontier(source, Plan(), store)
    assert paths(work, "/new") == ["/lost1", "/lost2", "/rss", "/new", "/due1"]
    assert work.end()
    assert work.reason == "finished", "what is due stays due: nothing new was left out"
    work = Frontier(source, Plan(), store)
    visited = paths(work, "/new1", "/new2", "/new3")
    assert visited == ["/lost1", "/lost2", "/rss", "/new1", "/new2"]
    assert work.end()
    assert work.reason == "limit"


def test_the_smaller_of_budget_and_limit_counts() -> None:
    store = Store(*pages("live", *"abcdef"))
    for budget, limit, count in ((4, 2, 2), (2, 4, 2), (0, 3, 3), (3, None, 3), (0, None, 6)):
        source = Source(id="paper", home_url=f"{SITE}/", feeds=(f"{SITE}/rss",), budget=budget)
        assert len(paths(Frontier(source, Plan(limit=limit), store))) == count + 1


def test_a_place_that_could_not_be_asked_leaves_no_trace() -> None:
    work = Frontier(PAPER, Plan(), Store())
    assert work.next()
    work.leave("busy")
    assert work.next() is None
    assert work.end()
    assert (work.reason, work.counts.asked, work.counts.in_flight) == ("busy", 0, 0)


def test_a_site_that_takes_too_long_is_left_with_what_waits() -> None:
    work = Frontier(PAPER, Plan(), Store())
    feed = work.next()
    assert feed
    work.found_by_feed(feed, [Found(url=f"{SITE}/{n}") for n in range(3)])
    work.lose_patience()
    assert work.next() is None
    assert work.reason == "slow"


def test_with_nothing_left_to_ask_no_site_was_too_slow() -> None:
    bare = Source(id="paper", home_url=f"{SITE}/", listings=(f"{SITE}/",))
    work = Frontier(bare, Plan(), Store())
    assert work.next()
    work.lose_patience()
    assert work.reason == "finished"
