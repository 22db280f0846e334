"""How urgent the visit of a card is that was never visited. Pure: facts in, a rank out."""

from dataclasses import dataclass
from datetime import date, timedelta

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


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
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


def _is_recent(card: CardFacts, today: date) -> bool:
    decided = card.decided_on
    edge = today - DECIDED_LATELY - (timedelta() if decided else _DECIDED_AFTER)
    known = decided or card.submitted_on
    return known is not None and known >= edge.isoformat()
