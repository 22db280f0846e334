"""Clock times and their zones: «в 14 ч. 20 мин.», «18:00 (МСК+6)», «без пяти шесть»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.dates.clock_zones import read_zone
from pipelines.dates.draft import Clock
from pipelines.dates.lexicon import DAYPARTS, HOUR, MINUTE, SECOND
from pipelines.dates.tokens import valid_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.dates.tokens import Line

Found = tuple[Clock, int]
_NUMBERS: Final = frozenset({"NUM", "WNUM"})
_HOURS, _NOON, _MINUTES = 24, 12, 60


def read_clock(line: Line, i: int) -> Found | None:
    """Read a clock time that needs no word before it."""
    rule = _RULES.get(line.kinds[i])
    found = rule(line, i) if rule else None
    return read_zone(line, *found) if found else None


def read_clock_after_in(line: Line, i: int) -> Found | None:
    """Read a clock time, also such that only a preposition makes one: «в 14.20», «в 8»."""
    k, about = i, False
    while line.kinds[k] in _BEFORE and k < i + _MOST_BEFORE:
        about = about or line.kinds[k] == "ABOUT"
        k += 1
    if k == i:
        return read_clock(line, i)
    found = _read_said(line, k)
    return _rounded(found) if found and about else found


_BEFORE: Final = frozenset({"IN", "TO", "ABOUT", "NOTLATER"})
_MOST_BEFORE = 3


def _rounded(found: Found) -> Found:
    """Keep the hour alone of «около 18:30»."""
    clock, end = found
    return Clock(clock.hour, None, None, clock.zone), end


def _read_said(line: Line, i: int) -> Found | None:
    found = read_clock(line, i) or _read_dotted(line, i) or _read_dashed(line, i)
    if found is None and line.kinds[i] in _NUMBERS:
        found = _bare_hour(line, i)
    return found


def _bare_hour(line: Line, i: int) -> Found | None:
    """Read «в 8», if nothing follows that could be counted."""
    if line.kinds[i + 1] in {"END", "COMMA", "DOT", "NUM", "DMY", "RELDAY", "ZONE"}:
        hour = line.number(i)
        return read_zone(line, Clock(hour), i + 1) if 0 <= hour < _HOURS else None
    return None


def _read_colon(line: Line, i: int) -> Found | None:
    value = line.values[i]
    assert isinstance(value, tuple)
    return _with_daypart(line, Clock(*value), i + 1)


def _read_dotted(line: Line, i: int) -> Found | None:
    """Read «14.20»."""
    value = line.values[i]
    if line.kinds[i] != "DM" or not isinstance(value, tuple) or "/" in line.word(i):
        return None
    parts = valid_clock(value[0], value[1], None)
    return read_zone(line, *_with_daypart(line, Clock(*parts), i + 1)) if parts else None


def _read_plain_dotted(line: Line, i: int) -> Found | None:
    """Read «18.00» without a preposition, where no month could be meant and nothing is counted."""
    value = line.values[i]
    assert isinstance(value, tuple)
    if 1 <= value[1] <= _NOON or not line.kinds[i + 1]:
        return None
    return _read_dotted(line, i)


def read_figures(line: Line, i: int) -> Found | None:
    """Read «, 9.05» and «10-30», which only the date before them makes clock times."""
    found = _read_dashed(line, i)
    if found is None and line.kinds[i - 1] in {"COMMA", "RELDAY"}:
        found = _read_dotted(line, i)
    return found if found and line.kinds[found[1]] in {"END", "OTHER"} else None


def _read_dashed(line: Line, i: int) -> Found | None:
    """Read «14-20», two digits on either side of a hyphen without spaces."""
    if line.kinds[i : i + 3] != ["NUM", "DASH", "NUM"] or line.length(i + 2) != 2:  # noqa: PLR2004
        return None
    if line.end(i + 2) - line.start(i) != line.length(i) + 3:
        return None
    if line.kinds[i + 3] in {"MONTH", "UNIT"}:
        return None
    parts = valid_clock(line.number(i), line.number(i + 2), None)
    return read_zone(line, Clock(*parts), i + 3) if parts else None


def _read_hours(line: Line, i: int) -> Found | None:
    """Read «14 часов 20 минут», «14 ч.», «8 утра», «семь минут девятого»."""
    hour = line.number(i)
    if not 0 <= hour <= _HOURS:
        return _read_minutes_of(line, i)
    if line.kinds[i + 1] != "UNIT" or line.values[i + 1] != HOUR:
        clock, end = _with_daypart(line, Clock(hour), i + 1)
        return (clock, end) if end > i + 1 else _read_minutes_of(line, i)
    return _hours_and_minutes(line, hour, i + 2)


def _hours_and_minutes(line: Line, hour: int, i: int) -> Found | None:
    minutes = _read_unit(line, i + (line.kinds[i] == "AND"), MINUTE)
    if minutes is None:
        return _with_daypart(line, Clock(hour), i)
    seconds = _read_unit(line, minutes[1], SECOND)
    parts = valid_clock(hour, minutes[0], seconds[0] if seconds else None)
    return _with_daypart(line, Clock(*parts), (seconds or minutes)[1]) if parts else None


def _read_unit(line: Line, i: int, unit: int) -> tuple[int, int] | None:
    if line.kinds[i] not in _NUMBERS:
        return None
    named = line.kinds[i + 1] == "UNIT" and line.values[i + 1] == unit
    letter = unit == MINUTE and line.kinds[i + 1] == "LETTER" and line.word(i + 1)[0] == "м"
    return (line.number(i), i + 2) if named or letter else None


def _read_hour_word(line: Line, i: int) -> Found | None:
    """Read «час дня»: one o'clock."""
    if line.values[i] != HOUR or line.word(i) != "час":
        return None
    clock, end = _with_daypart(line, Clock(1), i + 1)
    return (clock, end) if end > i + 1 else None


