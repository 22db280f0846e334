"""Text cut into the tokens of dates, in one pass."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

from pipelines.dates.lexicon import LEXICON
from pipelines.dates.world import day_first, without_of
from pipelines.numerals import read_cardinal, read_ordinal
from pipelines.text import fold_case, fold_lookalikes, strip_invisible

if TYPE_CHECKING:
    from pipelines.dates.context import Context

_MARKS: Final = re.compile("[\u0300-\u036f]")
_UNSEEN: Final = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_ENDINGS: Final = "ого|его|го|ое|ые|ых|ым|ом|ем|ому|му|ой|ей|ый|ий|ая|ую|е|х|й|я|th|st|nd|rd|er"
_SEPARATOR: Final = "[-/\u2010\u2011\u2013]"
_ZONE: Final = r"(?:z(?![^\W\d_])|[+\u2212-][0-9]{2}(?::?[0-9]{2})?(?![0-9]))"
# What a token may be, the likelier first; figures may stand glued to what follows them.
_TOKENS: Final = {
    "WORD": r"[^\W\d_]+",
    "PLAIN": r"[0-9]+(?! \.)(?=[\s)]|,(?![0-9]))",
    "COMMA": r",",
    "DOT": r"\.+|…",
    "ISO": r"[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    rf"(?: ?{_ZONE})?|[0-9]{{8}}t[0-9]{{4}}(?:[0-9]{{2}})?{_ZONE}?(?![0-9])",
    "YMD": r"(?P<y>[0-9]{4})(?P<ymd>[-./\u2010\u2011\u2013])(?P<m>[0-9]{1,2})(?P=ymd)"
    r"(?P<d>[0-9]{1,2})(?![0-9])",
    "DMY": r"(?P<day>[0-9]{1,2})(?: ?\. ?(?P<dotted>[0-9]{1,2}) ?\. ?"
    rf"|(?P<dmy>{_SEPARATOR})(?P<dashed>[0-9]{{1,2}})(?P=dmy))"
    r"(?P<year>[0-9]{4}(?:(?![0-9])|(?=[0-9]{2}:[0-9]{2}))|[0-9]{2}(?![0-9:]|[.,][0-9]))",
    "CLOCK": r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:(?![0-9:])|(?=[0-9]{1,2}(?:\.[0-9]{1,2}\.[0-9]{4}| [а-я]{3})))",
    "MY": r"(?P<my_m>[0-9]{1,2})[./](?P<my_y>[0-9]{4})(?![0-9]|[.,][0-9])",
    "DM": r"(?P<dm_d>[0-9]{1,2})[./](?P<dm_m>[0-9]{2})(?![0-9]|[.,][0-9])",
    "DEC": r"(?P<whole>[0-9]{1,3}),(?P<part>[0-9]{1,2})(?![0-9])",
    "NTH": rf"(?P<nth>[0-9]{{1,4}})(?:-?(?:{_ENDINGS})|-[мю])(?![^\W_])",
    "NUM": r"(?:19|20)[0-9]{2}(?=[0-9]{2}:[0-9]{2}(?![0-9]))|[0-9]+",
    "OFFSET": r"[+][0-9]{2}:?[0-9]{2}(?![0-9])|(?<=[0-9])[+][0-9]{2}(?![0-9])"
    r"|(?:(?<= )|(?<=:[0-9]{2}:[0-9]{2})|(?<=:[0-9]{2}[.,][0-9]{3}))"
    r"-(?:0[0-9]|1[0-2])[03]0(?![0-9])",
    "DASH": r"[-\u2010-\u2015\u2212]+",
    "PLUS": r"\+",
    "MARK": r"[?~≈]",
    "OTHER": r"[^\w\s.,?~≈+\u2010-\u2015\u2212-]+",
}
_TOKEN: Final = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _TOKENS.items()) + r")\s*"
)
# «15» марта, as contracts write it; the length stays.
_QUOTED_DAY: Final = re.compile('[«"“„]([ ]?[0-9]{1,2}[ ]?)[»"”“](?= ?[а-я])')
_LONGEST_NUMBER: Final = 8
_LONGEST_NUMERAL: Final = 12
_TAIL: Final = 8
_END_KINDS: Final = ["END"] * _TAIL
_END_VALUES: Final[list[object]] = [None] * _TAIL
_UNKNOWN: Final[tuple[str, object, bool]] = ("", None, False)


class Line:
    """A text's tokens side by side: kind, value, and where each stands in `text`.

    `text` keeps its letters, `folded` is what is compared. A row of END tokens closes the lists,
    so that a rule may look a few tokens ahead; `count` leaves it out. In a `whole` line, a field
    of its own, more is a date than in running text.
    """

    __slots__ = ("context", "count", "folded", "kinds", "spans", "text", "values", "whole")

    def __init__(self, text: str, context: Context, *, whole: bool = False) -> None:
        self.context = context
        self.whole = whole
        self.text = _clean(text)
        folded = without_of(_unquote(fold_case(self.text)))
        self.folded = day_first(folded) if context.month_first else folded
        self.kinds: list[str] = []
        self.values: list[object] = []
        self.spans: list[tuple[int, int]] = []
        self._cut()
        if "WORDS" in self.kinds:
            self._join_numerals()
        self.count = len(self.kinds)
        self.kinds += _END_KINDS
        self.values += _END_VALUES
        self.spans += [(len(self.text), len(self.text))] * _TAIL

    def word(self, i: int) -> str:
        """Give a token's folded text."""
        start, end = self.spans[i]
        return self.folded[start:end]

    def start(self, i: int) -> int:
        """Give where a token begins."""
        return self.spans[i][0]

    def end(self, i: int) -> int:
        """Give where a token ends."""
        return self.spans[i][1]

    def length(self, i: int) -> int:
        """Give the number of characters of a token."""
        start, end = self.spans[i]
        return end - start

    def number(self, i: int) -> int:
        """Give the value of a token of a numeric kind, -1 of any other."""
        value = self.values[i]
        return value if isinstance(value, int) else -1

    def _cut(self) -> None:
        add_kind, add_value, add_span = self.kinds.append, self.values.append, self.spans.append
        lookup, readers, unknown = LEXICON.get, _READERS, _UNKNOWN
        abbreviated = False
        for match in _TOKEN.finditer(self.folded):
            group = match.lastindex or 0
            if group == _WORD:
                kind, value, abbreviated = lookup(match[_WORD], unknown)
            else:
                if abbreviated and group == _DOT:
                    self.spans[-1] = self.spans[-1][0], match.start() + 1
                    abbreviated = False
                    continue
                abbreviated = False
                kind, value = readers[group](match)
            add_kind(kind)
            add_value(value)
            add_span((match.start(), match.end(group)))

    def _join_numerals(self) -> None:
        """Make one number of the words of each numeral."""
        kinds, values, spans = self.kinds, self.values, self.spans
        self.kinds, self.values, self.spans = [], [], []
        i, count = 0, len(kinds)
        while i < count:
            kind, value, size = kinds[i], values[i], 1
            if kind == "WORDS":
                kind, value, size = self._numeral(kinds, spans, i)
            self.kinds.append(kind)
            self.values.append(value)
            self.spans.append((spans[i][0], spans[i + size - 1][1]))
            i += size

    def _numeral(
        self, kinds: list[str], spans: list[tuple[int, int]], i: int
    ) -> tuple[str, object, int]:
        last = i + 1
        while last < len(kinds) and last < i + _LONGEST_NUMERAL and kinds[last] == "WORDS":
            last += 1
        return _read_numeral([self.folded[start:end] for start, end in spans[i:last]])


