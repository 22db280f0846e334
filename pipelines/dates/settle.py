"""From a draft to EDTF: what the text leaves open is settled, what it does not say stays unsaid."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pipelines.dates.edtf import group_months, month_days
from pipelines.dates.values import Precision
from pipelines.dates.zones import Zone, local_offset, offset_at, offset_text, to_utc

if TYPE_CHECKING:
    from pipelines.dates.context import Context
    from pipelines.dates.draft import Clock, Draft

_HALF_A_DAY = timedelta(hours=12)
_WINTER = 24


# EDTF, the instant in UTC, the precision.
Settled = tuple[str, datetime | None, Precision]


def settle(draft: Draft, context: Context) -> Settled | None:
    """Give the value of a draft, or None where the calendar has no such day."""
    if draft.moment is not None:
        return _settle_moment(draft, context)
    if draft.clock is not None:
        return _settle_clock(draft, draft.clock, context)
    written = write_day(draft, context)
    return (written[0] + draft.mark, None, written[1]) if written else None


def write_day(draft: Draft, context: Context) -> tuple[str, Precision] | None:
    """Write a draft's calendar part, its clock time left aside; None for an impossible day."""
    if draft.moment is not None:
        return draft.moment.date().isoformat(), "day"
    if draft.span is not None:
        return f"{draft.span[0]}/{draft.span[1]}", draft.grain or "period"
    if draft.mask is not None:
        return draft.mask, draft.grain or "decade"
    if draft.day is not None or draft.weekday is not None or draft.clock is not None:
        day = settle_day(draft, context)
        return (day.isoformat(), "day") if day else None
    return _write_coarse(draft, context)


def _write_coarse(draft: Draft, context: Context) -> tuple[str, Precision] | None:
    part = draft.month or draft.group
    year = draft.year
    if year is None:
        if part is None:
            return None
        year = missing_year(part, context)
    text = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    if part is None:
        return text, "year"
    return f"{text}-{part:02d}", _part_precision(part)


def _part_precision(part: int) -> Precision:
    if part <= 12:  # noqa: PLR2004
        return "month"
    if part <= _WINTER:
        return "season"
    return "half" if part >= 40 else "quarter"  # noqa: PLR2004


def missing_year(part: int, context: Context) -> int:
    """Give the year of a month, season, quarter or half that has none.

    Looking back it is the last that has begun, looking ahead the next that has not ended.
    """
    first, last = (12, 14) if part == _WINTER else group_months(part)
    year, month = context.today.year, context.today.month
    if context.future:
        return year - 1 if last - 12 >= month else year + (last < month)
    return year - (first > month)


def settle_day(draft: Draft, context: Context) -> date | None:
    """Give the calendar day of a draft that has one, or None where the calendar has not."""
    try:
        if draft.day is None:
            return _day_of_clock(draft, context)
        if draft.year is not None:
            return date(draft.year, draft.month or 1, draft.day)
        if draft.month is None:
            return _day_of_month(draft.day, context)
        return _day_of_year(draft.month, draft.day, draft.weekday, context)
    except (ValueError, OverflowError):
        return None


def _day_of_year(month: int, day: int, weekday: int | None, context: Context) -> date:
    today = context.today
    step = 1 if context.future else -1
    year = today.year
    if (month, day) != (today.month, today.day) and (
        ((month, day) < (today.month, today.day)) == context.future
    ):
        year += step
    while month == 2 and day == 29 and month_days(year, 2) < day:  # noqa: PLR2004
        year += step
    found = date(year, month, day)
    if weekday is None or found.isoweekday() == weekday:
        return found
    return _year_of_weekday(found, weekday) or found


def _year_of_weekday(day: date, weekday: int) -> date | None:
    """Let the weekday that the text names choose among the years next to the likely one."""
    for step in (-1, 1):
        try:
            other = day.replace(year=day.year + step)
        except ValueError:
            continue
        if other.isoweekday() == weekday:
            return other
    return None


def _day_of_month(day: int, context: Context) -> date:
    """Settle «15-го числа»: the last or the next month that has such a day."""
    year, month = context.today.year, context.today.month
    step = 1 if context.future else -1
    if day != context.today.day and (day < context.today.day) == context.future:
        month += step
    for _ in range(3):
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        try:
            return date(year, month, day)
        except ValueError:
            month += step
    raise ValueError(f"no month has {day} days")


def _day_of_clock(draft: Draft, context: Context) -> date:
    """Settle a bare weekday, else a bare clock time, which belongs to the reference's own day."""
    if draft.weekday is not None:
        return nearest_weekday(draft.weekday, context.today, future=context.future)
    if draft.clock is None:
        raise ValueError("nothing is known")
    hour, minute = draft.clock.hour % 24, draft.clock.minute or 0
    ahead = datetime.combine(context.today, datetime.min.time()) - context.now
    ahead += timedelta(hours=hour, minutes=minute)
    if not context.future and ahead > _HALF_A_DAY:
        return context.today - timedelta(1)
    if context.future and -ahead > _HALF_A_DAY:
        return context.today + timedelta(1)
    return context.today


def nearest_weekday(weekday: int, today: date, *, future: bool) -> date:
    """Give the last or the next day of that name (1 is Monday); today counts."""
    gap = (weekday - today.isoweekday()) % 7 if future else -((today.isoweekday() - weekday) % 7)
    return today + timedelta(gap)


def _settle_clock(draft: Draft, clock: Clock, context: Context) -> Settled | None:
    day = settle_day(draft, context)
    if day is None:
        return None
    if draft.mark:
        return (day.isoformat() + draft.mark, None, "day")
    try:
        moment = datetime(day.year, day.month, day.day) + timedelta(  # noqa: DTZ001
            hours=clock.hour, minutes=clock.minute or 0, seconds=min(clock.second or 0, 59)
        )
    except OverflowError:
        return None
    offset = _clock_offset(clock, moment, context)
    return _written(moment, offset, clock_precision(clock))


def _clock_offset(clock: Clock, moment: datetime, context: Context) -> timedelta | None:
    zone = clock.zone
    if zone is None:
        return local_offset(context.zone, moment) if context.zone else None
    return offset_at(zone, moment) if isinstance(zone, Zone) else zone


def clock_precision(clock: Clock) -> Precision:
    """Say how finely a clock time is known."""
    if clock.second is not None:
        return "second"
    return "hour" if clock.minute is None else "minute"


def _written(moment: datetime, offset: timedelta | None, precision: Precision) -> Settled:
    text = moment.isoformat(timespec="seconds")
    if offset is None:
        return text, None, precision
    return (text + offset_text(offset), to_utc(moment, offset), precision)


def _settle_moment(draft: Draft, context: Context) -> Settled:
    """Write a moment that was counted from the reference, cut to what is known of it."""
    moment, precision = draft.moment, draft.grain or "second"
    assert moment is not None
    if precision == "hour":
        moment = moment.replace(minute=0, second=0, microsecond=0)
    elif precision == "minute":
        moment = moment.replace(second=0, microsecond=0)
    else:
        moment = moment.replace(microsecond=0)
    return _written(moment, context.offset_at(moment), precision)
