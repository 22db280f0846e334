"""Records as they are stored: the columns of design, typed. Money in kopecks, instants in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from crawler.items import Origin

from crawler.items import Reason

RecordKind = Literal["article", "grant", "competition", "organisation"]
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article.

    `published_edtf` is the date as far as it is known (EDTF); `published_utc` exists only where a
    clock time and a zone are known; `published_on` is the calendar date in the source's zone;
    `sort_utc` the earliest possible moment. `texts` holds the site's own words by field, `origins`
    the extractor by field, `problems` what could not be read and why.
    """

    key: str
    source_id: str
    url: str
    title: str
    author: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    published_utc: str | None = None
    published_edtf: str | None = None
    published_precision: str | None = None
    published_on: str | None = None
    sort_utc: str | None = None
    modified_utc: str | None = None
    modified_edtf: str | None = None
    image_url: str | None = None
    word_count: int = 0
    region: str | None = None
    lead: str | None = None
    body: str | None = None
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    problems: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An application for a grant and what became of it, as one origin tells it.

    Sums are whole kopecks. `status` is the contest's decision, `evaluation` the outcome, each
    beside the site's words; `organisation`, `inn` and `ogrn` are as the source printed them.
    `silent` names the columns of which the origin says nothing.
    """

    key: str
    source_id: str
    url: str
    title: str
    application_number: str | None = None
    contest: str | None = None
    direction: str | None = None
    status: str | None = None
    status_text: str | None = None
    evaluation: str | None = None
    evaluation_text: str | None = None
    submitted_on: str | None = None
    decided_on: str | None = None
    requested_kopecks: int | None = None
    cofinancing_kopecks: int | None = None
    total_kopecks: int | None = None
    awarded_kopecks: int | None = None
    disbursed_kopecks: int | None = None
    currency: str | None = None
    rating: float | None = None
    period_edtf: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    organisation: str | None = None
    inn: str | None = None
    ogrn: str | None = None
    region: str | None = None
    violations: str | None = None
    website: str | None = None
    address: str | None = None
    geography: str | None = None
    summary: str | None = None
    aims: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    social_significance: str | None = None
    target_groups: tuple[str, ...] = ()
    origin: "Origin" = "card"
    silent: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    problems: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competition:
    """A call for applications.

    `opens_edtf` and `closes_edtf` are its bounds as far as they are known (EDTF), `*_on` calendar
    days in the source's zone, `*_utc` instants where a clock time and a zone are known;
    `opens_from_utc` is the earliest moment at which it may open, `closes_by_utc` the latest at
    which it may close. `deadline_text` is the sentence that states the deadline. The size of one
    grant lies between `minimum_kopecks` and `maximum_kopecks`, null where it is open. `status` is
    what the site's own words say (`open, announced, closed, other`): whether it is open now follows
    from its bounds and the time of day, and is for readers to ask.
    """

    key: str
    source_id: str
    url: str
    title: str
    organiser: str | None = None
    status: str | None = None
    status_text: str | None = None
    opens_edtf: str | None = None
    opens_on: str | None = None
    opens_utc: str | None = None
    opens_from_utc: str | None = None
    closes_edtf: str | None = None
    closes_on: str | None = None
    closes_utc: str | None = None
    closes_by_utc: str | None = None
    deadline_text: str | None = None
    minimum_kopecks: int | None = None
    maximum_kopecks: int | None = None
    currency: str | None = None
    regions: tuple[str, ...] = ()
    audience: str | None = None
    body: str | None = None
    texts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    origins: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    problems: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


Record = Article | Grant | Competition


class InvalidRecord(ValueError):  # noqa: N818  it is the record that is wrong
    """A raw record that cannot become a record; its text says why."""

    reason: Reason = "invalid"


class OfAnotherKind(InvalidRecord):
    """A page that is well, and none of those that its source is visited for."""

    reason: Reason = "not_article"
