"""From the two ends of a period to EDTF: what one end leaves out, the other says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipelines.dates.edtf import group_months
from pipelines.dates.settle import settle, settle_day, write_day

if TYPE_CHECKING:
    from pipelines.dates.context import Context
    from pipelines.dates.draft import Draft, Period
    from pipelines.dates.settle import Settled


def settle_period(period: Period, context: Context) -> Settled | None:
    """Write a period; what one end leaves out, the other end says."""
    first, last = period
    if first is not None and last is not None:
        _share(first, last, context)
    ends = [_end(first, context, after=False), _end(last, context, after=True)]
    if ends[0] is None or ends[1] is None:
        return None
    if ".." not in ends and _is_reversed(ends[0], ends[1]):
        return None
    if ends[0] == ends[1]:
        return settle(first, context) if first else None
    return (f"{ends[0]}/{ends[1]}", None, "period")


def _is_reversed(first: str, last: str) -> bool:
    """Tell a period that ends before it begins; years before our era are let pass."""
    return first.replace("X", "0") > last.replace("X", "9") and not first.startswith("-")


def _end(draft: Draft | None, context: Context, *, after: bool) -> str | None:
    if draft is None:
        return ".."
    written = write_day(draft, context)
    if written is None:
        return None
    text = written[0]
    if "/" in text:
        text = text.split("/")[1 if after else 0]
    return text + draft.mark


def _share(first: Draft, last: Draft, context: Context) -> None:
    """Give each end what only the other says: «22-25 декабря», «28 декабря 2023 - 9 января»."""
    if first.month is None and first.day is not None and last.month is not None:
        first.month = last.month
        first.year = last.year
        if last.day is not None and first.day > last.day:
            first.month, first.year = _month_before(last.month, last.year)
    if first.month is None and last.month is None and first.day and last.day and not last.year:
        _share_month(first, last, context)
    if first.weekday is not None and last.weekday is not None and last.day is None:
        _follow_weekday(first, last, context)
        return
    if first.year is None and last.year is None:
        _settle_both(first, last, context)
    elif first.year is None and last.year is not None and _place(first):
        first.year = last.year - (_place(first) > _place(last))
    elif last.year is None and first.year is not None and _place(last):
        last.year = first.year + (_place(last) < _place(first))


def _share_month(first: Draft, last: Draft, context: Context) -> None:
    """Settle «с 15 по 20 число» within one month."""
    day = settle_day(last if context.future else first, context)
    if day is not None:
        first.year, first.month = last.year, last.month = day.year, day.month


def _month_before(month: int, year: int | None) -> tuple[int, int | None]:
    return (month - 1, year) if month > 1 else (12, None if year is None else year - 1)


def _place(draft: Draft) -> tuple[int, ...]:
    """Say where in a year a draft stands; nothing for what does not need a year."""
    part = draft.month or draft.group
    if part is None:
        return ()
    return (group_months(part)[0], draft.day or 0)


def _settle_both(first: Draft, last: Draft, context: Context) -> None:
    """Find the years of a period that names none: it has begun, or has not ended."""
    if not _place(first) or not _place(last):
        return
    wraps = _place(first) > _place(last)
    known, other, step = (last, first, -wraps) if context.future else (first, last, wraps)
    written = write_day(known, context)
    if written is not None:
        known.year = int(written[0][:4])
        other.year = known.year + step


def _follow_weekday(first: Draft, last: Draft, context: Context) -> None:
    start = settle_day(first, context)
    if start is None or last.weekday is None:
        return
    end = start + timedelta((last.weekday - start.isoweekday()) % 7)
    for draft, day in ((first, start), (last, end)):
        draft.year, draft.month, draft.day = day.year, day.month, day.day
