"""Russian numerals in words: cardinals, fractions and ordinals, in all cases and genders.

Words come in folded: lower case, «е» for «ё» (as `pipelines.text.fold` leaves them). Every
reader looks at most a dozen words ahead, so that reading a whole text stays linear.

>>> read_cardinal("двухсот пятидесяти тысяч рублей".split())
(250000, 3)
>>> read_cardinal("полтора миллиона".split())
(1500000, 2)
>>> read_ordinal("двадцать четвертое февраля".split())
(24, 2)
>>> read_ordinal("две тысячи шестого года".split())
(2006, 3)
>>> read_quantity("две целых и три сотых рубля".split())
(Fraction(203, 100), 5)
>>> read_cardinal("полтора рубля".split()) is None, read_cardinal("тысячи людей".split()) is None
(True, True)
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipelines.numeral_forms import (
    BARE_SCALES,
    CARDINALS,
    DENOMINATORS,
    FRACTION_WORDS,
    GENITIVE_BEFORE,
    GENITIVE_SCALES,
    HALF_SCALES,
    HUNDREDS,
    ORDINAL_SCALES,
    ORDINALS,
    SCALES,
    WHOLE_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_cardinal", "read_ordinal", "read_quantity"]

Read = tuple[int, int] | None


class _Group(NamedTuple):
    """A number below a thousand; `room` is the value that the next word must stay below."""

    value: int
    end: int
    room: int


def read_cardinal(words: Sequence[str], start: int = 0) -> Read:
    """Give the whole number that begins at `start` and how many words it takes, or None.

    «полтора миллиона» and «полмиллиона» are whole and are read; «полтора» alone is not
    (see `read_quantity`). A bare plural («тысячи людей», «миллионы») names no number.
    """
    halved = _read_halves(words, start)
    if halved is not None:
        return _whole(halved)
    total, room, i = 0, 10**15, start
    while i < len(words):
        group = _read_group(words, i)
        step = _read_scaled(words, i, group, room)
        if step is None:
            break
        value, i, room = step
        total += value
        if room == 1:
            break
    return (total, i - start) if i > start else None


def read_quantity(words: Sequence[str], start: int = 0) -> tuple[Fraction | int, int] | None:
    """Like `read_cardinal`, with fractions: «полтора», «два с половиной», «пять десятых»."""
    halved = _read_halves(words, start)
    if halved is not None:
        return halved
    whole = read_cardinal(words, start)
    if whole is None:
        return None
    return _read_fraction(words, start, whole) or whole


def read_ordinal(words: Sequence[str], start: int = 0) -> Read:
    """Give the ordinal that begins at `start` («две тысячи шестого»), or None."""
    total, room, i = 0, 10**15, start
    while i < len(words):
        last = _read_last_ordinal(words, i, room)
        if last is not None:
            return total + last, i + 1 - start
        step = _read_scaled(words, i, _read_group(words, i, stop_before_ordinal=True), room)
        if step is None or step[2] == 1:
            return _ordinal_after_group(words, start, i, total, step)
        value, i, room = step
        total += value
    return None


def _ordinal_after_group(
    words: Sequence[str], start: int, i: int, total: int, step: tuple[int, int, int] | None
) -> Read:
    """Read «двадцать» + «четвертое»: a group of tens or hundreds closed by an ordinal."""
    if step is None:
        return None
    group = _read_group(words, i, stop_before_ordinal=True)
    if group is None or group.end >= len(words):
        return None
    last = ORDINALS.get(words[group.end])
    if last is None or last >= group.room:
        return None
    return total + group.value + last, group.end + 1 - start


def _read_last_ordinal(words: Sequence[str], i: int, room: int) -> int | None:
    value = ORDINALS.get(words[i])
    if value is None:
        value = ORDINAL_SCALES.get(words[i])
    return value if value is not None and value < room else None


def _read_group(
    words: Sequence[str], start: int, *, stop_before_ordinal: bool = False
) -> _Group | None:
    """Read hundreds, tens and units, each once and in that order."""
    value, room, i = 0, 1000, start
    while i < len(words):
        word = words[i]
        part = CARDINALS.get(word)
        if part is None or part >= room or (stop_before_ordinal and word in ORDINALS):
            break
        i += 1
        if part < 10 and i < len(words) and words[i] in HUNDREDS:  # noqa: PLR2004
            part, i = part * 100, i + 1
        value += part
        room = _room_below(part)
        if room == 1:
            break
    return _Group(value, i, room) if i > start else None


def _room_below(part: int) -> int:
    """Say what may follow: units after «двадцать», anything below 100 after «двести»."""
    if part >= 100:  # noqa: PLR2004
        return 100
    return 10 if part >= 20 else 1  # noqa: PLR2004


def _read_scaled(
    words: Sequence[str], i: int, group: _Group | None, room: int
) -> tuple[int, int, int] | None:
    """Give value, end and room left of «двести тысяч», of bare «тысяча», or of a last group."""
    end = group.end if group else i
    scale = SCALES.get(words[end]) if end < len(words) else None
    if scale is not None:
        fits = scale < room and (group or _may_stand_bare(words, end))
        return ((group.value if group else 1) * scale, end + 1, scale) if fits else None
    if group is None or group.value >= room:
        return None
    return group.value, group.end, 1


def _may_stand_bare(words: Sequence[str], i: int) -> bool:
    """«тысяча», «миллиону» count one; genitives do so where asked for: «около тысячи»."""
    if words[i] in BARE_SCALES:
        return True
    return words[i] in GENITIVE_SCALES and i > 0 and words[i - 1] in GENITIVE_BEFORE


def _read_halves(words: Sequence[str], start: int) -> tuple[Fraction, int] | None:
    """Read «полтора [миллиона]», «пол [миллиона]», «четверть миллиона», «полмиллиона»."""
    if start >= len(words):
        return None
    word = words[start]
    if word in HALF_SCALES:
        return Fraction(HALF_SCALES[word]), 1
    part = FRACTION_WORDS.get(word)
    if part is None:
        return None
    scale = SCALES.get(words[start + 1]) if start + 1 < len(words) else None
    return (part * scale, 2) if scale else (part, 1)


def _read_fraction(
    words: Sequence[str], start: int, whole: tuple[int, int]
) -> tuple[Fraction, int] | None:
    """Read what follows a whole number: «с половиной», «целых пять десятых», «десятых»."""
    value, count = whole
    i = start + count
    if words[i : i + 2] == ["с", "половиной"]:
        return _scaled(words, start, Fraction(value) + Fraction(1, 2), count + 2)
    if words[i : i + 1] and words[i] in DENOMINATORS:
        return _scaled(words, start, Fraction(value, DENOMINATORS[words[i]]), count + 1)
    if not words[i : i + 1] or words[i] not in WHOLE_WORDS:
        return None
    i += 2 if words[i + 1 : i + 2] == ["и"] else 1
    return _read_parts(words, start, value, i)


def _read_parts(
    words: Sequence[str], start: int, value: int, i: int
) -> tuple[Fraction, int] | None:
    parts = read_cardinal(words, i)
    if parts is None:
        return None
    end = i + parts[1]
    if end >= len(words) or words[end] not in DENOMINATORS:
        return None
    total = value + Fraction(parts[0], DENOMINATORS[words[end]])
    return _scaled(words, start, total, end + 1 - start)


def _scaled(words: Sequence[str], start: int, value: Fraction, count: int) -> tuple[Fraction, int]:
    """Multiply by the scale word that follows, if there is one: «десятых тысячи»."""
    i = start + count
    scale = SCALES.get(words[i]) if i < len(words) else None
    return (value * scale, count + 1) if scale else (value, count)


def _whole(read: tuple[Fraction, int]) -> Read:
    value, count = read
    return (value.numerator, count) if value.denominator == 1 else None
