"""The search form of the world's grant portals: which applications its parameters leave."""

from collections.abc import Mapping
from datetime import date, datetime

from dozor.world.sites.grant_cards import STATUS_TEXTS, Card

Asked = Mapping[str, list[str]]
"""Parameters of an address, their names in small letters."""

REGIONS = {"Псковская область": "60", "Томская область": "70", "Ярославская область": "76"}
"""Numbers by which the form names regions."""


def matches(card: Card, asked: Asked) -> bool:
    """Say whether an application is among those that are asked for."""
    return _by_words(card, asked) and _by_choice(card, asked) and _by_day(card, asked)


def _by_words(card: Card, asked: Asked) -> bool:
    search = _one(asked, "searchstring")
    exact = search in {card.number, card.inn}
    return not search or exact or search.casefold() in card.title.casefold()


def _by_choice(card: Card, asked: Asked) -> bool:
    chosen = {
        values[0]
        for name, values in asked.items()
        if name.startswith("statuses") and name.endswith("name")
        if _one(asked, name.replace("name", "selected")) == "true"
    }
    region = _one(asked, "regionid")
    in_region = not region or REGIONS.get(card.region) == region
    return in_region and (not chosen or STATUS_TEXTS[card.status] in chosen)


def _by_day(card: Card, asked: Asked) -> bool:
    first, last = _day(_one(asked, "datefrom")), _day(_one(asked, "dateto"))
    return (first is None or card.submitted >= first) and (last is None or card.submitted <= last)


def _one(asked: Asked, name: str) -> str:
    return asked.get(name, [""])[0].strip()


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None  # noqa: DTZ007  a day
