"""What the reading of one record's fields yields besides values: words kept, and problems."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from pipelines.amounts import parse_amount
from pipelines.dates import DateValue, bounds, parse_date
from pipelines.normalize.whitespace import tidy

ROUBLE = "RUB"
_AHEAD = timedelta(days=2)
_RATING = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)(?: балл\w*)?\.?")
# What .NET prints for a date that was never set.
_EMPTY_DATE = re.compile(r"(?<!\d)(?:0?1\.0?1\.0{0,3}1|0001-01-01)(?!\d)")
_NOTHING = frozenset({"нет", "-", "—", "–", "отсутствует", "не указан", "не указано"})


class Findings:
    """Reads fields one by one; every field is named by the column that its value goes to."""

    def __init__(
        self, *, reference: datetime, timezone: str | None, month_first: bool = False
    ) -> None:
        self.texts: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self._reference = reference
        self._timezone = timezone
        self._month_first = month_first

    def words(self, column: str, text: str | None) -> str | None:
        """Keep the site's words of a field that is interpreted; None where there are none."""
        words = tidy(text)
        if words is not None:
            self.texts[column] = words
        return words

    def date(self, column: str, text: str | None) -> DateValue | None:
        """Read a date, period or moment."""
        words = self.words(column, text)
        if words is None:
            return None
        if _EMPTY_DATE.search(words):
            self.problems[column] = "an empty date, printed as the first day of year 1"
            return None
        value = parse_date(
            words,
            reference=self._reference,
            timezone=self._timezone,
            month_first=self._month_first,
        )
        if value is None:
            self.problems[column] = "no date can be read"
        return value

    def past(self, column: str, text: str | None) -> DateValue | None:
        """Read a date that cannot lie ahead of its page's fetch: a later one is of something else.

        Two days are let pass, for zones, and for clocks that are wrong.
        """
        value = self.date(column, text)
        first = bounds(value.edtf)[0] if value and bounds(value.edtf) else None
        if first is None or first <= (self._reference + _AHEAD).date():
            return value
        self.problems[column] = "later than the page was fetched"
        return None

    def day(self, column: str, text: str | None) -> str | None:
        """Read a calendar day; a date known less exactly stays words."""
        value = self.date(column, text)
        if value is None:
            return None
        if value.edtf.endswith(("~", "?", "%")):
            self.problems[column] = "approximate or uncertain"
            return None
        if value.precision in {"day", "hour", "minute", "second"}:
            return value.edtf[:10]
        self.problems[column] = f"known to the {value.precision} only"
        return None

    def period(self, column: str, text: str | None) -> DateValue | None:
        """Read a period; of two dates that make none, neither is taken for it."""
        value = self.date(column, text)
        if value is None:
            self._say_no_period(column)
            return None
        if value.precision == "period":
            return value
        rest = self.texts[column].replace(value.text, "", 1)
        if any(char.isdigit() for char in rest):
            self._say_no_period(column)
            return None
        return value

    def _say_no_period(self, column: str) -> None:
        if column in self.texts and "empty date" not in self.problems.get(column, ""):
            self.problems[column] = "no period can be read"

    def kopecks(self, column: str, text: str | None) -> int | None:
        """Read a single exact sum in roubles; a bare number is one, as portals print them."""
        words = self.words(column, text)
        if words is None:
            return None
        amount = parse_amount(words, default_currency=ROUBLE)
        if amount is None:
            self.problems[column] = "no sum can be read"
        elif amount.currency != ROUBLE:
            self.problems[column] = "the sum is not in roubles"
        elif amount.minimum is None or amount.minimum != amount.maximum or amount.approximate:
            self.problems[column] = "a range or an approximate sum is no single sum"
        elif _leaves_digits(words, amount.text):
            self.problems[column] = "only a part can be read as a sum"
        elif amount.minimum < 0:
            self.problems[column] = "a sum below zero"
        else:
            return amount.minimum
        return None

    def number(
        self, column: str, text: str | None, check: Callable[[str], str | None]
    ) -> str | None:
        """Read an INN or OGRN: its digits, or what was printed with a problem."""
        words = self.words(column, text)
        if words is None:
            return None
        number = check(words)
        if number is not None:
            return number
        printed = any(char.isdigit() for char in words)
        self.problems[column] = "the check digits are wrong" if printed else "holds no number"
        return words if printed else None

    def rating(self, column: str, text: str | None) -> float | None:
        """Read a jury's rating, a decimal comma allowed."""
        words = self.words(column, text)
        if words is None:
            return None
        found = _RATING.fullmatch(words)
        if found is None:
            self.problems[column] = "no rating can be read"
            return None
        return float(found[1].replace(",", "."))

    def term(self, column: str, text: str | None, read: Callable[[str], str]) -> str | None:
        """Read a word of a closed vocabulary; what it does not hold is `other`, with a problem."""
        words = self.words(column, text)
        if words is None:
            return None
        value = read(words)
        if value == "other":
            self.problems[column] = "unknown wording"
        return value

    def unless_nothing(self, column: str, text: str | None) -> str | None:
        """Give a field's words, or None where they say that there is nothing."""
        words = self.words(column, text)
        return None if words is None or words.casefold() in _NOTHING else words

    def name(self, column: str, text: str | None, read: Callable[[str], str | None]) -> str | None:
        """Read a name that may be written in several ways; an unknown one stays as it is."""
        words = tidy(text)
        if words is None:
            return None
        known = read(words)
        if known != words:
            self.texts[column] = words
        return known or words

    def report_repeated(self, repeated: Mapping[str, str], columns: Mapping[str, str]) -> None:
        """Report labels that are printed once more with another value."""
        for name, text in repeated.items():
            column = columns.get(name, name)
            said = f"{self.problems[column]}; " if column in self.problems else ""
            self.problems[column] = f"{said}stated twice, once more as {tidy(text)}"

    def keep_unknown(self, unknown: Mapping[str, str]) -> None:
        """Keep what stood under labels that nobody knows, under those labels."""
        for label, text in unknown.items():
            name, words = tidy(label), tidy(text)
            if name and words:
                self.texts[name] = words
                self.problems[name] = "unknown label"


def _leaves_digits(words: str, part: str) -> bool:
    """Say whether more than a sum's own text is numbers: «12 34 567,00», «100 ₽ из 200»."""
    return part in words and any(char.isdigit() for char in words.replace(part, "", 1))
