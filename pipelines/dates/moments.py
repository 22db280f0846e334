"""Moments: a date with its clock time, in either order, and how sure the text is of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates import clocks
from pipelines.dates.clock_zones import read_zone
from pipelines.dates.days import read_year
from pipelines.dates.draft import Clock, Draft
from pipelines.dates.grammar import DATE_RULES, read_date
from pipelines.dates.lexicon import HOUR

if TYPE_CHECKING:
    from pipelines.dates.draft import Found
    from pipelines.dates.tokens import Line

_BETWEEN: Final = frozenset({"COMMA", "OTHER", "DASH"})
_PREPOSITIONS: Final = frozenset({"IN", "TO", "FROM", "WHICH", "PART", "BETWEEN"})
_QUALIFIERS: Final = frozenset({"ABOUT", "MAYBE", "MARK"})
STARTERS: Final = frozenset({*DATE_RULES, *_QUALIFIERS, *clocks.STARTERS})


def read_moment(line: Line, i: int) -> Found | None:
    """Read a date with the clock time before or after it, if it has one."""
    if line.kinds[i] in _QUALIFIERS:
        return _read_about(line, i)
    return _read_sure(line, i)


def _read_sure(line: Line, i: int) -> Found | None:
    found = read_date(line, i)
    if found is not None:
        return _with_clock(line, *found)
    clock = clocks.read_clock_after_in(line, i)
    found = _clock_first(line, *clock) if clock else None
    return None if found is not None and _is_length(line, i, found) else found


def _is_length(line: Line, i: int, found: Found) -> bool:
    """Tell «два часа» alone, which may last that long, from «в два часа», «два часа дня»."""
    alone = not found[0].is_day and found[1] == i + 2
    return alone and line.kinds[i] in {"NUM", "WNUM"} and line.values[i + 1] == HOUR


def _with_clock(line: Line, draft: Draft, i: int) -> Found:
    """Add the clock time that follows a date, over commas, brackets, weekday, part of the day."""
    if line.kinds[i] == "END" or not draft.is_day or draft.clock is not None:
        return _with_doubt(line, draft, i)
    end = i
    k = _skip(line, i)
    daypart = ""
    if line.kinds[k] == "WEEKDAY" and line.kinds[k - 1] != "DASH":
        draft.weekday = draft.weekday or line.number(k)
        end = k + 1
        k = _skip(line, end)
    if line.kinds[k] == "DAYPART":
        daypart = line.word(k)
        end = k + 1
        draft.weak = False
        k = _skip(line, end)
    k = _skip_label(line, k)
    found = _clock_after(line, draft, k, end)
    if daypart and draft.clock is not None:
        draft.clock = clocks.after_daypart(draft.clock, daypart)
    return found


def _skip(line: Line, i: int) -> int:
    if line.kinds[i] in _BETWEEN:
        i += 1 + (line.kinds[i + 1] in _BETWEEN)
    return i


def _skip_label(line: Line, k: int) -> int:
    """Step over what some sites write before the clock time: «время публикации: 17:31»."""
    named = line.whole and line.kinds[k] != "END" and line.word(k) == "время"
    if not named or not line.word(k + 1).startswith("публикац"):
        return k
    after = k + 2
    return after + (line.kinds[after] == "OTHER")


def _clock_after(line: Line, draft: Draft, k: int, end: int) -> Found:
    hours = read_hours_range(line, k)
    if hours is not None:
        return draft, hours
    clock = None if line.kinds[k] == "TO" else clocks.read_clock_after_in(line, k)
    if clock is None and line.whole:
        clock = clocks.read_figures(line, k)
    if clock is None or _begins_date(line, k, clock):
        return _with_doubt(line, draft, end)
    draft.clock = clock[0]
    draft.weak = False
    return _year_after_clock(line, draft, clock[1])


def _year_after_clock(line: Line, draft: Draft, i: int) -> Found:
    """Read the year, or the weekday, that stands behind the clock time: «15 марта 14:30 2024»."""
    year = read_year(line, i) if draft.year is None and draft.month else None
    if year is not None:
        draft.year, i = year
    k = _skip(line, i)
    if line.kinds[k] == "WEEKDAY" and line.kinds[k + 1] in {"END", "OTHER"}:
        return draft, k + 1
    return draft, i


def _begins_date(line: Line, k: int, clock: tuple[Clock, int]) -> bool:
    """Tell whether a clock time belongs to the date behind it: «15 марта, 18:00 16 марта»."""
    if line.kinds[k] != "CLOCK" or line.kinds[k - 1] not in {"COMMA", "OTHER"}:
        return False
    following = line.kinds[clock[1]]
    return following in {"DMY", "YMD"} or (
        following == "NUM" and line.kinds[clock[1] + 1] == "MONTH"
    )


def _with_doubt(line: Line, draft: Draft, i: int) -> Found:
    """Take «?» and «(предположительно)» behind a date for EDTF's marks."""
    if draft.moment is not None or not line.whole:
        return draft, i
    mark, end = _doubt(line, i)
    if mark:
        draft.mark = _joined(draft.mark, mark)
    return draft, end


