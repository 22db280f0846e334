"""What a text says of a date before anything that it leaves open is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from pipelines.dates.values import Precision
    from pipelines.dates.zones import Zone


class Clock(NamedTuple):
    """A time of day; `minute` and `second` are None where they are not said."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: Zone | timedelta | None = None


class Draft:
    """A date or moment in parts.

    `group` is EDTF's code of a season, quarter or half; `mask` a decade or century («199X»);
    `span` first and last day of a week or weekend; `moment` a naive local moment that was counted
    from the reference, with `grain` its precision. `mark` is EDTF's: «~», «?», «%».
    A `weak` draft is a date in a field of its own, or where the words around it say so.
    """

    __slots__ = (
        "clock",
        "day",
        "grain",
        "group",
        "mark",
        "mask",
        "moment",
        "month",
        "span",
        "weak",
        "weekday",
        "year",
    )

    def __init__(  # noqa: PLR0913  its fields
        self,
        year: int | None = None,
        month: int | None = None,
        day: int | None = None,
        *,
        group: int | None = None,
        weekday: int | None = None,
        mask: str | None = None,
        span: tuple[date, date] | None = None,
        moment: datetime | None = None,
        grain: Precision | None = None,
        clock: Clock | None = None,
        weak: bool = False,
    ) -> None:
        self.year, self.month, self.day = year, month, day
        self.group, self.weekday, self.mask = group, weekday, mask
        self.span, self.moment, self.grain = span, moment, grain
        self.clock, self.weak = clock, weak
        self.mark = ""

    @property
    def is_day(self) -> bool:
        """Tell whether a clock time may stand with it."""
        return self.moment is None and (self.day is not None or self.weekday is not None)


class Period(NamedTuple):
    """A stretch of time; None stands for an open end."""

    first: Draft | None
    last: Draft | None


Found = tuple[Draft, int]
