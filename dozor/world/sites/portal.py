"""A replica of a grant portal on the Myrtex engine: a listing with search, cards, news."""

from abc import abstractmethod
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from dozor.world.days import Entry
from dozor.world.markup import references
from dozor.world.replies import Manners, Reply, Request, page, redirect
from dozor.world.sites.grant_cards import Card, cards
from dozor.world.sites.grant_pages import CARD, LISTING, card_page, listing_page
from dozor.world.sites.portal_news import NEWS, article_page, news_page
from dozor.world.sites.portal_search import matches
from dozor.world.sites.site import MOSCOW, Pages, Record, Site
from dozor.world.stories import Story, published, stories

_PER_PAGE = 20


class Portal(Site):
    """ASP.NET: no validators, gzip, http leads to https, GUIDs in letters of either case.

    `title` is what its pages call it.
    """

    title: str
    zone = MOSCOW
    manners = Manners(gzip=True, https_only=True)
    robots = "User-agent: *\nDisallow: /identity/\nDisallow: /public/api/\n"

    def __init__(self) -> None:
        super().__init__()
        self._entries, self._news = self.data()

    @abstractmethod
    def data(self) -> tuple[list[Entry], list[Entry]]:
        """Give what the data files hold of applications and of news."""

    def cards(self, day: int) -> list[Card]:
        """Give the applications that stand on the portal on a day, newest first."""
        return [card for card in cards(self._entries, day) if card.state == "live"]

    def news(self, day: int) -> list[Story]:
        """Give the portal's own news, newest first."""
        return sorted(stories(self._news, day), key=lambda story: str(story.on), reverse=True)

    def pages(self, day: int) -> Pages:
        """Give cards, news and the front page, which leads to the listing."""
        found = {
            f"{CARD}?id={card.guid}": page(card_page(card, day, self.title))
            for card in self.cards(day)
        }
        for number in range(1, _last_page(self.cards(day)) + 1):
            found[f"{LISTING}?page={number}"] = self._listing({"page": [str(number)]}, day)
        found[NEWS] = page(news_page(self.news(day), self.title))
        found |= {s.path: page(article_page(s, day, self.title)) for s in self.news(day)}
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
        """Give the record of every card and of every piece of news."""
        applications = [
            {"source_id": self.id, "url": self._card_url(card), "kind": "grant", **card.columns()}
            for card in self.cards(day)
        ]
        return applications + [self._article(story) for story in self.news(day)]

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
        """Give the addresses of all cards and news: the lists hold every one."""
        applications = [self._card_url(card) for card in self.cards(day)]
        return applications + [self.url(story.path) for story in self.news(day)]

    def _card_url(self, card: Card) -> str:
        return self.url(f"{CARD}?id={card.guid}")

    def _article(self, story: Story) -> Record:
        told = {"source_id": self.id, "url": self.url(story.path), "kind": "article"}
        told |= {"title": story.title, "body": story.plain_body}
        return told | published(story, self.zone)

    def _listing(self, asked: Mapping[str, list[str]], day: int) -> Reply:
        """Give a page of the listing; one beyond the end is empty, page 1 is given for nonsense."""
        stated = asked.get("page", ["1"])[0]
        number = max(1, int(stated)) if stated.isdecimal() else 1
        matching = [card for card in self.cards(day) if matches(card, asked)]
        shown = matching[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        numbers = range(1, _last_page(matching) + 1)
        html = listing_page(shown, numbers, asked, day, self)
        return page(references(html) if number % 2 == 0 else html)


def _last_page(found: list[Card]) -> int:
    return max(1, -(-len(found) // _PER_PAGE))
