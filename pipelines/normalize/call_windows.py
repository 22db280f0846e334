"""When a call opens and closes: out of fields of their own, one field for both, or a sentence."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler import clock
from crawler.items import RawCompetition
from pipelines.dates import DateValue, Deadline, bounds, find_dates, find_deadline, parse_date
from pipelines.normalize.findings import Findings
from pipelines.normalize.moments import earliest
from pipelines.normalize.whitespace import tidy, tidy_paragraphs

_DAY = len("2026-03-15")
_UNCERTAIN = ("~", "?", "%")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a call's window, `last` for the closing one; null where nothing is known."""

    value: DateValue | None
    last: bool

    @property
    def edtf(self) -> str | None:
        """The date of this end alone, as far as it is known."""
        part = self._part
        return None if part in {"", ".."} else part

    @property
    def day(self) -> str | None:
        """The calendar day; a month states none."""
        day = (self.edtf or "")[:_DAY]
        return day if len(day) == _DAY and not self._part.endswith(_UNCERTAIN) else None

    @property
    def utc(self) -> str | None:
        """The instant, where a clock time and a zone are known."""
        return clock.to_text(self.value.utc) if self.value and self.value.utc else None

    def earliest(self, timezone: str | None) -> str | None:
        """Give the earliest moment that this end may mean, as UTC text."""
        return earliest(self._alone, timezone)

    def latest(self, timezone: str | None) -> str | None:
        """Give the latest moment that this end may mean: the end of its day or month."""
        if self.utc is not None:
            return self.utc
        days = bounds(self.edtf) if self.edtf else None
        last = days[1] if days else None
        if last is None:
            return None
        zone = ZoneInfo(timezone) if timezone else UTC
        try:
            midnight = datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)
            return clock.to_text(midnight - timedelta(seconds=1))
        except OverflowError:  # the last day of all has no end
            return None

    @property
    def _part(self) -> str:
        return self.value.edtf.split("/")[-1 if self.last else 0] if self.value else ""

    @property
    def _alone(self) -> DateValue | None:
        if self.value is None or self.edtf is None:
            return None
        utc = self.value.utc
        return DateValue(self.edtf, utc, self.value.precision, self.value.text)


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends, and the words that state the closing one."""

    opens: Bound
    closes: Bound
    sentence: str | None


def read_window(
    findings: Findings, raw: RawCompetition, *, reference: datetime, timezone: str | None
) -> Window:
    """Read when a call opens and closes; the deadline of its text counts where no field has one."""

    def field(column: str, text: str | None) -> DateValue | None:
        words = findings.words(column, text)
        if words is None:
            return None
        value = parse_date(words, reference=reference, timezone=timezone, prefer="future")
        if value is None:
            findings.problems[column] = "no date can be read"
        return value

    def closing(text: str) -> DateValue | None:
        """Read the closing moment; a period's own end has no hours, that of a sentence does."""
        value = field("closes_edtf", text)
        if value is None or "/" not in value.edtf or ":" not in text:
            return value
        sentence = f"Приём заявок: {tidy(text)}"
        found = find_deadline(sentence, reference=reference, timezone=timezone)
        return found.when if found and found.when.utc else value

    opens = field("opens_edtf", raw.opens)
    stated = raw.closes if raw.closes is not None else raw.window
    closes = closing(stated) if stated is not None else None
    sentence = tidy(stated)
    if raw.opens is None and raw.window is not None:
        window = parse_date(
            tidy(raw.window) or "", reference=reference, timezone=timezone, prefer="future"
        )
        opens = window if window and "/" in window.edtf else None
    if closes is None and "closes_edtf" not in findings.texts:
        text = tidy_paragraphs(raw.text)
        found = find_deadline(text, reference=reference, timezone=timezone) if text else None
        if found is not None:
            closes, sentence = found.when, found.sentence
            opens = opens or _beginning(found, reference, timezone)
    return Window(Bound(opens, last=False), Bound(closes, last=True), sentence)


def _beginning(found: Deadline, reference: datetime, timezone: str | None) -> DateValue | None:
    """Give the period whose end the deadline is, where its sentence names one whole."""
    said = find_dates(found.sentence, reference=reference, timezone=timezone, prefer="future")
    ends = f"/{found.when.edtf[:_DAY]}"
    whole = (one for one in said if one.edtf.endswith(ends) and not one.edtf.startswith(".."))
    return next(whole, None)
