"""The zone that stands after a clock time: «мск», «(МСК+6)», «по московскому времени», "+0300"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dates.zones import Zone

if TYPE_CHECKING:
    from pipelines.dates.draft import Clock
    from pipelines.dates.tokens import Line

Placed = tuple[Zone | timedelta, int]
Rule = Callable[["Line", int], Placed | None]
_MOST_HOURS: Final = 14


def read_zone(line: Line, clock: Clock, i: int) -> tuple[Clock, int]:
    """Add the zone that stands after a clock time, bracketed or not."""
    bracket = line.kinds[i] in {"OTHER", "COMMA"}
    k = i + bracket
    rule = _RULES.get(line.kinds[k]) or _WORD_RULES.get(line.word(k))
    found = rule(line, k) if rule else None
    if found is None:
        return clock, i
    end = found[1] + (bracket and line.word(found[1]) == ")")
    return clock._replace(zone=found[0]), end


def _fixed(line: Line, i: int) -> Placed | None:
    return _offset(line.word(i)), i + 1


def _before_zone(line: Line, i: int) -> Placed | None:
    """Read «+5 МСК», «+5 к МСК»."""
    hours, k = line.number(i + 1), i + 2 + (line.word(i + 2) == "к")
    zone = line.values[k]
    if line.kinds[i + 1] != "NUM" or line.kinds[k] != "ZONE" or not isinstance(zone, Zone):
        return None
    return (zone._replace(shift=hours * 60), k + 1) if hours <= _MOST_HOURS else None


def _by_place(line: Line, i: int) -> Placed | None:
    """Read «по московскому времени», «время московское», «по мск», «по Москве»."""
    i += line.kinds[i] != "ZONEWORD"
    zone = line.values[i]
    if line.kinds[i] not in {"ZONE", "ZONEWORD"} or not isinstance(zone, Zone):
        return None
    return zone, i + 1 + (line.word(i + 1) in {"времени", "время"})


def _shifted(line: Line, i: int) -> Placed | None:
    """Read «мск», «МСК+6», «UTC+03:00»."""
    zone = line.values[i]
    if not isinstance(zone, Zone):
        return None
    if line.kinds[i + 1] == "OFFSET":
        minutes = int(_offset(line.word(i + 1)).total_seconds()) // 60
        return zone._replace(shift=minutes), i + 2
    sign = {"PLUS": 1, "DASH": -1}.get(line.kinds[i + 1])
    if sign and line.kinds[i + 2] == "NUM" and line.number(i + 2) <= _MOST_HOURS:
        spaced = line.start(i + 2) != line.end(i + 1) or line.end(i + 1) != line.end(i) + 1
        if sign > 0 or not spaced:
            return zone._replace(shift=sign * line.number(i + 2) * 60), i + 3
    return zone, i + 1 + (line.word(i + 1) in {"времени", "время"})


_RULES: Final[dict[str, Rule]] = {
    "OFFSET": _fixed,
    "ZONE": _shifted,
    "ZONEWORD": _by_place,
    "PLUS": _before_zone,
}
_WORD_RULES: Final[dict[str, Rule]] = {"по": _by_place, "время": _by_place}


def _offset(text: str) -> timedelta:
    """Read "+0300", "-05:30"."""
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timedelta(minutes=-minutes if text[0] == "-" else minutes)