def _read_numeral(words: list[str]) -> tuple[str, object, int]:
    ordinal = read_ordinal(words)
    if ordinal is not None:
        return "NTH", ordinal[0], ordinal[1]
    cardinal = read_cardinal(words)
    return ("WNUM", *cardinal) if cardinal is not None else ("", None, 1)


def _unquote(text: str) -> str:
    """Put spaces for the quotes of «15» марта; every character keeps its place."""
    quoted = '"' in text or "»" in text or "”" in text or "“" in text
    return _QUOTED_DAY.sub(r" \1 ", text) if quoted else text


def _clean(text: str) -> str:
    """Take out what readers do not see, put letters and their accents together."""
    if _UNSEEN.search(text):
        text = _MARKS.sub("", unicodedata.normalize("NFC", strip_invisible(text)))
    return fold_lookalikes(text)


Read = tuple[str, object]


def _read_dmy(match: re.Match[str]) -> Read:
    day, dotted, dashed, year = match.group("day", "dotted", "dashed", "year")
    parts = valid_day(int(year), int(dotted or dashed), int(day), len(year))
    return ("DMY", parts) if parts and not _is_inner(match) else ("", None)


def _read_ymd(match: re.Match[str]) -> Read:
    year, month, day = match.group("y", "m", "d")
    parts = valid_day(int(year), int(month), int(day), 4)
    return ("YMD", parts) if parts and not _is_inner(match) else ("", None)


