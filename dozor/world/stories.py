"""The articles of the world's news sites: what one says on a day, and what must be read from it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from crawler.items import Reason
from dozor.world.days import Entry, all_as_of
from dozor.world.markup import text

State = Literal[
    "live",
    "gone",  # 404
    "home",  # leads to the front page
    "soft_404",  # says with a 200 that it is not there
    "error",  # 500
    "empty",  # 200 without a body
    "cut",  # the markup breaks off
    "short",  # fewer bytes come than were promised
    "loop",  # leads to `to`, and that leads back
    "disallowed",  # is there, but robots.txt forbids it
]

REASONS: dict[State, Reason] = {
    "gone": "not_found",
    "home": "soft_404",
    "soft_404": "soft_404",
    "error": "http_error",
    "empty": "empty",
    "cut": "cut_off",
    "short": "cut_off",
    "loop": "redirect_loop",
    "disallowed": "robots",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article on one day.

    `at` is the site's own clock; `on` and `month` stand where the page says no more than that.
    `first` is the state in which it was published, `markup` a variant of the site's markup, `box`
    the path of the article that a "read also" box leads to, `call` what the call that it announces
    must be stored with.
    """

    path: str
    title: str
    body: tuple[str, ...] = ()
    at: datetime | None = None
    on: date | None = None
    month: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    state: State = "live"
    first: State = "live"
    to: str = ""
    moved_from: tuple[str, ...] = ()
    markup: str = ""
    box: str | None = None
    author: str = ""
    source: str = ""
    feed: str = ""
    lastmod: str | None = None
    call: Mapping[str, Any] | None = None

    @property
    def plain_body(self) -> str:
        """The paragraphs as a reader sees them, joined by a line break."""
        return "\n".join(text(paragraph) for paragraph in self.body)


@cache
def load(name: str) -> dict[str, Any]:
    """Read a data file that lies beside the sites, `NAME.toml`; nobody changes what it gives."""
    source = files("dozor.world.sites") / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def stories(entries: list[Entry], day: int) -> list[Story]:
    """Give the articles that exist on a day, in the order of the data."""
    return [_story(said) for said in all_as_of([_with_first(e) for e in entries], day)]


def published(story: Story, zone: timezone) -> dict[str, str | None]:
    """Give what is known of an article's date, as the columns of a record."""
    if story.at:
        moment = story.at.replace(tzinfo=zone)
        utc = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: UP017
        return {"published_edtf": moment.isoformat(), "published_utc": utc}
    known = story.on.isoformat() if story.on else story.month
    return {"published_edtf": known, "published_utc": None}


def _with_first(entry: Entry) -> Entry:
    return {**entry, "first": entry.get("state", "live")}


def _story(said: dict[str, Any]) -> Story:
    lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
    return Story(**(said | lists))