def _doubt(line: Line, i: int) -> tuple[str, int]:
    if line.kinds[i] == "MARK" and line.start(i) == line.end(i - 1):
        return ("?" if line.word(i) == "?" else "~"), i + 1
    if line.kinds[i] in {"OTHER", "COMMA"} and line.kinds[i + 2] in {"OTHER", "END"}:
        mark = _MARKS.get(line.kinds[i + 1], "")
        return mark, i + 3 if mark and line.kinds[i + 2] == "OTHER" else i + 2 if mark else i
    return "", i


_MARKS: Final = {"ABOUT": "~", "MAYBE": "?"}


def read_hours_range(line: Line, i: int) -> int | None:
    """Read «с 10:00 до 18:00», «10:00-18:00»: hours within a day. Gives where they end."""
    k = i + (line.kinds[i] in {"FROM", "IN"})
    first = clocks.read_clock(line, k)
    if first is None and line.kinds[i] == "FROM" and line.kinds[k] == "NUM":
        first = Clock(0), k + 1
    if first is None or line.kinds[first[1]] not in {"DASH", "TO"}:
        return None
    last = clocks.read_clock(line, first[1] + 1)
    return last[1] if last else None


def _clock_first(line: Line, clock: Clock, i: int) -> Found | None:
    """Read a date that a clock time stands before."""
    if line.kinds[i] in {"DASH", "TO"}:
        last = clocks.read_clock(line, i + 1)
        if last is not None:
            return _day_after_clock(line, None, last[1])
    return _day_after_clock(line, clock, i)


def _day_after_clock(line: Line, clock: Clock | None, i: int) -> Found | None:
    k = i
    while line.kinds[k] in {"COMMA", "OTHER", "DASH", "IN"} and k < i + 3:
        k += 1
    found = read_date(line, k)
    if found is not None and found[0].is_day and found[0].clock is None:
        draft, end = found
        draft.clock = clock
        draft.weak = False
        if clock is not None and clock.zone is None:
            draft.clock, end = read_zone(line, clock, end)
        return draft, end
    return (Draft(clock=clock, weak=True), i) if clock is not None else None


def stands_firm(line: Line, draft: Draft, i: int) -> bool:
    """Tell whether the word before makes a date of a weak draft: «в мае», «в среду»."""
    if not draft.weak:
        return True
    if draft.clock is not None or draft.moment is not None or not i:
        return False
    return line.kinds[i - 1] in _PREPOSITIONS and line.kinds[i] in {
        "MONTH",
        "WEEKDAY",
        "SEASON",
        "NTH",
    }


def _read_about(line: Line, i: int) -> Found | None:
    """Read «около 2010 года», «предположительно в мае»: EDTF's «~» and «?»."""
    mark = "~" if line.kinds[i] == "MARK" else _MARKS[line.kinds[i]]
    if line.word(i) == "?":
        return None
    k = i + 1
    while line.kinds[k] in {"IN", "COMMA"} and k < i + 3:
        k += 1
    if line.kinds[k] in {"ABOUT", "MAYBE"}:
        mark, k = "%", k + 1 + (line.kinds[k + 1] == "IN")
    year = _bare_year(line, k) if line.whole or line.kinds[i] == "MARK" else None
    found = year or _read_sure(line, k)
    if found is None:
        return None
    draft, end = found
    draft.mark, draft.weak = _joined(draft.mark, mark), False
    if draft.moment is not None and draft.grain == "minute":
        draft.grain = "hour"
    return draft, end


def _bare_year(line: Line, i: int) -> Found | None:
    """Read the year of «~2010»."""
    bare = line.kinds[i] == "NUM" and line.length(i) == 4 and line.kinds[i + 1] == "END"  # noqa: PLR2004
    return (Draft(line.number(i)), i + 1) if bare else None


def _joined(one: str, other: str) -> str:
    return other if one in {"", other} else "%"
