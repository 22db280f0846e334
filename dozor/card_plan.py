"""The plan of a portal's cards: how many are known, visited and waiting, and until about when."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler import clock
from crawler.discovery.listings import page_number
from pipelines.display.numbers import plural
from pipelines.storage.cards import waiting_cards
from pipelines.urgency import REST, Chosen

_PORTALS = "SELECT DISTINCT source_id FROM pages WHERE card_of IS NOT NULL"
# Of a site of results every page is asked for.
_RESULTS = "SELECT DISTINCT source_id FROM pages JOIN result_pages ON page_id = pages.id"
_VISITED = """
    SELECT count(*) AS known, coalesce(sum(visits > 0), 0) AS visited,
        coalesce(sum(last_fetched >= :edge), 0) AS lately, min(last_fetched) AS first
    FROM pages WHERE source_id = :source AND kind = 'grant'
"""
_POSITION = "SELECT goes_on FROM pages WHERE source_id = ? AND goes_on IS NOT NULL LIMIT 1"
_LAST_PAGE = """
    SELECT json_extract(proof, '$.last') FROM runs
    WHERE source_id = ? AND json_extract(proof, '$.last') IS NOT NULL ORDER BY id DESC LIMIT 1
"""
_LATELY = timedelta(days=7)
_RANKS = {4: "organisations", 3: "regions", 2: "undecided", 1: "others", REST: "rest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """How far the visits of a portal's cards have come.

    `waiting` counts cards that were never visited by why they are: `organisations` and `regions`
    that were chosen, `undecided`, `others` (decided lately, or all of a small portal), and the
    `rest`, which is visited only where `all_cards` asks for it. `per_day` is the pace of the last
    week, `until` the day on which what is asked for is done at that pace; null where nothing is
    known or left. `listing_page` of `listing_pages` is where the listing is to be gone on with.
    """

    known: int
    visited: int
    waiting: dict[str, int]
    all_cards: bool
    per_day: int | None
    until: str | None
    listing_page: int | None
    listing_pages: int | None

    @property
    def asked(self) -> int:
        """How many of the cards that wait are asked for."""
        left_out = 0 if self.all_cards else self.waiting["rest"]
        return sum(self.waiting.values()) - left_out

    def in_words(self) -> str:
        """Say it in a line."""
        parts = [f"{self.known:,} {plural(self.known, ('card', 'cards'))} known"]
        parts.append(f"{self.visited:,} visited, {self.asked:,} to visit")
        if self.asked and self.per_day:
            parts.append(f"{self.per_day:,} a day, until about {self.until}")
        if self.waiting["rest"] and not self.all_cards:
            parts.append(f"{self.waiting['rest']:,} more only with --all-cards")
        if self.listing_page is not None:
            of = f" of {self.listing_pages:,}" if self.listing_pages else ""
            parts.append(f"the listing read up to page {self.listing_page:,}{of}")
        return "; ".join(parts)


def card_plans(connection: sqlite3.Connection, chosen: Chosen) -> dict[str, CardPlan]:
    """Give the plan of every portal and site of results whose listing was read, by source."""
    every = replace(chosen, everything=True)
    plans = [(row[0], chosen) for row in connection.execute(_PORTALS)]
    plans += [(row[0], every) for row in connection.execute(_RESULTS)]
    return {source_id: _plan(connection, source_id, asked) for source_id, asked in plans}


def _plan(connection: sqlite3.Connection, source_id: str, chosen: Chosen) -> CardPlan:
    now = clock.now()
    edge = {"source": source_id, "edge": clock.to_text(now - _LATELY)}
    known, visited, lately, first = connection.execute(_VISITED, edge).fetchone()
    cards = waiting_cards(connection, source_id, chosen, now.date())
    waiting = Counter(_RANKS[card.rank] for card in cards)
    left = waiting.total() - (0 if chosen.everything else waiting["rest"])
    per_day = _pace(lately, first, now)
    position = connection.execute(_POSITION, (source_id,)).fetchone()
    last = connection.execute(_LAST_PAGE, (source_id,)).fetchone()
    return CardPlan(
        known=known,
        visited=visited,
        waiting={name: waiting[name] for name in _RANKS.values()},
        all_cards=chosen.everything,
        per_day=per_day,
        until=_until(now, left, per_day),
        listing_page=page_number(position[0]) if position else None,
        listing_pages=last[0] if last and position else None,
    )


def _until(now: datetime, left: int, per_day: int | None) -> str | None:
    if not left or per_day is None:
        return None
    return (now + timedelta(days=left / per_day)).date().isoformat()


def _pace(lately: int, first: str | None, now: datetime) -> int | None:
    """Give the cards visited in a day, from those of the last week or since the first."""
    if not lately or first is None:
        return None
    begun = max(clock.from_text(first), now - _LATELY)
    return max(round(lately / max((now - begun) / timedelta(days=1), 1)), 1)
