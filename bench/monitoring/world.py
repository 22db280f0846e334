"""A deterministic hostile world: sites that change from moment to moment, and the truth of it.

    world = World(seed=1)
    world.move_to(START + timedelta(hours=12))
    world.answer(Request(host="n01.example", target="/rss.xml"))

A world is a pure function of its seed, its size, a moment and a request; only the access log grows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from bench.monitoring import cards, lists
from bench.monitoring.articles import article_page
from bench.monitoring.history import FEED_LENGTH, ROLL_LENGTH, START, History
from bench.monitoring.model import Page, Site
from bench.monitoring.replies import (
    TEXT,
    XML,
    Reply,
    Request,
    conditional,
    encode,
    not_found,
    redirect,
    trouble,
)
from bench.monitoring.sites import make_sites
from bench.monitoring.turns import Turns
from crawler.sources import Source

_ABSENT = {"404": 404, "410": 410, "flap": 404, "soft_404": 200}
_ROBOTS = b"User-agent: *\nAllow: /\n"
_LISTINGS = {("listing", "/news/"), ("fund", "/public/application/cards")}
_Write = Callable[[Site, list[Page], datetime], str]
_OFF_BY = 4  # how far a wrong total is from what the listing holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One line of the access log; `bytes` are those of head and body together."""

    at: datetime
    host: str
    target: str
    status: int
    bytes: int