def _is_inner(match: re.Match[str]) -> bool:
    """Tell a stretch of longer dotted figures, as of a network address."""
    start = match.start()
    return start > 0 and match.string[start - 1] in ".,"


def valid_day(year: int, month: int, day: int, digits: int) -> tuple[int, int, int, int] | None:
    """Give the parts of a day and the digits of its year, or None where there is no such day."""
    try:
        date(year if digits > 2 else 2000, month, day)  # noqa: PLR2004
    except ValueError:
        return None
    return year, month, day, digits


def _read_clock(match: re.Match[str]) -> Read:
    hour, minute, second = match.group("hour", "minute", "second")
    parts = valid_clock(int(hour), int(minute), int(second) if second else None)
    return ("CLOCK", parts) if parts else ("", None)


def valid_clock(hour: int, minute: int, second: int | None) -> tuple[int, int, int | None] | None:
    """Give the parts of a clock time, or None where no clock shows it; 24:00 ends a day."""
    if minute > 59 or (second or 0) > 60 or hour > 24:  # noqa: PLR2004  60: a leap second
        return None
    if hour == 24 and (minute or second):  # noqa: PLR2004
        return None
    return hour, minute, second


def _read_my(match: re.Match[str]) -> Read:
    month, year = int(match.group("my_m")), int(match.group("my_y"))
    valid = 0 < month <= 12 and year > 999 and not _is_inner(match)  # noqa: PLR2004
    return ("MY", (year, month)) if valid else ("", None)


def _read_dm(match: re.Match[str]) -> Read:
    if _is_inner(match):
        return "", None
    return "DM", (int(match.group("dm_d")), int(match.group("dm_m")))


def _read_decimal(match: re.Match[str]) -> Read:
    return "DEC", (int(match.group("whole")), match.group("part"))


def _read_nth(match: re.Match[str]) -> Read:
    return "NTH", int(match.group("nth"))


def _read_num(match: re.Match[str]) -> Read:
    digits = match.group(match.lastgroup or 0)
    return ("NUM", int(digits)) if len(digits) <= _LONGEST_NUMBER else ("", None)


def _read_mark(match: re.Match[str]) -> Read:
    return match.lastgroup or "", None


_FIGURES: Final = {
    "DMY": _read_dmy,
    "YMD": _read_ymd,
    "CLOCK": _read_clock,
    "MY": _read_my,
    "DM": _read_dm,
    "NTH": _read_nth,
    "DEC": _read_decimal,
    "NUM": _read_num,
    "PLAIN": _read_num,
}
_READERS: Final = {_TOKEN.groupindex[kind]: _FIGURES.get(kind, _read_mark) for kind in _TOKENS}
_WORD, _DOT = _TOKEN.groupindex["WORD"], _TOKEN.groupindex["DOT"]
