"""Raw records: what a page says, in the site's own text; nothing in them is interpreted.

`origins` names, for each field that was found, the extractor that found it (`own`, `json-ld`,
`opengraph`, `address`, `feed`, `head`, `trafilatura`, a label's text …).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Origin = Literal["card", "listing", "workbook", "results"]
"""Who speaks of an application: its own page, a row of a listing or of a workbook, its outcome."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """A news article as its page has it. Paragraphs of the body are joined by a line break.

    `canonical` is the address that the page states as its own.
    """

    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    region: str | None = None
    title: str | None = None
    lead: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    image_url: str | None = None
    canonical: str | None = None
    language: str | None = None
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawGrant:
    """An application for a grant as one origin has it; `unknown` keeps labels that nobody knows.

    A card speaks of everything: what it lacks, it says is not. Every other origin is sparse: null
    says nothing of a field, an empty text that its place is empty. `repeated` keeps, by field, what
    a label says that is printed once more with another value.
    """

    origin: Origin = "card"
    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    region: str | None = None
    title: str | None = None
    application_number: str | None = None
    contest: str | None = None
    direction: str | None = None
    status: str | None = None
    evaluation: str | None = None
    rating: str | None = None
    submitted: str | None = None
    decided: str | None = None
    period: str | None = None
    requested: str | None = None
    cofinancing: str | None = None
    total: str | None = None
    awarded: str | None = None
    disbursed: str | None = None
    organisation: str | None = None
    inn: str | None = None
    ogrn: str | None = None
    violations: str | None = None
    website: str | None = None
    address: str | None = None
    geography: str | None = None
    summary: str | None = None
    aims: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    social_significance: str | None = None
    target_groups: tuple[str, ...] = ()
    unknown: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    repeated: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCompetition:
    """A call for applications as its page has it; `text` is its running text.

    `window` is one text for both opening and closing («с 1 по 15 марта»). `published` is when the
    page was written, which dates without a year refer to. `unknown` keeps labels nobody knows,
    `further` what is known and has no field of its own, as the days of an event.
    """

    url: str
    key: str = ""
    source_id: str = ""
    timezone: str | None = None
    title: str | None = None
    organiser: str | None = None
    status: str | None = None
    window: str | None = None
    opens: str | None = None
    closes: str | None = None
    amount: str | None = None
    regions: tuple[str, ...] = ()
    audience: str | None = None
    published: str | None = None
    text: str | None = None
    unknown: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    further: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


RawRecord = RawArticle | RawGrant | RawCompetition


class NoWorkbook(ValueError):  # noqa: N818  it says what the file is
    """A file that is no table of projects; its text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A table of applications, read row by row; nothing of it is held but the file.

    `columns` names a field of RawGrant for each column (`starts` and `ends` make its `period`), an
    empty text for one that nobody knows, whose name stands in `headings`. `rows` gives, each time
    it is called, the number of every row in its sheet with the cells' words. `address` is where a
    person finds an application by its `{number}`; `problems` says what is wrong with the headings.
    """

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    address: str
    problems: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, tuple[str, ...]]]]