class World:
    """Sites and their truth; `every` is the time between rounds of the plan."""

    def __init__(
        self,
        seed: int,
        *,
        sites: int = 40,
        days: int = 30,
        every: timedelta = timedelta(hours=12),
    ) -> None:
        self.now = START
        self.log: list[Hit] = []
        self.sites = make_sites(seed, sites)
        history = History(seed, self.sites, days)
        history.write_sites()
        history.write_pages()
        Turns(history, every).write()
        self.truth = sorted(history.truth, key=lambda one: (one.at, one.site))
        self.rounds = [
            START + every * turn for turn in range(days * timedelta(days=1) // every + 1)
        ]
        self._site = {site.host: site for site in self.sites}
        self._page = self._paths()

    @property
    def sources(self) -> list[Source]:
        """Every site as a crawler is told of it."""
        return [site.source for site in self.sites]

    def move_to(self, moment: datetime) -> None:
        """Set the world's clock; from here on it answers as of that moment."""
        self.now = moment

    def pages(self) -> list[str]:
        """Give the address of every page published by now, for monitors that find none."""
        return [
            site.url(page.path)
            for site in self.sites
            for page in site.pages
            if page.born <= self.now
        ]

    def identify(self, url: str) -> str | None:
        """Give the first address of the page that any of its addresses names."""
        site, path = self._place(url)
        page = self._page.get((site.host, path)) if site else None
        return site.url(page.path) if site and page else None

    def answer(self, request: Request) -> Reply:
        """Answer a request as of now."""
        site, path = self._place(f"https://{request.host}{request.target}")
        if site is None:
            return not_found()
        spell = site.spell_at(self.now)
        wrong = trouble(site, spell) if spell else None
        if wrong:
            return wrong
        if path == "/robots.txt":
            return Reply(status=HTTPStatus.OK, body=_ROBOTS, content_type=TEXT)
        page = self._page.get((site.host, path))
        if page:
            amp = request.target.startswith("/amp/")
            return self._page_reply(site, page, request, path, amp=amp)
        return self._place_reply(site, request, path)

    def _paths(self) -> dict[tuple[str, str], Page]:
        found: dict[tuple[str, str], Page] = {}
        for site in self.sites:
            for page in site.pages:
                found[site.host, page.path] = page
                if page.moved:
                    found[site.host, page.moved[1]] = page
        return found

    def _place(self, url: str) -> tuple[Site | None, str]:
        """Find the site and the plain path that an address, in any disguise, means."""
        parts = urlsplit(url)
        site = self._site.get((parts.hostname or "").removeprefix("www."))
        path = parts.path.removeprefix("/amp")
        card = parse_qs(parts.query).get("id") if path.endswith("/application/item") else None
        return site, f"{path}?id={card[0].lower()}" if card else path

    def _page_reply(
        self, site: Site, page: Page, request: Request, path: str, *, amp: bool
    ) -> Reply:
        absence = page.absence_at(self.now)
        if page.born > self.now or (page.moved and path == page.moved[1] != page.path_at(self.now)):
            return not_found()
        if page.path_at(self.now) != path:
            return redirect(HTTPStatus.MOVED_PERMANENTLY, site.url(page.path_at(self.now)))
        if absence == "front_page":
            return redirect(HTTPStatus.FOUND, site.url("/"))
        if absence:
            return not_found(_ABSENT[absence])
        write = cards.card_page if site.is_fund else article_page
        text = article_page(site, page, self.now, amp=True) if amp else write(site, page, self.now)
        body, content_type = encode(site, text, self.now)
        reply = Reply(status=HTTPStatus.OK, body=body, content_type=content_type)
        turns = [turn for turn in (site.redesigned, site.recoded) if turn and turn <= self.now]
        since = max([page.changed_at(self.now), *turns, *_returns(page, self.now)])
        return conditional(site, request, reply, f"{path}{amp}{since.isoformat()}", since)

    def _place_reply(self, site: Site, request: Request, path: str) -> Reply:
        listed = [page for page in reversed(site.pages) if page.is_listed_at(self.now)]
        if site.rolling:
            listed = listed[:ROLL_LENGTH]
        if (site.kind, path) == ("feed", "/rss.xml"):
            return self._xml(site, request, lists.rss, listed[:FEED_LENGTH])
        if (site.kind, path) == ("sitemap", "/sitemap.xml"):
            return self._xml(site, request, lists.sitemap, listed)
        if (site.kind, path) in _LISTINGS:
            number = parse_qs(urlsplit(request.target).query).get("page") or ["1"]
            return self._listing(site, listed, int(number[0]))
        if path == "/":
            body, content_type = encode(site, lists.front(site, listed, self.now), self.now)
            return Reply(status=HTTPStatus.OK, body=body, content_type=content_type)
        return not_found()

    def _xml(self, site: Site, request: Request, write: _Write, listed: list[Page]) -> Reply:
        body = write(site, listed, self.now).encode()
        if self._how(site) == "cut":
            return Reply(status=HTTPStatus.OK, body=body[: len(body) // 2], content_type=XML)
        reply = Reply(status=HTTPStatus.OK, body=body, content_type=XML)
        written = [page.changed_at(self.now) for page in listed]
        since = max([START, *written, *_came_and_went(site, self.now)])
        version = "".join(page.path_at(self.now) for page in listed) + since.isoformat()
        return conditional(site, request, reply, version, since)

    def _listing(self, site: Site, listed: list[Page], number: int) -> Reply:
        size = cards.PER_PAGE if site.is_fund else lists.PER_PAGE
        last, how = max(1, -(-len(listed) // size)), self._how(site)
        if site.clamped:
            number = min(number, last)
        shown = listed[(number - 1) * size : number * size]
        if how == "blank_page" and number == min(2, last):
            return Reply(status=HTTPStatus.OK)
        if site.is_fund:
            at = (number, last, _OFF_BY if how == "total" else 0)
            text = cards.cards_page(site, listed, shown, self.now, at)
        else:
            text = lists.listing(site, shown, self.now, number, last)
        body, content_type = encode(site, text, self.now)
        if how == "cut" and number == min(2, last):
            body = body[: len(body) // 2]
        return Reply(status=HTTPStatus.OK, body=body, content_type=content_type)

    def _how(self, site: Site) -> str | None:
        spell = site.spell_at(self.now)
        return spell.how if spell else None


def _came_and_went(site: Site, moment: datetime) -> Iterator[datetime]:
    """Give when pages left what a site names, were back there, or got another address."""
    for page in site.pages:
        for spell in page.absent:
            if spell.how != "flap":
                yield from (at for at in (spell.start, spell.end) if at and at <= moment)
        left = (page.unlisted, page.moved[0] if page.moved else None)
        yield from (at for at in left if at and at <= moment)


def _returns(page: Page, moment: datetime) -> list[datetime]:
    return [spell.end for spell in page.absent if spell.end and spell.end <= moment]
