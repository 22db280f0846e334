"""Text cut into the tokens of dates, in one pass."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from pipelines.dates.context import Context
from pipelines.dates.lexicon import ABBREVIATED, LEXICON
from pipelines.numerals import read_cardinal, read_ordinal
from pipelines.text import fold_case, fold_lookalikes, strip_invisible

_MARKS: Final = re.compile("[\u0300-\u036f]")
_ENDINGS: Final = "ого|его|го|ое|ые|ых|ым|ом|ем|ому|му|ой|ей|ый|ий|ая|ую|ю|е|х|й|м|я|th|st|nd|rd"
_TOKEN: Final = re.compile(
    r"(?P<ISO>[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r" ?(?:z(?![^\W\d_])|[+\u2212-][0-9]{2}(?::?[0-9]{2})?(?![0-9]))?"
    r"|[0-9]{8}t[0-9]{4}(?:[0-9]{2})?(?:z|[+-][0-9]{4})?(?![0-9]))"
    r"|(?P<YMD>(?<![.])([0-9]{4})([-./\u2010\u2011\u2013])([0-9]{1,2})\4([0-9]{1,2})(?![0-9]))"
    r"|(?P<DMY>(?<![.])([0-9]{1,2})(?:(?:\. ?)([0-9]{1,2})(?:\. ?)|([-/\u2010\u2011\u2013])([0-9]{1,2})\10)"
    r"([0-9]{4}(?:(?![0-9])|(?=[0-9]{2}:[0-9]{2}))|[0-9]{2}(?![0-9:]|[.,][0-9])))"
    r"|(?P<CLOCK>([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:(?![0-9:])|(?=[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})))"
    r"|(?P<OFFSET>[+][0-9]{2}:?[0-9]{2}(?![0-9])|(?<= )-(?:0[0-9]|1[0-2])[03]0(?![0-9]))"
    r"|(?P<MY>(?<![.])([0-9]{1,2})[./]([0-9]{4})(?![0-9]|[.,][0-9]))"
    r"|(?P<DM>(?<![.,])([0-9]{1,2})[./]([0-9]{2})(?![0-9]|[.,][0-9]))"
    r"|(?P<NTH>([0-9]{1,4})(?:-?(?:" + _ENDINGS + r"))(?![^\W_]))"
    r"|(?P<NUM>[0-9]+)"
    r"|(?P<WORD>[^\W\d_]+)"
    r"|(?P<DASH>[-\u2010-\u2015\u2212]+)"
    r"|(?P<DOT>\.+|…)|(?P<COMMA>,)|(?P<PLUS>\+)|(?P<MARK>[?~≈])|(?P<OTHER>[^\w\s.,?~≈+\u2010-\u2015\u2212-]+)"
)
_LONGEST_NUMBER: Final = 8
_TAIL: Final = 8


class Line:
    """A text's tokens side by side: kind, value, and where each stands in `text`.

    `text` keeps its letters, `folded` is what is compared. A row of END tokens closes the lists,
    so that a rule may look a few tokens ahead.
    """

    __slots__ = ("context", "ends", "folded", "kinds", "starts", "text", "values", "whole")

    def __init__(self, text: str, context: Context, *, whole: bool = False) -> None:
        self.context = context
        self.whole = whole
        self.text = _clean(text)
        self.folded = fold_case(self.text)
        self.kinds: list[str] = []
        self.values: list[object] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._cut()
        if "WORDS" in self.kinds:
            self._join_numerals()
        self._close()

    def word(self, i: int) -> str:
        """Give a token's folded text."""
        return self.folded[self.starts[i] : self.ends[i]]

    def length(self, i: int) -> int:
        """Give the number of characters of a token."""
        return self.ends[i] - self.starts[i]

    def number(self, i: int) -> int:
        """Give the value of a token of a numeric kind."""
        value = self.values[i]
        return value if isinstance(value, int) else -1

    def _cut(self) -> None:
        add_kind, add_value = self.kinds.append, self.values.append
        add_start, add_end = self.starts.append, self.ends.append
        lookup, known = LEXICON.get, _READERS
        abbreviated = False
        for match in _TOKEN.finditer(self.folded):
            kind = match.lastgroup
            value: object = None
            if kind == "WORD":
                word = match.group()
                entry = lookup(word)
                kind, value = entry or ("", None)
                abbreviated = word in ABBREVIATED if entry else False
            elif kind == "DOT" and abbreviated:
                self.ends[-1] = match.start() + 1
                abbreviated = False
                continue
            else:
                abbreviated = False
                if kind in known:
                    value = known[kind](match)
                    if value is None:
                        kind = ""
            add_kind(kind or "")
            add_value(value)
            add_start(match.start())
            add_end(match.end())

    def _close(self) -> None:
        end = len(self.text)
        self.kinds += ["END"] * _TAIL
        self.values += [None] * _TAIL
        self.starts += [end] * _TAIL
        self.ends += [end] * _TAIL

    def _join_numerals(self) -> None:
        kinds, values, starts, ends = self.kinds, self.values, self.starts, self.ends
        self.kinds, self.values, self.starts, self.ends = [], [], [], []
        i, count = 0, len(kinds)
        while i < count:
            size = 1
            kind, value = kinds[i], values[i]
            if kind == "WORDS":
                last = i + 1
                while last < count and last < i + 12 and kinds[last] == "WORDS":
                    last += 1
                words = [self.folded[starts[n] : ends[n]] for n in range(i, last)]
                kind, value, size = _read_numeral(words)
            self.kinds.append(kind)
            self.values.append(value)
            self.starts.append(starts[i])
            self.ends.append(ends[i + size - 1])
            i += size


