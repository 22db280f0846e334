"""What Dozor knows of a site before it visits it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from crawler.addresses import clean_url
from crawler.declared import check
from crawler.items import PageKind

SourceKind = Literal["news", "grants", "competitions"]
Engine = Literal["", "myrtex", "award"]
_PAGE_KINDS: dict[SourceKind, PageKind] = {
    "news": "article",
    "grants": "grant",
    "competitions": "competition",
}
_ID = re.compile(r"[a-z][a-z0-9_]*")

TELEGRAM = frozenset({"t.me", "telegram.me"})
"""Hosts on which each channel is a source of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """A site's own places for each field, as CSS; several are tried in turn.

    `drop` names furniture that is removed before the body is read.
    """

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonList:
    """How an API's JSON lists pages; paths are names with dots.

    `entries` leads to the list; `address` is made of an entry's fields, as in
    `https://site.example/events/{id}`. `moment` leads to an entry's moment in UTC. `total` and
    `last` lead to how many entries and pages there are, where it says so. `text` leads to the
    markup of an entry's whole text, where the list gives it.
    """

    address: str
    entries: str = ""
    title: str = "title"
    moment: str | None = None
    total: str | None = None
    last: str | None = None
    text: str | None = None


# https://developer.wordpress.org/rest-api/reference/posts/, at /wp-json/wp/v2/posts?page=1
WORDPRESS_POSTS = JsonList(
    address="{link}", title="title.rendered", moment="date_gmt", text="content.rendered"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    r"""One site: where it is, what it offers, how it is read and how often.

    Only `id` and `home_url` are required. `region` is ISO 3166-2:RU, `timezone` IANA, `interval`
    the minutes between two looks before it is known how often they bring something, `delay` the
    seconds between two requests, `since` the number of days a first crawl goes back, `budget` the
    most pages of one run (0: no bound). `links` and `next_page` are CSS for listings;
    `article_path` is a regular expression that the path of a page of interest matches, as it is
    sent or in its own letters, and with its query behind it if the expression holds `\?`;
    `keep_params` names the query parameters that tell pages apart (None keeps all that are not
    known for tracking). A listing may be an archive by month, as `https://…/{year}/{month}/` (see
    crawler.discovery.months): it is read month by month back to `since`. `json` says how to read
    listings that are an API's, `accept` what media type their requests ask for. `whole` says that
    listings hold the records themselves.

    `engine` names a portal's software where Dozor knows it: `myrtex`, that of the Presidential
    Grants Fund. Then rows of listings are records, `news` are lists of news, whose articles' paths
    match `news_path`, `filters` narrow the listing (see crawler.filters), and `depth` is the most
    listing pages of one run (0: no bound): the next goes on behind them. `open_data` are pages
    that name a workbook of all applications. A source that is not `verified` is declared on
    hearsay, and crawled only where it is named or enabled. Its pages are rendered by a `browser`
    where a script fills them. `award` is the software of a site of results: its list is asked by
    POST, a project has an item and a result, and `results_of` names the source whose applications
    they are.

    What the source is known to hold bounds its health: `least_records` and `most_records` stored of
    it (0 sets no bound), and `required`, fields that its records have, nine of ten at least.
    """

    id: str
    home_url: str
    title: str = ""
    kind: SourceKind = "news"
    region: str | None = None
    timezone: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    next_page: str | None = None
    article_path: str | None = None
    keep_params: tuple[str, ...] | None = None
    json: JsonList | None = None
    accept: str | None = None
    whole: bool = False
    selectors: Selectors = field(default_factory=Selectors)
    interval: int = 60
    since: int = 30
    delay: float = 2.5
    budget: int = 0
    depth: int = 0
    engine: Engine = ""
    news: tuple[str, ...] = ()
    news_path: str | None = None
    open_data: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    results_of: str = ""
    verified: bool = True
    browser: bool = False
    least_records: int = 0
    most_records: int = 0
    required: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError, naming the source, for what could only fail later."""
        if not _ID.fullmatch(self.id):
            raise ValueError(f"source id {self.id!r}: use small Latin letters, digits and _")
        if clean_url(self.home_url) is None:
            raise ValueError(f"source {self.id}: home_url is no web address: {self.home_url!r}")
        check(self, {"kind": SourceKind, "engine": Engine})

    @property
    def bare(self) -> bool:
        """Whether nothing is known of where its pages are but the front page."""
        declared = (self.feeds, self.sitemaps, self.listings, self.links, self.article_path)
        return self.kind == "news" and not any(declared)

    @property
    def ways(self) -> Mapping[PageKind, tuple[str, ...]]:
        """Where its pages are found: where nothing is known but the front page, there.

        What names files of data comes first: such a file tells of everything at once.
        """
        bare = not (self.feeds or self.sitemaps or self.listings)
        listings = (self.home_url,) if bare else (*self.news, *self.listings)
        return {
            "open_data": self.open_data,
            "feed": self.feeds,
            "sitemap": self.sitemaps,
            "listing": listings,
        }

    @property
    def page_kind(self) -> PageKind:
        """What its pages hold: articles, applications or calls for them."""
        return _PAGE_KINDS[self.kind]

    @property
    def name(self) -> str:
        """What people call it."""
        parts = urlsplit(self.home_url)
        host = parts.hostname or self.id
        channel = parts.path.removeprefix("/s").rstrip("/") if host in TELEGRAM else ""
        return self.title or f"{host}{channel}"
