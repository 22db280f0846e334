"""What is left to do for a source, and in which order."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.discovery.sitemaps import SITEMAP_ENDS, Sitemap
from crawler.frontier import DEEPEST_SITEMAP, SILENT_IN_A_ROW, Frontier
from crawler.items import KnownPage, Place, Reason, Rejection, Visit
from crawler.plan import Plan
from crawler.sources import Source
from crawler.stores import EmptyStore

PAPER = Source(
    id="paper",
    home_url="https://paper.example/",
    feeds=("https://paper.example/rss", "https://paper.example/feed"),
    sitemaps=("https://paper.example/sitemap.xml",),
    since=30,
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def frontier(**plan: object) -> Frontier:
    return Frontier(PAPER, Plan(**plan), EmptyStore())  # type: ignore[arg-type]


def step(frontier: Frontier) -> Place:
    place = frontier.next()
    assert place is not None
    return place


def visit(place: Place, reason: Reason | None = None) -> Visit:
    rejection = Rejection(reason=reason) if reason else None
    status = None if reason in {"timeout", "unknown_host"} else 200
    return Visit(place=place, fetched_at=NOON, http_status=status, rejection=rejection)


def page(number: int, **fields: object) -> Found:
    return Found(url=f"https://paper.example/{number}", **fields)  # type: ignore[arg-type]


def test_feeds_come_first_and_one_is_enough(noon: datetime) -> None:
    work = frontier()
    feed = step(work)
    assert work.next() is None, "the next feed waits for the first to answer"
    work.found_by_feed(feed, [page(1, moment=noon)])
    work.take(visit(feed))
    article = step(work)
    work.take(visit(article))
    assert (feed.kind, article.kind, step(work).kind) == ("feed", "article", "sitemap")


def test_another_feed_is_tried_where_one_is_none() -> None:
    work = frontier()
    first = step(work)
    work.take(visit(first, "not_xml"))
    assert step(work).url == "https://paper.example/feed"


def test_old_pages_are_left_out_of_a_first_visit(noon: datetime) -> None:
    work = frontier()
    feed = step(work)
    old, new = page(1, moment=noon - timedelta(days=31)), page(2, moment=noon)
    keys = work.found_by_feed(feed, [old, new, page(3)])
    work.take(visit(feed))
    assert len(keys) == 3
    assert [step(work).url[-1] for _ in range(2)] == ["2", "3"]


def test_a_page_is_visited_once_however_often_it_is_named(noon: datetime) -> None:
    work = frontier()
    feed = step(work)
    work.found_by_feed(feed, [page(1, moment=noon)])
    work.take(visit(feed))
    work.take(visit(step(work)))
    sitemap = step(work)
    work.found_by_sitemap(sitemap, Sitemap(pages=(page(1, moment=noon),)))
    work.take(visit(sitemap))
    assert work.next() is None
    assert work.end()
    assert not work.end(), "the end is said once"


def test_indexes_that_name_ever_further_ones_are_a_trap() -> None:
    work = frontier(full=True)
    asked = []
    while place := work.next():
        asked.append(place.url)
        if place.kind == "sitemap":
            onward = f"https://paper.example/map{len(asked)}.xml"
            work.found_by_sitemap(place, Sitemap(sitemaps=(Found(url=onward),)))
        work.take(visit(place))
    assert len([url for url in asked if "map" in url]) == DEEPEST_SITEMAP
    assert work.end()


def test_of_many_sitemaps_the_recent_are_read(noon: datetime) -> None:
    undated = [Found(url=f"https://paper.example/s{n}.xml") for n in range(100)]
    recent = Found(url="https://paper.example/now.xml", moment=noon)
    ancient = Found(url="https://paper.example/then.xml", moment=noon - timedelta(days=900))
    for full, count in ((False, 1 + 2 * SITEMAP_ENDS), (True, 102)):
        work = frontier(full=full)
        work.take(visit(step(work), "not_xml"))
        work.take(visit(step(work), "not_xml"))
        index = step(work)
        work.found_by_sitemap(index, Sitemap(sitemaps=(recent, ancient, *undated)))
        work.take(visit(index))
        asked = []
        while place := work.next():
            asked.append(place.url)
            work.take(visit(place))
        assert len(asked) == count
        assert asked[0].endswith("now.xml")


def test_a_host_that_stays_silent_is_given_up() -> None:
    work = frontier(pages=tuple(f"https://paper.example/{n}" for n in range(99)))
    for _ in range(SILENT_IN_A_ROW):
        work.take(visit(step(work), "timeout"))
    assert work.next() is None
    assert work.end()
    assert work.reason == "unreachable"


def test_counts_follow_what_happens() -> None:
    work = frontier(pages=("https://paper.example/1", "https://paper.example/2"))
    place = step(work)
    assert (work.counts.asked, work.counts.in_flight, work.counts.waiting) == (1, 1, 1)
    work.take(visit(place, "no_title"))
    assert (work.counts.fetched, work.counts.rejected, work.counts.in_flight) == (1, 1, 0)


def test_a_source_of_which_only_the_home_is_known_begins_there() -> None:
    bare = Source(id="bare", home_url="https://bare.example/")
    work = Frontier(bare, Plan(), EmptyStore())
    home = step(work)
    assert (home.kind, home.url) == ("listing", "https://bare.example/")
    announced = Listing(
        found=(Found(url="https://bare.example/1"),), feeds=("https://bare.example/feed/",)
    )
    assert work.found_by_listing(home, announced) == ("bare.example/1",)
    work.take(visit(home))
    work.take(visit(step(work)))
    assert step(work).url == "https://bare.example/feed/"
    assert work.proof()[0] is False


class Knows(EmptyStore):
    """A store that knows one page, under an address of its own."""

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:  # noqa: ARG002
        page = KnownPage(
            key="paper.example/1", url="https://www.paper.example/1", kind="article", state="live"
        )
        return {page.key: page} if page.key in keys else {}


def test_a_known_page_is_asked_where_it_answered_whatever_it_is_called(noon: datetime) -> None:
    work = Frontier(PAPER, Plan(), Knows())
    feed = step(work)
    work.found_by_feed(feed, [Found(url="https://paper.example/amp/1", moment=noon)])
    work.take(visit(feed))
    article = step(work)
    assert (article.key, article.url) == ("paper.example/1", "https://www.paper.example/1")


class Removed(EmptyStore):
    """A store from which one page was lawfully removed."""

    def removed(self, names: Collection[str]) -> Collection[str]:
        return {"paper.example/1"} & set(names)


def test_a_page_that_was_removed_is_not_asked_for_whoever_names_it(noon: datetime) -> None:
    work = Frontier(PAPER, Plan(), Removed())
    feed = step(work)
    named = work.found_by_feed(feed, [page(1, moment=noon), page(2, moment=noon)])
    assert len(named) == 2  # what the feed names is said as it is
    work.take(visit(feed))
    assert step(work).key == "paper.example/2"
    given = Frontier(PAPER, Plan(pages=("https://paper.example/1",)), Removed())
    assert given.next() is None
