"""Periods: «с 22 по 25 декабря», «июль-август 2024», «до 15 марта», «2015-2020 гг.»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.draft import Draft, Period
from pipelines.dates.grammar import read_hours_range, read_moment, stands_firm
from pipelines.dates.lexicon import YEAR

if TYPE_CHECKING:
    from pipelines.dates.tokens import Line

Span = tuple[Period | Draft, int]
_NUMBERS: Final = frozenset({"NUM", "WNUM", "NTH"})
_LINKS: Final = frozenset({"DASH", "TO", "AND", "COMMA"})
_LAST_DAY, _FOUR, _OLDEST, _LATEST = 31, 4, 1000, 2200


def read_span(line: Line, i: int) -> Span | None:
    """Read a period or a single date that begins at a token."""
    kind = line.kinds[i]
    opening = _OPENINGS.get(kind)
    if opening is not None:
        return opening(line, i)
    first = _read_first(line, i)
    if first is None:
        return None
    draft, end = first
    if line.kinds[end] == "DASH" or line.word(end) == "по":
        last = _read_last(line, end + 1, draft)
        if last is not None and _belongs(line, i, end, draft, last):
            return Period(draft, last[0]), last[1]
    if _is_bare(draft):
        return None
    return (draft, end) if line.whole or stands_firm(line, draft, i) else None


def _read_first(line: Line, i: int) -> tuple[Draft, int] | None:
    """Read one end of a period, which may be a bare number where the other end follows."""
    if line.kinds[i] in _NUMBERS and line.kinds[i + 1] in _LINKS:
        bare = _read_number(line, i)
        if bare is not None:
            return bare
    return read_moment(line, i)


def _read_number(line: Line, i: int) -> tuple[Draft, int] | None:
    if line.kinds[i] not in _NUMBERS:
        return None
    number = line.number(i)
    if line.kinds[i] == "NUM" and line.length(i) == _FOUR and _OLDEST <= number < _LATEST:
        return Draft(number, weak=True), i + 1
    if 1 <= number <= _LAST_DAY and line.length(i) != 3:  # noqa: PLR2004
        return Draft(None, None, number, weak=True), i + 1
    return None


def _read_last(line: Line, i: int, first: Draft) -> tuple[Draft, int] | None:
    found = read_moment(line, i)
    if found is None and _is_bare(first):
        return _read_number(line, i)
    return found


def _is_bare(draft: Draft) -> bool:
    """Tell a number that only the other end makes a date of."""
    return (
        draft.weak
        and draft.month is None
        and draft.weekday is None
        and draft.clock is None
        and (draft.moment is None and draft.group is None)
    )


def _belongs(line: Line, i: int, end: int, first: Draft, last: tuple[Draft, int]) -> bool:
    """Tell whether two dates with a dash between them make one period."""
    draft = last[0]
    if first.moment is not None or draft.moment is not None:
        return False
    if _is_bare(first) and _is_bare(draft):
        return _are_years(line, i, first, draft, last[1])
    if first.day is not None and _is_bare(first):
        return draft.day is not None and draft.month is not None
    if first.year is not None and _is_bare(first):
        return _is_year(draft)
    return True


def _is_year(draft: Draft) -> bool:
    return draft.year is not None and draft.month is None and draft.group is None


def _are_years(line: Line, i: int, first: Draft, last: Draft, end: int) -> bool:
    """Take «2015-2020» for years in a field of its own, or after «в», or before «гг.»."""
    if not (_is_year(first) and _is_year(last)) or (first.year or 0) >= (last.year or 0):
        return False
    return line.whole or (i > 0 and line.kinds[i - 1] in {"IN", "FROM"})


def _read_from(line: Line, i: int) -> Span | None:
    """Read what «с» and «от» open: a period, or one without an end."""
    hours = read_hours_range(line, i)
    if hours is not None:
        return _after_hours(line, hours)
    word = line.word(i)
    k = i + 1 + (word == "начиная")
    first = _read_first(line, k)
    if first is None:
        return None
    draft, end = first
    end += line.kinds[end] == "COMMA" and line.kinds[end + 1] == "TO"
    if line.kinds[end] in {"TO", "DASH", "IN"} and line.word(end) != "в":
        last = _read_last(line, end + 1, draft)
        if last is not None:
            return _closed(draft, last)
    return _open_end(line, i, draft, first[1])


def _closed(first: Draft, last: tuple[Draft, int]) -> Span | None:
    draft, end = last
    if first.moment is not None or draft.moment is not None:
        return None
    if _is_bare(first) and _is_bare(draft) and not (_is_year(first) and _is_year(draft)):
        return None
    if _is_bare(first) and first.day is not None and draft.month is None:
        return None
    return Period(first, draft), end


def _open_end(line: Line, i: int, draft: Draft, end: int) -> Span | None:
    if draft.weak and (_is_bare(draft) or draft.clock is not None):
        return None
    if line.kinds[i + 1] in {"DM", "MY"} and not line.whole:
        return None
    if line.word(i) == "от" or draft.moment is not None:
        return draft, end
    return Period(draft, None), end


def _after_hours(line: Line, i: int) -> Span | None:
    """Read the day that hours are said of: «с 10:00 до 18:00 15 марта»."""
    k = i + (line.kinds[i] in {"COMMA", "OTHER", "IN"})
    found = read_moment(line, k)
    return found if found and found[0].is_day else None


def _read_to(line: Line, i: int) -> Span | None:
    """Read «до 15 марта», «по 31 декабря»: a period without a beginning."""
    found = read_moment(line, i + 1) or read_moment(line, i)
    if found is None or found[0].moment is not None:
        return None
    draft, end = found
    if draft.weak and (draft.clock is not None or _is_bare(draft)):
        return None
    if line.kinds[i + 1] in {"DM", "MY"} and not line.whole:
        return None
    return Period(None, draft), end


def _read_not(line: Line, i: int) -> Span | None:
    """Read «не позднее 15 марта», «не ранее 1 апреля»."""
    opens = {"NOTLATER": _read_to, "NOTEARLIER": _read_after}.get(line.kinds[i + 1])
    return opens(line, i + 1) if opens else None


def _read_after(line: Line, i: int) -> Span | None:
    """Read «после 15 марта»."""
    found = read_moment(line, i + 1)
    if found is None or not found[0].day or found[0].moment is not None:
        return None
    return Period(found[0], None), found[1]


def _read_between(line: Line, i: int) -> Span | None:
    """Read «между 15 и 20 марта»."""
    first = _read_first(line, i + 1)
    if first is None or line.kinds[first[1]] != "AND":
        return None
    last = _read_last(line, first[1] + 1, first[0])
    return _closed(first[0], last) if last else None


_OPENINGS: Final = {
    "FROM": _read_from,
    "TO": _read_to,
    "NOT": _read_not,
    "AFTER": _read_after,
    "BETWEEN": _read_between,
}
