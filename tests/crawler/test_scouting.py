"""What runs after the first ask of a source of which only the front page is known."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.frontiers import frontier_for
from crawler.items import KnownPage, PageKind, Place, Rejection, Visit
from crawler.plan import Plan
from crawler.scouting import ScoutingFrontier
from crawler.sources import Source
from crawler.stores import EmptyStore

HOME = "https://bare.example/"
BARE = Source(id="bare", home_url=HOME)
NEWS = [
    Found(url=f"{HOME}news/{number}", title="В посёлке открыли новый мост через реку")
    for number in range(3)
]
ABOUT = Found(url=f"{HOME}o-gazete-i-redaktsii", title="О газете")
SECTION = Found(url=f"{HOME}news/", title="Новости")
FRONT = Listing(found=(*NEWS, ABOUT, SECTION))


class Knows(EmptyStore):
    """A store that knows pages by address, each in a state."""

    def __init__(self, **states: tuple[PageKind, str]) -> None:
        self._pages = {
            canonical(HOME + path): KnownPage(
                key=canonical(HOME + path), url=HOME + path, kind=kind, state=state
            )
            for path, (kind, state) in states.items()
        }

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:  # noqa: ARG002
        return {key: page for key, page in self._pages.items() if key in keys}


def asked(store: EmptyStore, *, front: Listing = FRONT, **plan: bool) -> list[Place]:
    """Let a frontier ask until nothing is left, where the site has its front page alone."""
    work = frontier_for(BARE, Plan(**plan), store)  # type: ignore[arg-type]
    places: list[Place] = []
    while place := work.next():
        places.append(place)
        if place.url == HOME:
            work.found_by_listing(place, front)
        absent = Rejection(reason="not_found", detail="404")
        work.take(visit(place, None if place.url == HOME else absent))
    return places


def visit(place: Place, rejection: Rejection | None = None) -> Visit:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Visit(place=place, fetched_at=at, http_status=200, rejection=rejection)


def of_kind(places: list[Place], kind: str) -> list[str]:
    return [place.url.removeprefix(HOME) for place in places if place.kind == kind]


def test_a_first_run_asks_for_everything_that_such_sites_have() -> None:
    places = asked(EmptyStore())
    assert of_kind(places, "article") == ["news/0", "news/1", "news/2"]
    assert of_kind(places, "listing") == ["", "news/"]
    assert "feed/" in of_kind(places, "feed")
    assert of_kind(places, "sitemap")[:2] == ["robots.txt", "sitemap.xml"]
    assert {place.guess for place in places if place.kind in {"feed", "sitemap"}} == {True}


def test_later_runs_ask_the_front_page_and_what_was_there() -> None:
    known = {"news/0": ("article", "live"), "feed/": ("feed", "new"), "rss": ("feed", "live")}
    store = Knows(**known)  # type: ignore[arg-type]
    places = asked(store)
    assert of_kind(places, "listing") == [""]
    assert of_kind(places, "sitemap") == []
    assert "feed/" not in of_kind(places, "feed")
    assert "rss" in of_kind(places, "feed")
    assert "sitemap.xml" in of_kind(asked(store, full=True), "sitemap")


def test_what_a_front_page_announces_is_asked_first_and_is_no_guess() -> None:
    feed = f"{HOME}export/news.xml"
    front = Listing(found=FRONT.found, feeds=(f"{HOME}comments/feed/", feed))
    ways = [place for place in asked(EmptyStore(), front=front) if place.kind == "feed"]
    assert [(place.url, place.guess) for place in ways] == [(feed, False)]


def test_a_feed_that_is_announced_twice_is_asked_once() -> None:
    feed = f"{HOME}feed"
    front = Listing(found=FRONT.found, feeds=(feed, f"{feed}/?utm_source=rss"))
    ways = [place.url for place in asked(EmptyStore(), front=front) if place.kind == "feed"]
    assert ways == [feed]


def test_a_feed_shows_which_of_the_links_held_back_are_articles() -> None:
    work = ScoutingFrontier(BARE, Plan(), EmptyStore())
    home = work.next()
    assert home is not None
    slug = Found(url=f"{HOME}novyy-most-cherez-reku/", title="Мост")
    assert work.found_by_listing(home, Listing(found=(slug, SECTION))) == ()
    work.take(visit(home))
    feed = work.next()
    assert feed is not None
    entries = [Found(url=f"{HOME}shkolu-nachali-chinit/"), Found(url=f"{HOME}hor-stal-pervym/")]
    work.found_by_feed(feed, entries)
    work.take(visit(feed))
    pages = []
    while place := work.next():
        pages += [place.url] if place.kind == "article" else []
        work.take(visit(place))
    assert pages == [entries[0].url, entries[1].url, slug.url]
