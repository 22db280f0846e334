"""The applications of the world's grant portal: what a card says on a day, and its columns."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from dozor.world.days import Entry, all_as_of
from dozor.world.stories import load

Status = Literal["won", "under_review", "not_supported"]

STATUS_TEXTS: dict[Status, str] = {
    "won": "победитель конкурса",
    "under_review": "на независимой экспертизе",
    "not_supported": "проект не получил поддержку",
}
DIRECTIONS = {
    1: "Социальное обслуживание, социальная поддержка и защита граждан",
    2: "Охрана здоровья граждан, пропаганда здорового образа жизни",
    3: "Поддержка семьи, материнства, отцовства и детства",
    4: "Поддержка молодежных проектов",
    5: "Поддержка проектов в области науки, образования, просвещения",
    6: "Поддержка проектов в области культуры и искусства",
    7: "Выявление и поддержка молодых талантов в области культуры и искусства",
    8: "Сохранение исторической памяти",
    9: "Защита прав и свобод человека и гражданина, в том числе защита прав заключенных",
    10: "Охрана окружающей среды и защита животных",
    11: "Укрепление межнационального и межрелигиозного согласия",
    12: "Развитие общественной дипломатии и поддержка соотечественников",
    13: "Развитие институтов гражданского общества",
}
REGION_CODES = {
    "Архангельская область": "RU-ARK",
    "Вологодская область": "RU-VLG",
    "Иркутская область": "RU-IRK",
    "Мурманская область": "RU-MUR",
    "Новосибирская область": "RU-NVS",
    "Пермский край": "RU-PER",
    "Приморский край": "RU-PRI",
    "Псковская область": "RU-PSK",
    "Республика Алтай": "RU-AL",
    "Республика Саха (Якутия)": "RU-SA",
    "Республика Татарстан": "RU-TA",
    "Самарская область": "RU-SAM",
    "Свердловская область": "RU-SVE",
    "Тверская область": "RU-TVE",
    "Томская область": "RU-TOM",
    "Удмуртская Республика": "RU-UD",
    "Ульяновская область": "RU-ULY",
    "Ярославская область": "RU-YAR",
    "г. Москва": "RU-MOW",
    "г. Санкт-Петербург": "RU-SPE",
}
_FILES = ("president_grants_review", "president_grants_won", "president_grants_refused")
_SUM = re.compile(r"[\d ]+,\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One application on one day. Sums, rating and dates are as the card shows them.

    `quirks` may hold `references` (letters as character references), `shuffled` (labels in another
    order), `bare_sums` (no rouble sign) and `double_space` (in the name of the direction).
    """

    number: str
    title: str
    contest: str
    direction: int | str
    status: Status
    submitted: date
    period: tuple[str, str]
    organisation: str
    inn: str
    ogrn: str
    region: str
    address: str
    geography: str
    summary: tuple[str, ...]
    aims: tuple[str, ...]
    tasks: tuple[str, ...]
    social: tuple[str, ...]
    targets: tuple[str, ...]
    cofinancing: str
    requested: str | None = None
    awarded: str | None = None
    disbursed: str | None = None
    total: str | None = None
    rating: str | None = None
    website: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    quirks: tuple[str, ...] = ()
    state: Literal["live", "gone"] = "live"

    @property
    def guid(self) -> str:
        """The card's identifier at the portal, in small letters."""
        return str(uuid5(NAMESPACE_URL, f"application {self.number}"))

    @property
    def direction_name(self) -> str:
        """The direction as the portal writes it: a number is one of the Fund's."""
        return self.direction if isinstance(self.direction, str) else DIRECTIONS[self.direction]

    @property
    def won(self) -> bool:
        """Whether the card shows the labels of a supported project."""
        return self.status == "won"

    def columns(self) -> dict[str, Any]:
        """Give the columns that must be read from the card; sums in kopecks, None where unread."""
        return {
            "title": self.title,
            "application_number": self.number,
            "contest": self.contest,
            "direction": self.direction_name,
            "status": self.status,
            "status_text": STATUS_TEXTS[self.status],
            "submitted_on": self.submitted.isoformat(),
            "period_edtf": "/".join(self.period),
            "currency": "RUB",
            **self._sums(),
            "organisation": self.organisation,
            "inn": self.inn,
            "ogrn": self.ogrn,
            "region": REGION_CODES[self.region],
            **self._told(),
        }

    def _sums(self) -> dict[str, Any]:
        shown = {"cofinancing": self.cofinancing, "total": self.total}
        if self.won:
            shown |= {"awarded": self.awarded, "disbursed": self.disbursed}
        else:
            shown |= {"requested": self.requested}
        return {f"{name}_kopecks": _kopecks(text) for name, text in shown.items()} | (
            {"rating": float(self.rating.replace(",", "."))} if self.won and self.rating else {}
        )

    def _told(self) -> dict[str, Any]:
        return {
            "website": None if self.website == "нет" else self.website,
            "address": self.address,
            "geography": self.geography,
            "summary": "\n".join(self.summary),
            "aims": list(self.aims),
            "tasks": list(self.tasks),
            "social_significance": "\n".join(self.social),
            "target_groups": list(self.targets),
        }


def read_cards() -> list[Entry]:
    """Read the cards of all data files."""
    return [entry for name in _FILES for entry in load(name)["card"]]


def cards(entries: list[Entry], day: int) -> list[Card]:
    """Give the cards that exist on a day, newest first."""
    found = [_card(said) for said in all_as_of(entries, day)]
    return sorted(found, key=lambda card: (card.submitted, card.number), reverse=True)


def is_sum(text: str) -> bool:
    """Tell a sum from a text that stands in its place."""
    return bool(_SUM.fullmatch(text))


def _kopecks(text: str | None) -> int | None:
    if text is None or not is_sum(text):
        return None
    return int(text.replace(" ", "").replace(",", ""))


def _card(said: dict[str, Any]) -> Card:
    lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
    return Card(**(said | lists))
