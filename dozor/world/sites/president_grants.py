"""A replica of the Presidential Grants Fund: a listing with pages and search, and its cards."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from dozor.world.markup import references
from dozor.world.replies import Manners, Reply, Request, page, redirect
from dozor.world.sites.grant_cards import Card, cards, read_cards
from dozor.world.sites.grant_pages import CARD, HOST, LISTING, card_page, listing_page
from dozor.world.sites.site import Pages, Record, Site

_PER_PAGE = 20


class PresidentGrants(Site):
    """ASP.NET: no validators, gzip, http leads to https, GUIDs in letters of either case."""

    id = "president_grants"
    host = HOST
    manners = Manners(gzip=True, https_only=True)
    robots = "User-agent: *\nDisallow: /identity/\nDisallow: /public/api/\n"

    def __init__(self) -> None:
        super().__init__()
        self._entries = read_cards()

    def cards(self, day: int) -> list[Card]:
        """Give the applications that stand on the portal on a day, newest first."""
        return [card for card in cards(self._entries, day) if card.state == "live"]

    def pages(self, day: int) -> Pages:
        """Give the cards, the pages of the listing, and the front page, which leads there."""
        found = {f"{CARD}?id={card.guid}": page(card_page(card, day)) for card in self.cards(day)}
        for number in range(1, _last_page(self.cards(day)) + 1):
            found[f"{LISTING}?page={number}"] = self._listing({"page": [str(number)]}, day)
        return {"/": redirect(self.url(LISTING), status=302), **found}

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for cards whatever the case of their GUID, and for the listing with its search."""
        address = urlsplit(request.target)
        asked = {name.lower(): values for name, values in parse_qs(address.query).items()}
        if address.path == LISTING:
            return self._listing(asked, day)
        if address.path == CARD:
            guid = asked.get("id", [""])[0].lower()
            return self.all_pages(day).get(f"{CARD}?id={guid}") or self.not_found(day)
        return super().answer(request, day)

    def not_found(self, day: int) -> Reply:
        """Answer with a short page."""
        return page(f"<h1>404</h1><p>Страница не найдена ({day})</p>", status=404)

    def truth(self, day: int) -> list[Record]:
        """Give the record of every card."""
        return [
            {
                "source_id": self.id,
                "url": self._card_url(card),
                "kind": "grant",
                **card.columns(),
            }
            for card in self.cards(day)
        ]

    def broken(self, day: int) -> list[Record]:
        """Give the cards that stood on the portal before and do not now."""
        return [
            {
                "source_id": self.id,
                "url": self._card_url(card),
                "reason": "not_found",
                "was_live": True,
            }
            for card in cards(self._entries, day)
            if card.state == "gone"
        ]

    def listed(self, day: int) -> list[str]:
        """Give the addresses of all cards: the listing holds every one."""
        return [self._card_url(card) for card in self.cards(day)]

    def _card_url(self, card: Card) -> str:
        return self.url(f"{CARD}?id={card.guid}")

    def _listing(self, asked: Mapping[str, list[str]], day: int) -> Reply:
        """Give a page of the listing; one beyond the end is empty, page 1 is given for nonsense."""
        search = asked.get("searchstring", [""])[0].strip()
        stated = asked.get("page", ["1"])[0]
        number = max(1, int(stated)) if stated.isdecimal() else 1
        matching = [card for card in self.cards(day) if _matches(card, search)]
        shown = matching[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        numbers = range(1, _last_page(matching) + 1)
        html = listing_page(shown, numbers, search, day)
        return page(references(html) if number % 2 == 0 else html)


def _matches(card: Card, search: str) -> bool:
    if not search:
        return True
    exact = search in {card.number, card.inn}
    return exact or search.casefold() in card.title.casefold()


def _last_page(found: list[Card]) -> int:
    return max(1, -(-len(found) // _PER_PAGE))
