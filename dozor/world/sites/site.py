"""What every site of the world is: pages by address, and the truth about them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

from dozor.world.days import moment
from dozor.world.replies import Manners, Reply, Request, page, plain, redirect
from dozor.world.stories import REASONS, Story, load, published, stories

MOSCOW = timezone(timedelta(hours=3))
YAKUTSK = timezone(timedelta(hours=9))
_NEVER_SENT = 4096

Record = dict[str, Any]
Pages = dict[str, Reply]


class Site(ABC):
    """A site at one host, and at those that it gives parts of its content `also`.

    `robots` is the text of its robots.txt, None where it has none.
    """

    id: str
    host: str
    also: tuple[str, ...] = ()
    manners = Manners()
    robots: str | None = None

    def __init__(self) -> None:
        self._pages: dict[int, Pages] = {}

    @abstractmethod
    def pages(self, day: int) -> Pages:
        """Give the answer at every address (path and query) that the site knows on a day."""

    @abstractmethod
    def truth(self, day: int) -> list[Record]:
        """Give the records that stand on the site on a day."""

    @abstractmethod
    def broken(self, day: int) -> list[Record]:
        """Give the addresses linked on a day that must not yield a record."""

    @abstractmethod
    def listed(self, day: int) -> list[str]:
        """Give the addresses of the records that the site's feeds and lists name on a day."""

    def moved(self, day: int) -> Mapping[str, str]:  # noqa: ARG002  a site may have moves
        """Give old address and new of the pages that have moved by a day."""
        return {}

    def not_found(self, day: int) -> Reply:  # noqa: ARG002  a site's page may have noise
        """Answer at an address that the site does not know."""
        return page("<h1>404</h1>", status=404)

    def answer(self, request: Request, day: int) -> Reply:
        """Answer a request; parameters that mean nothing to the site are passed over."""
        if request.path == "/robots.txt":
            return plain("", status=404) if self.robots is None else plain(self.robots)
        known = self.all_pages(day)
        return known.get(request.target) or known.get(request.path) or self.not_found(day)

    def all_pages(self, day: int) -> Pages:
        """Give the pages of a day, made once."""
        if day not in self._pages:
            self._pages[day] = self.pages(day)
        return self._pages[day]

    def url(self, path: str) -> str:
        """Give the canonical address of a path."""
        return f"https://{self.host}{path}"


class NewsSite(Site):
    """A site whose articles lie in a data file of its name."""

    zone = MOSCOW
    promised: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.data = load(self.id)

    @abstractmethod
    def article(self, story: Story, day: int) -> Reply:
        """Give the page of an article."""

    @abstractmethod
    def furniture(self, day: int) -> Pages:
        """Give the pages that are no articles: feeds, lists, sitemaps."""

    def stories(self, day: int) -> list[Story]:
        """Give the articles that exist on a day, newest first; undated ones stand last."""
        found = stories(self.data["article"], day)
        return sorted(found, key=lambda s: s.at.isoformat() if s.at else "", reverse=True)

    def linked(self, day: int) -> list[Story]:
        """Give the articles that feeds and lists name on a day."""
        return self.stories(day)

    def pages(self, day: int) -> Pages:
        """Give the furniture, the articles, and what stands where articles stood before."""
        found = self.furniture(day)
        for story in self.stories(day):
            found[story.path] = self._as_is(story, day)
            found |= {old: redirect(self.url(story.path)) for old in story.moved_from}
        return found

    def truth(self, day: int) -> list[Record]:
        """Give the record of every article that can be read on a day, and of each call in one."""
        live = [story for story in self.stories(day) if story.state == "live"]
        calls = [self._call(story) for story in live if story.call]
        return [*map(self._record, live), *calls]

    def broken(self, day: int) -> list[Record]:
        """Give the articles that are named somewhere and cannot be read on a day."""
        return [
            {
                "source_id": self.id,
                "url": self.url(story.path),
                "reason": REASONS[story.state],
                "was_live": story.first == "live",
            }
            for story in self.stories(day)
            if story.state != "live"
        ]

    def listed(self, day: int) -> list[str]:
        """Give the addresses of the articles that feeds and lists name and that can be read."""
        return [self.url(story.path) for story in self.linked(day) if story.state == "live"]

    def moved(self, day: int) -> Mapping[str, str]:
        """Give old address and new of the articles that have moved by a day."""
        return {
            self.url(old): self.url(story.path)
            for story in self.stories(day)
            for old in story.moved_from
        }

    def soft_404(self, day: int) -> Reply:
        """Say with a 200 that a page is not there."""
        return Reply(body=self.not_found(day).body, changed=moment(day))

    def _record(self, story: Story) -> Record:
        return {
            "source_id": self.id,
            "url": self.url(story.path),
            "kind": "article",
            "title": story.title,
            **published(story, self.zone),
            "body": story.plain_body,
            **self.shown(story),
        }

    def _call(self, story: Story) -> Record:
        where = {"source_id": self.id, "url": self.url(story.path), "kind": "competition"}
        return {**where, "title": story.title, **(story.call or {})}

    def shown(self, story: Story) -> Record:  # noqa: ARG002  a site may show more
        """Give the further columns that a page of the site shows."""
        return {}

    def _as_is(self, story: Story, day: int) -> Reply:
        return _ANSWERS[story.state](self, story, day)


def _cut(site: NewsSite, story: Story, day: int) -> Reply:
    """Break the page off in the middle of the first paragraph."""
    whole = site.article(story, day)
    first = story.body[0].encode()
    return replace(whole, body=whole.body[: whole.body.index(first) + len(first) // 2])


def _short(site: NewsSite, story: Story, day: int) -> Reply:
    return replace(_cut(site, story, day), missing_bytes=_NEVER_SENT)


_ANSWERS: dict[str, Callable[[NewsSite, Story, int], Reply]] = {
    "live": lambda site, story, day: site.article(story, day),
    "disallowed": lambda site, story, day: site.article(story, day),
    "gone": lambda site, _story, day: site.not_found(day),
    "home": lambda site, _story, _day: redirect(site.url("/"), status=302),
    "soft_404": lambda site, _story, day: site.soft_404(day),
    "error": lambda _site, _story, _day: page("<h1>Ошибка сервера</h1>", status=500),
    "empty": lambda _site, _story, _day: Reply(),
    "cut": _cut,
    "short": _short,
    "loop": lambda site, story, _day: redirect(site.url(story.to), status=302),
}
