"""What the readers of dates give back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipelines.dates.edtf import bounds

if TYPE_CHECKING:
    from datetime import date, datetime

Precision = Literal[
    "century",
    "decade",
    "year",
    "half",
    "season",
    "quarter",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "period",
]
Prefer = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date, period or moment as far as it is known.

    `edtf` is never finer than `precision`, but for the zeros that a clock time must be filled up
    with; `utc` (aware, in UTC) exists where a clock time and a zone are known, and never for a
    period; `text` holds the words that were read.
    """

    edtf: str
    utc: datetime | None
    precision: Precision
    text: str

    @property
    def earliest(self) -> date | None:
        """The first calendar day that is meant; None where the start is open."""
        return bounds(self.edtf)[0]

    @property
    def latest(self) -> date | None:
        """The last calendar day that is meant, inclusive; None where the end is open."""
        return bounds(self.edtf)[1]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The closing moment of a call for applications, with the sentence that states it."""

    when: DateValue
    sentence: str
