"""Periods: «с 22 по 25 декабря», «июль-август 2024», «до 15 марта», «2015-2020 гг.»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates import clocks, moments
from pipelines.dates.draft import Draft, Period
from pipelines.dates.ends import join, read_bare
from pipelines.dates.moments import read_hours_range, read_moment, stands_firm
from pipelines.dates.relative import day_before
from pipelines.dates.year_spans import YEAR_DIGITS, are_years, read_school_year

if TYPE_CHECKING:
    from pipelines.dates.tokens import Line

Span = tuple[Period | Draft, int]
_COUNTING: Final = frozenset({"COMMA", "AND"})
_LONGEST_LIST, _LAST_DAY = 10, 31


def read_span(line: Line, i: int) -> Span | None:
    """Read a period or a single date that begins at a token."""
    opening = _OPENINGS.get(line.kinds[i])
    if opening is not None:
        return opening(line, i)
    if line.kinds[i + 1] == "OTHER" and line.word(i + 1) == "/":
        years = read_school_year(line, i)
        if years is not None:
            return years
    if line.kinds[i + 1] == "DASH" or line.word(i + 1) == "по":
        period = _from_bare(line, i)
        if period is not None:
            return period
    if line.kinds[i + 1] in _COUNTING:
        listed = _read_list(line, i)
        if listed is not None:
            return listed
    if line.kinds[i] == "WEEKDAY" and line.kinds[i + 1 : i + 4] == ["COMMA", "NUM", "DASH"]:
        return _from_bare(line, i + 2)
    found = read_moment(line, i)
    return _from_date(line, i, *found) if found else None


def _from_bare(line: Line, i: int) -> Span | None:
    """Read a period whose first end is a number: «22-25 декабря», «2015-2020 гг.»."""
    bare = read_bare(line, i)
    if bare is None:
        return None
    present = _to_present(line, i + 2) if line.length(i) == YEAR_DIGITS else None
    if present is not None:
        return Period(Draft(bare[0]), None), present
    found = read_moment(line, i + 2)
    period = join(bare[0], found[0]) if found else None
    if found is not None and period is not None:
        return period, found[1]
    last = read_bare(line, i + 2)
    if last is None or not are_years(line, i, last[1]):
        return None
    years = join(bare[0], last[0])
    return (years, last[1]) if years else None


def _from_date(line: Line, i: int, draft: Draft, end: int) -> Span | None:
    """Read on from a date: there may be a second end."""
    if line.kinds[end] == "TO" and draft.is_day and draft.clock is None:
        return _until_clock(line, draft, end) or _to_second(line, draft, end) or (draft, end)
    if line.kinds[end] == "DASH":
        period = _to_second(line, draft, end)
        if period is not None:
            return period
    if draft.weak and draft.clock is not None and not _is_alone(line, i, end):
        return None
    return (draft, end) if line.whole or stands_firm(line, draft, i) else None


def _is_alone(line: Line, i: int, end: int) -> bool:
    """Tell a clock time that is the whole field from one among other words or figures."""
    if i > 1 or line.count - end > 1:
        return False
    beside = line.folded[: line.start(i)] + line.folded[line.end(end - 1) :]
    return not any(map(str.isdecimal, beside))


def _until_clock(line: Line, draft: Draft, end: int) -> Span | None:
    """Read «15 марта до 18:00»: open at its beginning, as «до 18:00 15 марта» is."""
    clock = clocks.read_clock_after_in(line, end)
    if clock is None:
        return None
    draft.clock = clock[0]
    return Period(None, draft), clock[1]


def _to_present(line: Line, i: int) -> int | None:
    """Read «н. в.», «по настоящее время», «…» of a field; gives where it ends."""
    if line.whole and line.word(i) in _DOTS and line.kinds[i + 1] == "END":
        return i + 1
    i += line.kinds[i] == "TO"
    k = i + 1 + (line.kinds[i + 1] == "DOT")
    return k + 1 if f"{line.word(i)} {line.word(k)}" in _PRESENT else None


_DOTS: Final = frozenset({"…", "...", ".."})
_PRESENT: Final = frozenset(
    {"н. в", "настоящее время", "настоящего времени", "сей день", "сих пор", "наст время"}
)


def _to_second(line: Line, draft: Draft, end: int) -> Span | None:
    present = _to_present(line, end + 1)
    if present is not None:
        return Period(draft, None), present
    if draft.weak and draft.clock is not None:
        return None
    found = read_moment(line, end + 1)
    if found is None or (found[0].weak and found[0].clock is not None):
        return None
    if _is_weekday(draft) and _is_weekday(found[0]):
        return None
    period = join(draft, found[0])
    return (period, found[1]) if period else None


def _is_weekday(draft: Draft) -> bool:
    """Tell a bare weekday: two with a dash, «пн-пт», are the days that an office is open."""
    return draft.weekday is not None and draft.day is None


def _read_list(line: Line, i: int) -> Span | None:
    """Read the first of «22 и 25 декабря»; days without a gap are a period."""
    days, k = [line.number(i)], i
    while line.kinds[k + 1] in _COUNTING and len(days) < _LONGEST_LIST:
        k += 2
        if line.kinds[k] not in {"NUM", "NTH"} or not 1 <= line.number(k) <= _LAST_DAY:
            return None
        days.append(line.number(k))
    found = read_moment(line, k) if len(days) > 1 and line.kinds[k + 1] == "MONTH" else None
    if found is None or line.kinds[i] not in {"NUM", "NTH"}:
        return None
    last = found[0]
    if days == list(range(days[0], days[0] + len(days))):
        return Period(Draft(last.year, last.month, days[0]), last), found[1]
    return Draft(last.year, last.month, days[0]), i + 1


def _read_from(line: Line, i: int) -> Span | None:
    """Read what «с» and «от» open: a period, or one without an end."""
    hours = read_hours_range(line, i)
    if hours is not None:
        return _after_hours(line, hours)
    k = i + 1 + (line.word(i) == "начиная")
    closed = _read_closed(line, k, _FROM_LINKS)
    return closed or _open_end(line, i, k)


_FROM_LINKS: Final = frozenset({"до", "по", "на", "-", "–", "—"})


def _read_closed(line: Line, i: int, links: frozenset[str]) -> Span | None:
    """Read a period whose ends a word links: «22 по 25 декабря»."""
    bare = read_bare(line, i)
    found = read_moment(line, i) if bare is None or line.word(bare[1]) not in links else None
    first: Draft | int | None = found[0] if found else bare[0] if bare else None
    end = found[1] if found else i + 1
    end += line.kinds[end] == "COMMA" and line.word(end + 1) in links
    if first is None or line.word(end) not in links:
        return None
    return _close(line, first, end + 1)


def _close(line: Line, first: Draft | int, i: int) -> Span | None:
    present = _to_present(line, i)
    if present is not None and isinstance(first, Draft):
        return Period(first, None), present
    last = read_moment(line, i)
    if last is None and isinstance(first, int):
        bare = read_bare(line, i)
        years = join(first, bare[0]) if bare else None
        return (years, i + 1) if years else None
    period = join(first, last[0]) if last else None
    return (period, last[1]) if period and last else None


def _open_end(line: Line, i: int, k: int) -> Span | None:
    """Read «с 1 февраля»; «от 1 февраля» is a document's own date."""
    found = read_moment(line, k)
    if found is None or not _can_open(line, k, found[0]):
        return None
    if line.word(i) == "от" or found[0].moment is not None:
        return found
    return Period(found[0], None), found[1]


