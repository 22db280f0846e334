"""What the world is made of: sites, their pages, the versions of a page, and windows of trouble."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from crawler.sources import Source

SiteKind = Literal["feed", "sitemap", "listing", "fund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What an article says. `style` is its typography, `shuffle` the order of its tags."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str
    tags: tuple[str, ...]
    modified: datetime | None = None
    note: str = ""
    style: int = 0
    shuffle: int = 0

    def with_paragraph(self, index: int, text: str) -> "Article":
        """Give the article with one paragraph replaced."""
        paragraphs = (*self.paragraphs[:index], text, *self.paragraphs[index + 1 :])
        return replace(self, paragraphs=paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a grant application's card says; sums in kopecks."""

    title: str
    number: str
    contest: str
    direction: str
    status: str
    submitted: str
    period: str
    organisation: str
    inn: str
    ogrn: str
    rating: str
    requested: int
    cofinancing: int
    disbursed: int
    summary: str
    style: int = 0
    shuffle: int = 0

    @property
    def won(self) -> bool:
        """Whether the contest was won, which gives the money other labels."""
        return self.status == "победитель конкурса"


@dataclass(frozen=True, slots=True)
class Spell:
    """A window in which something is wrong, and how."""

    start: datetime
    end: datetime | None
    how: str

    def holds_at(self, moment: datetime) -> bool:
        """Whether the window is open."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(slots=True, kw_only=True)
class Page:
    """One article or card: its first path, its versions in time, and where it is not."""

    path: str
    born: datetime
    versions: list[tuple[datetime, Article | Card]]
    absent: list[Spell] = field(default_factory=list)
    moved: tuple[datetime, str] | None = None
    unlisted: datetime | None = None

    def content_at(self, moment: datetime) -> Article | Card:
        """Give what it says at a moment."""
        return next(said for since, said in reversed(self.versions) if since <= moment)

    def changed_at(self, moment: datetime) -> datetime:
        """Give when what it says at a moment was written."""
        return next(since for since, _ in reversed(self.versions) if since <= moment)

    def absence_at(self, moment: datetime) -> str | None:
        """Say how it is not there at a moment, or None when it is."""
        return next((spell.how for spell in self.absent if spell.holds_at(moment)), None)

    def path_at(self, moment: datetime) -> str:
        """Give the path that answers with it at a moment."""
        return self.moved[1] if self.moved and moment >= self.moved[0] else self.path

    def is_listed_at(self, moment: datetime) -> bool:
        """Whether feeds, sitemaps and listings name it. A flapping page stays named."""
        hidden = self.unlisted is not None and moment >= self.unlisted
        return self.born <= moment and not hidden and self.absence_at(moment) in {None, "flap"}


@dataclass(slots=True, kw_only=True)
class Site:
    """One host with its traits.

    `noise` names what differs at each visit, `alias` how it doubles
    its addresses, `validator` what its pages carry, `structured` whether they hold JSON-LD.
    """

    host: str
    kind: SiteKind
    title: str
    zone: ZoneInfo
    source: Source
    structured: bool
    validator: Literal["", "etag", "modified"]
    noise: frozenset[str]
    alias: str = ""
    skewed: bool = False
    clamped: bool = False
    rolling: bool = False
    redesigned: datetime | None = None
    recoded: datetime | None = None
    silent: datetime | None = None
    lists_moved_by_new_path: bool = True
    pages: list[Page] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)

    @property
    def is_fund(self) -> bool:
        """Whether it is a grant portal on the Presidential Grants Fund's engine."""
        return self.kind == "fund"

    def url(self, path: str) -> str:
        """Give the full address of a path."""
        return f"https://{self.host}{path}"

    def spell_at(self, moment: datetime) -> Spell | None:
        """Give the trouble of a moment."""
        return next((spell for spell in self.spells if spell.holds_at(moment)), None)
