"""From text to values: a field with one date, or running text with any number of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.dates.context import Context
from pipelines.dates.draft import Draft, Period
from pipelines.dates.fallback import read_with_dateparser
from pipelines.dates.fields import read_field
from pipelines.dates.labels import label_before
from pipelines.dates.periods import BARREN, STARTERS, read_span
from pipelines.dates.settle import settle
from pipelines.dates.settle_period import settle_period
from pipelines.dates.tokens import Line
from pipelines.dates.values import DateValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.dates.values import Prefer


class Hit(NamedTuple):
    """A value, what was said, and the tokens it was read from: first, one behind the last."""

    value: DateValue
    said: Draft | Period
    start: int
    end: int


def find_dates(
    text: str, *, reference: datetime, timezone: str | None, prefer: Prefer = "past"
) -> list[DateValue]:
    """Give the dates, periods and moments of running text, in order."""
    line = Line(text, Context(reference, timezone, future=prefer == "future"))
    return [hit.value for hit in scan(line)]


def scan(line: Line) -> Iterator[Hit]:
    """Give what the grammar reads in a line, from left to right, without overlaps."""
    kinds, starters, barren = line.kinds, STARTERS, BARREN
    i, count = 0, line.count
    while i < count:
        kind = kinds[i]
        if kind in starters and kinds[i + 1] not in barren.get(kind, ()):
            span = read_span(line, i)
            if span is not None:
                named = _is_address(line, i) or _recurs(line, i, span[0])
                hit = _hit(line, span[0], i, span[1])
                if hit is not None and not named:
                    yield hit
                if hit is not None or isinstance(span[0], Period):
                    i = span[1]
                    continue
        i += 1


def _is_address(line: Line, i: int) -> bool:
    """Tell «ул. 8 Марта» and «площадь 9 Мая»: a street is no date."""
    if not i:
        return False
    before = i - 1 - (line.kinds[i - 1] in {"DOT", "OTHER"} and i > 1)
    return not line.kinds[before] and _STREET.fullmatch(line.word(before)) is not None


_STREET: Final = re.compile(
    "ул|улиц[аыеу]|улицей|пл|площад[ьи]|проспекта?|пр|переул(?:ок|ка)|пер|бульвара?|сквера?|набережн.."
)


def _recurs(line: Line, i: int, said: Draft | Period) -> bool:
    """Tell «каждый вторник», «ежегодно 12 апреля»: such a day comes again and again."""
    ends = said if isinstance(said, Period) else (said,)
    if any(end is not None and end.year is not None for end in ends):
        return False
    words = line.folded[line.start(max(0, i - _OFFICE_BACK)) : line.start(i)]
    if all(end is not None and end.weekday and not end.day for end in ends) and len(ends) > 1:
        return _OFFICE.search(words) is not None
    return _AGAIN.search(words) is not None


_AGAIN: Final = re.compile(
    r"\b(?:кажд(?:ый|ое|ую|ого|ой|ые)|еже(?:год|месяч|недель|днев)но) (?:во? )?$"
)
_OFFICE: Final = re.compile(r"\b(?:работа|график|режим|часы|открыт|прием)")
_OFFICE_BACK: Final = 4


def _hit(line: Line, said: Draft | Period, i: int, end: int) -> Hit | None:
    settled = (
        settle(said, line.context) if isinstance(said, Draft) else settle_period(said, line.context)
    )
    if settled is None:
        return None
    words = line.text[line.start(i) : line.end(end - 1)]
    return Hit(DateValue(*settled, words), said, i, end)


def parse_date(
    text: str,
    *,
    reference: datetime,
    timezone: str | None,
    prefer: Prefer = "past",
    month_first: bool = False,
) -> DateValue | None:
    """Give the one date, period or moment of a field of its own, or None.

    `month_first` is for a page in English: «03/25/2019», which is no Russian date, is a day there.
    """
    future = prefer == "future"
    line = Line(
        text, Context(reference, timezone, future=future, month_first=month_first), whole=True
    )
    hit = _read_whole(line)
    if hit is not None:
        return hit.value
    hits = list(scan(line))
    if not hits or any(leaves_year(line, hit) for hit in hits):
        return read_with_dateparser(line)
    return choose(line, hits)


def _read_whole(line: Line) -> Hit | None:
    """Read a field that is one date from its first token to its last, as most are."""
    field = read_field(line)
    if field is not None:
        return _hit(line, field[0], 0, field[1])
    span = read_span(line, 0) if line.kinds[0] in STARTERS else None
    return _hit(line, span[0], 0, line.count) if span and span[1] == line.count else None


def leaves_year(line: Line, hit: Hit) -> bool:
    """Tell a reading that settles a year although one stands beside it: «март-15-2024»."""
    said = hit.said
    if isinstance(said, Period) or said.year is not None or not (said.month or said.group):
        return False
    beside = [*range(max(0, hit.start - _BESIDE), hit.start), *range(hit.end, hit.end + _BESIDE)]
    return any(_is_year(line, i) for i in beside)


_BESIDE: Final = 4
_YEAR: Final = re.compile(r"(?:[0-9]{1,2}\.)?(?:19|20)[0-9]{2}")


def _is_year(line: Line, i: int) -> bool:
    counted = line.kinds[i] == "NUM" and not line.kinds[i + 1]
    return not counted and _YEAR.fullmatch(line.word(i)) is not None


def choose(line: Line, hits: list[Hit]) -> DateValue | None:
    """Give what a field means that holds several dates: the one it was published on.

    A date that the field calls an update's is left out where there is another. Several that differ
    and that nothing tells apart are none.
    """
    if len(hits) == 1:
        return hits[0].value
    if len(hits) == 2 and _restates(line, *hits):  # noqa: PLR2004
        return hits[1].value
    labels = [
        label_before(line, hits[n - 1].end if n else 0, hit.start) for n, hit in enumerate(hits)
    ]
    for wanted in ("published", ""):
        values = [hit.value for hit, label in zip(hits, labels, strict=True) if label == wanted]
        if values:
            return _agreed(values)
    return _agreed([hit.value for hit in hits])


def _restates(line: Line, local: Hit, told: Hit) -> bool:
    """Tell the instant in brackets behind a local time that does not settle it: a clock put back.

    No zone is more than 14 hours ahead of UTC or 12 behind (tz database).
    """
    instant, clock = told.value.utc, local.value
    between = [line.word(i) for i in range(local.end, told.start)]
    if instant is None or clock.utc is not None or between != ["("] or "T" not in clock.edtf:
        return False
    ahead = datetime.fromisoformat(clock.edtf) - instant.replace(tzinfo=None)
    return timedelta(hours=-12) <= ahead <= timedelta(hours=14)


def _agreed(values: list[DateValue]) -> DateValue | None:
    """Give the finest of values that say the same, the first of moments that are one instant."""
    if values[0].utc is not None and len({value.utc for value in values}) == 1:
        return values[0]
    finest = max(values, key=lambda value: len(value.edtf))
    same = all(finest.edtf.startswith(value.edtf) for value in values)
    return finest if same else None