def _can_open(line: Line, i: int, draft: Draft) -> bool:
    if draft.weak and draft.clock is not None:
        return False
    return line.whole or not draft.weak or line.kinds[i] not in {"DM", "MY"}


def _after_hours(line: Line, i: int) -> Span | None:
    """Read the day that hours are said of: «с 10:00 до 18:00 15 марта»."""
    k = i + (line.kinds[i] in {"COMMA", "OTHER", "IN"})
    found = read_moment(line, k)
    return found if found and found[0].is_day else None


def _read_to(line: Line, i: int) -> Span | None:
    """Read «до 15 марта», «по 31 декабря»: a period without a beginning."""
    found = read_moment(line, i + 1)
    if found is None or found[0].day is None:
        found = read_moment(line, i) or found
    if found is None or found[0].moment is not None or not _can_open(line, i + 1, found[0]):
        return None
    return Period(None, found[0]), found[1]


def _read_not(line: Line, i: int) -> Span | None:
    """Read «не позднее 15 марта», «не ранее 1 апреля»."""
    opens = {"NOTLATER": _read_to, "NOTEARLIER": _read_after}.get(line.kinds[i + 1])
    return opens(line, i + 1) if opens else None


def _read_after(line: Line, i: int) -> Span | None:
    """Read «после 15 марта»."""
    found = read_moment(line, i + 1)
    if found is None or found[0].moment is not None or not _can_open(line, i + 1, found[0]):
        return None
    return Period(found[0], None), found[1]


def _read_later(line: Line, i: int) -> Span | None:
    """Read «позже 15 марта» in a field of its own."""
    return _read_after(line, i) if line.whole else None


def _read_earlier(line: Line, i: int) -> Span | None:
    """Read «ранее 15 марта» in a field of its own; in running text it is «earlier, on …»."""
    return _read_to(line, i) if line.whole else None


def _read_between(line: Line, i: int) -> Span | None:
    """Read «между 15 и 20 марта»."""
    return _read_closed(line, i + 1, frozenset({"и"}))


def _read_night(line: Line, i: int) -> Span | None:
    """Read «в ночь на 15 марта», which begins the day before."""
    on = line.word(i) == "ночь" and line.word(i + 1) == "на"
    found = read_moment(line, i + 2 if on else i)
    if found is None or not on:
        return (found[0], found[1]) if found and stands_firm(line, found[0], i) else None
    before = day_before(line.context, found[0])
    return (Period(before, found[0]), found[1]) if before else None


_OPENINGS: Final = {
    "FROM": _read_from,
    "TO": _read_to,
    "NOT": _read_not,
    "AFTER": _read_after,
    "NOTLATER": _read_later,
    "NOTEARLIER": _read_earlier,
    "BETWEEN": _read_between,
    "DAYPART": _read_night,
}

# What a date may begin with, and of that what makes none in front of certain others.
STARTERS: Final = moments.STARTERS | frozenset(_OPENINGS)
BARREN: Final = {
    **dict.fromkeys(("NUM", "WNUM"), frozenset({"", "END"})),
    **dict.fromkeys((*_OPENINGS, "IN"), frozenset({"", "END", "DOT", "FROM", "COMMA", "AND"})),
}
