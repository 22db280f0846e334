"""What absence is judged by, and what may be decided. Pure: rows of the store, typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """How a run met the pages that were known to be alive.

    `known` counts the pages with a record, not missing at the time, that answered in this run with
    their record or with their own word that they are not there; `absent` counts the latter.
    `at` is the run's end, or its beginning where it has none. `reason` is null where it was killed;
    an `unfit` run, by its health, proves nothing.
    """

    id: int
    at: datetime
    reason: str | None
    complete: bool
    known: int
    absent: int
    unfit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentAnswer:
    """A page's own word that it is not there: 404, 410 or a recognised soft 404."""

    at: datetime
    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A page with a record that answered that it is not there, or that is missing already.

    `answers` are its own absent answers since the first (`first_failed`), oldest first; a good
    answer clears them, a block or an outage between them neither adds nor clears. `state` is
    `live`, `error`, `blocked` (each not yet missing) or `missing`.
    """

    page_id: int
    key: str
    state: str
    first_failed: datetime | None
    last_fetched: datetime | None
    missing_since: datetime | None
    answers: tuple[AbsentAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a listing held in the source's last complete run: how many, and the oldest of them.

    `oldest` is the earliest moment or day (UTC text) that a record of a present member is dated.
    """

    way_id: int
    key: str
    run_id: int
    members: int
    oldest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A page with a record that a listing held before and that its last complete run lacks.

    `dated` is its record's moment or day, as `Listing.oldest`: what left a rolling list at its end
    is older than all that stayed. `answered` is the moment of the page's own last answer where
    that was good. Told once for each leaving, until `Left` is stored for it.
    """

    listing: Listing
    page_id: int
    key: str
    state: str
    last_seen: datetime
    answered: datetime | None
    dated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceFacts:
    """All that the absence of a source's pages is judged by.

    It follows from the state of the store alone, not from which run has just ended: a judgement
    that was missed is made up for by the next. `runs` holds every run named here.
    """

    source_id: str
    kind: str
    runs: Mapping[int, RunFacts] = field(default_factory=dict)
    suspects: tuple[Suspect, ...] = ()
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """The decision that a page is missing, or gone; `at` is when what proves it was seen."""

    page_id: int
    state: Literal["missing", "gone"]
    at: datetime
    run_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The note that a page has left a listing, whatever followed from it.

    `ask` makes the page due at once: the listing proves nothing of it, its own answer will.
    """

    way_id: int
    page_id: int
    at: datetime
    ask: bool = False


Decision = Absence | Left