def _read_numeral(words: list[str]) -> tuple[str, object, int]:
    ordinal = read_ordinal(words)
    if ordinal is not None:
        return "NTH", ordinal[0], ordinal[1]
    cardinal = read_cardinal(words)
    return ("WNUM", *cardinal) if cardinal is not None else ("", None, 1)


def _clean(text: str) -> str:
    """Take out what readers do not see, put letters and their accents together."""
    plain = strip_invisible(text)
    if _MARKS.search(plain):
        plain = _MARKS.sub("", unicodedata.normalize("NFC", plain))
    return fold_lookalikes(plain)


def _read_dmy(match: re.Match[str]) -> object:
    day, dotted, dashed, year = match.group(8, 9, 11, 12)
    return valid_day(int(year), int(dotted or dashed), int(day), len(year))


def _read_ymd(match: re.Match[str]) -> object:
    year, month, day = match.group(3, 5, 6)
    return valid_day(int(year), int(month), int(day), 4)


def valid_day(year: int, month: int, day: int, digits: int) -> tuple[int, int, int, int] | None:
    """Give the parts of a day and the digits of its year, or None where there is no such day."""
    try:
        date(year if digits > 2 else 2000, month, day)  # noqa: PLR2004
    except ValueError:
        return None
    return year, month, day, digits


def _read_clock(match: re.Match[str]) -> object:
    hour, minute, second = match.group(14, 15, 16)
    return valid_clock(int(hour), int(minute), int(second) if second else None)


def valid_clock(hour: int, minute: int, second: int | None) -> tuple[int, int, int | None] | None:
    """Give the parts of a clock time, or None where no clock shows it; 24:00 ends a day."""
    if minute > 59 or (second or 0) > 60 or hour > 24:  # noqa: PLR2004  60: a leap second
        return None
    if hour == 24 and (minute or second):  # noqa: PLR2004
        return None
    return hour, minute, second


def _read_my(match: re.Match[str]) -> object:
    month, year = int(match.group(19)), int(match.group(20))
    return (year, month) if 0 < month <= 12 and year > 999 else None  # noqa: PLR2004


def _read_dm(match: re.Match[str]) -> object:
    return int(match.group(22)), int(match.group(23))


def _read_nth(match: re.Match[str]) -> object:
    return int(match.group(25))


def _read_num(match: re.Match[str]) -> object:
    digits = match.group()
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


_READERS: Final = {
    "DMY": _read_dmy,
    "YMD": _read_ymd,
    "CLOCK": _read_clock,
    "MY": _read_my,
    "DM": _read_dm,
    "NTH": _read_nth,
    "NUM": _read_num,
}