def _with_daypart(line: Line, clock: Clock, i: int) -> Found:
    """Add «утра», «дня», «вечера», «ночи» to an hour that may be said with it."""
    bounds = DAYPARTS.get(line.word(i)) if line.kinds[i] in {"UNIT", "DAYPART"} else None
    if bounds is None or not 1 <= clock.hour <= _NOON:
        return clock, i + (bounds is not None)
    hour = clock.hour % _NOON + (bounds[0] > 0) * _NOON
    if line.word(i) == "ночи" and clock.hour in range(9, _NOON):
        hour = clock.hour + _NOON
    return clock._replace(hour=hour), i + 1


def after_daypart(clock: Clock, word: str) -> Clock:
    """Let «вечером» and «днем» that stand before a clock time say its half of the day."""
    evening = word.startswith("вечер") and clock.hour in range(4, _NOON)
    noon = word == "днем" and clock.hour in range(1, 6)
    return clock._replace(hour=clock.hour + _NOON) if evening or noon else clock


def _read_minutes_of(line: Line, i: int) -> Found | None:
    """Read «семь минут девятого»: seven minutes of the ninth hour."""
    minutes = _read_unit(line, i, MINUTE)
    return _of_next_hour(line, minutes[1], minutes[0]) if minutes else None


def _of_next_hour(line: Line, i: int, minute: int) -> Found | None:
    hour = line.number(i)
    if line.kinds[i] != "NTH" or not 1 <= hour <= _NOON or minute >= _MINUTES:
        return None
    if line.kinds[i + 1] == "MONTH":
        return None
    return _with_daypart(line, Clock(hour - 1, minute), i + 1)


def _read_half_of(line: Line, i: int) -> Found | None:
    return _of_next_hour(line, i + 1, 30)


def _read_quarter_of(line: Line, i: int) -> Found | None:
    return _of_next_hour(line, i + 1, 15)


def _read_without(line: Line, i: int) -> Found | None:
    """Read «без пятнадцати минут шесть», «без четверти шесть»."""
    minutes, end = (
        (15, i + 2) if line.kinds[i + 1] == "QUARTERHOUR" else (line.number(i + 1), i + 2)
    )
    if line.kinds[end] == "UNIT" and line.values[end] == MINUTE:
        end += 1
    hour = line.number(end)
    if line.kinds[end] == "UNIT" and line.word(end) == "час":
        hour = 1
    elif line.kinds[end] not in _NUMBERS:
        return None
    if not (1 <= minutes < _MINUTES and 1 <= hour <= _HOURS):
        return None
    return _with_daypart(line, Clock((hour - 1) % _HOURS, _MINUTES - minutes), end + 1)


def _read_named(line: Line, i: int) -> Found | None:
    """Read «полдень», «полночь»."""
    return Clock(_NOON if line.kinds[i] == "NOON" else 0), i + 1


_RULES: Final[dict[str, Callable[[Line, int], Found | None]]] = {
    "CLOCK": _read_colon,
    "DM": _read_plain_dotted,
    "NUM": _read_hours,
    "WNUM": _read_hours,
    "UNIT": _read_hour_word,
    "HALFWORD": _read_half_of,
    "QUARTERHOUR": _read_quarter_of,
    "WITHOUT": _read_without,
    "NOON": _read_named,
    "MIDNIGHT": _read_named,
}


STARTERS: Final = frozenset({*_RULES, "IN"})
