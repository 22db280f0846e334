"""The calls of the world's portals: what one says on a day, in words and as columns."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from dozor.world.days import all_as_of
from dozor.world.sites.site import MOSCOW, Record
from dozor.world.stories import load

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_STATUSES = {
    "Открыт": "open",
    "Закрыт": "closed",
    "Скоро открытие": "announced",
    "Приём заявок открыт": "open",
    "Приём заявок продлён": "open",
    "Приём заявок завершён": "closed",
    "Конкурс завершён": "closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call on one day. Sums are roubles; `clock` is that of the closing, at Moscow.

    `at` is when a post was written, `held` when an event takes place, `ages` whom it is for.
    """

    site: str
    slug: str
    title: str
    closes: date
    text: tuple[str, ...]
    organiser: str | None = None
    audience: str | None = None
    regions: tuple[str, ...] = ()
    ages: tuple[int, int] | None = None
    opens: date | None = None
    clock: str | None = None
    least: int | None = None
    most: int | None = None
    status: str | None = None
    at: datetime | None = None
    held: tuple[str, ...] = ()
    state: Literal["live", "gone"] = "live"

    @property
    def deadline(self) -> str:
        """The closing day in words, with its clock where there is one: «до 18:00 мск 5 марта»."""
        at = f"{self.clock} мск " if self.clock else ""
        return f"до {at}{words(self.closes)}"

    @property
    def size(self) -> str:
        """The size of a grant in words."""
        least = f"от {spaced(self.least)} " if self.least else ""
        return f"{least}до {spaced(self.most or 0)} рублей"

    def columns(self, *, opening_clock: str | None = None) -> Record:
        """Give the columns that the call must be stored with, as far as its site shows them."""
        closes, opens = _bound(self.closes, self.clock), _bound(self.opens, opening_clock)
        audience = f"{self.ages[0]}–{self.ages[1]} лет" if self.ages else self.audience
        return {
            "title": self.title,
            "organiser": self.organiser,
            "audience": audience,
            "regions": self.regions,
            "opens_edtf": opens[0],
            "opens_utc": opens[1],
            "closes_edtf": closes[0],
            "closes_utc": closes[1],
            "closes_on": self.closes.isoformat(),
            "minimum_kopecks": self.least and 100 * self.least,
            "maximum_kopecks": self.most and 100 * self.most,
            "status": _STATUSES[self.status] if self.status else None,
            "status_text": self.status,
        }


def calls_of(site: str, day: int) -> list[Call]:
    """Give the calls that a site has or had on a day, in the order of the data."""
    entries = [entry for entry in load("calls")["call"] if entry["site"] == site]
    return [_call(said) for said in all_as_of(entries, day)]


def words(day: date) -> str:
    """Write a day as Russian pages do.

    >>> words(date(2026, 3, 5))
    '5 марта 2026 года'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} года"


def spaced(number: int) -> str:
    """Write a number with its thousands apart."""
    return f"{number:,}".replace(",", " ")


def _call(said: dict[str, Any]) -> Call:
    lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
    return Call(**(said | lists))


def _bound(day: date | None, clock: str | None) -> tuple[str | None, str | None]:
    if day is None or clock is None:
        return day.isoformat() if day else None, None
    seconds = clock if clock.count(":") > 1 else f"{clock}:00"
    moment = datetime.fromisoformat(f"{day.isoformat()}T{seconds}").replace(tzinfo=MOSCOW)
    return moment.isoformat(), moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
