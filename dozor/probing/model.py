"""What is known of a site after a look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from crawler.items import RawArticle
from crawler.sources import Source

Outcome = Literal[
    "well", "unreachable", "blocked", "robots", "not_html", "failing", "no_articles", "unread"
]
"""How a look ended: `failing` is a home page with an error's status, `unread` means that pages
like articles were found and that none of them gave a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fact and what says so; None is not known, and `by` says what was asked in vain."""

    value: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A feed, sitemap or listing that was asked. `pages` counts the addresses of articles in it.

    `others` are sitemaps of an index, `newest` the latest moment that it states (UTC), `trouble`
    why it gave nothing. `guess` says that nobody names it.
    """

    kind: str
    url: str
    pages: int = 0
    others: int = 0
    newest: str | None = None
    trouble: str | None = None
    guess: bool = False
    next_page: str | None = None
    found_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What robots.txt says to us. `delay` is the pause in seconds that it asks for."""

    words: str
    forbids_home: bool = False
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record as it would be stored, and the extractor that found it."""

    name: str
    value: str
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A record of the site, and what looks doubtful in it."""

    raw: RawArticle
    fields: tuple[Field, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A selector that gives the values a person copied, and on how many of the pages it finds some.

    `given` counts the examples whose value it gives, of `examples`; `pages` those of `looked` pages
    on which it finds something fit for its field.
    """

    field: str
    selector: str
    given: int
    examples: int
    pages: int
    looked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole of it. `known` says which source of Dozor's lies on that host, if any does.

    `proposed` is what `--write` writes; None where nothing usable was found, `remarks` what it says
    above that. `misses` are values of examples that no selector gives; `wrong` says which of them
    stand nowhere on their page.
    """

    asked: str
    outcome: Outcome
    words: str
    source: Source
    known: str | None = None
    proposed: Source | None = None
    facts: Mapping[str, Known] = field(default_factory=dict)
    rules: Rules
    ways: tuple[Way, ...] = ()
    sections: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
    doubts: tuple[str, ...] = ()
    rejects: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    misses: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0
