"""How urgent the visit of a card is that was never visited. Pure: facts in, a rank out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from crawler.items import NamedCard, RawGrant
from pipelines.normalize.grants import normalize_grant
from pipelines.records import InvalidRecord

DECIDED_LATELY = timedelta(days=180)
# The Fund decides some three months after the last day of a window.
_DECIDED_AFTER = timedelta(days=120)
FEW_CARDS = 2000
"""So many cards of a portal take an hour and a half at the usual pace: no choice is needed."""
REST = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whose cards come first: `regions` as codes of ISO 3166-2, `inns` of watched organisations.

    `everything` asks for the rest of the cards as well.
    """

    regions: frozenset[str] = frozenset()
    inns: frozenset[str] = frozenset()
    everything: bool = False


NOBODY = Chosen()


class Waiting(NamedTuple):
    """A card that was never visited; a `rank` of 0 says that nobody asked for it."""

    key: str
    url: str
    rank: int


class CardFacts(NamedTuple):
    """What is known of a card's application before its visit; days as ISO 8601."""

    region: str | None = None
    inn: str | None = None
    status: str | None = None
    submitted_on: str | None = None
    decided_on: str | None = None


def rank(card: CardFacts, chosen: Chosen, today: date) -> int:
    """Give 4 for a watched organisation, 3 for a chosen region, 2 undecided, 1 decided lately.

    Decided lately is what was decided within 180 days or, where that day is not known, submitted
    within 180 days and the 120 that a decision takes. 0, the rest, is visited only if asked for.
    """
    if card.inn in chosen.inns:
        return 4
    if card.region in chosen.regions:
        return 3
    if card.status == "under_review":
        return 2
    return int(_is_recent(card, today))


def most_urgent(
    stored: Iterable[Waiting],
    fresh: Sequence[NamedCard],
    chosen: Chosen,
    now: datetime,
) -> list[Waiting]:
    """Give the cards that wait, the most urgent first: stored ones and those just named.

    Of the same urgency first what stands first in the listing, then what was named last.
    """
    known = {card.key: card for card in stored}
    named = {card.place.key: _waiting(card, chosen, now) for card in fresh}
    few = int(len(known.keys() | named.keys()) <= FEW_CARDS)
    cards = [
        card._replace(rank=max(card.rank, few, known[key].rank if key in known else REST))
        for key, card in named.items()
    ]
    cards += [card for key, card in known.items() if key not in named]
    return sorted(cards, key=lambda card: card.rank, reverse=True)


def _waiting(card: NamedCard, chosen: Chosen, now: datetime) -> Waiting:
    facts = CardFacts() if card.row is None else _told(card.row, now)
    place = card.place
    return Waiting(key=place.key, url=place.url, rank=rank(facts, chosen, now.date()))


def _told(row: RawGrant, now: datetime) -> CardFacts:
    try:
        grant = normalize_grant(row, reference=now)
    except InvalidRecord:
        return CardFacts()
    return CardFacts(region=grant.region, status=grant.status, submitted_on=grant.submitted_on)


def _is_recent(card: CardFacts, today: date) -> bool:
    decided, submitted = _edges(today)
    if card.decided_on is not None:
        return card.decided_on >= decided
    return card.submitted_on is not None and card.submitted_on >= submitted


@lru_cache
def _edges(today: date) -> tuple[str, str]:
    """Give the days since which what was decided, and what was submitted, is recent."""
    decided = today - DECIDED_LATELY
    return decided.isoformat(), (decided - _DECIDED_AFTER).isoformat()
