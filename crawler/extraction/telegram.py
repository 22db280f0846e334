"""The posts of a Telegram channel, as its public preview shows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import clean_url
from crawler.extraction.page import Page
from crawler.extraction.text import Element, lines
from crawler.sources import TELEGRAM

_MESSAGE = '//div[contains(concat(" ", @class, " "), " tgme_widget_message ")][@data-post]'
# The quote of a reply is of the same class, but stands inside a link to what it quotes.
_TEXT = './/div[contains(concat(" ", @class, " "), " tgme_widget_message_text ")][not(ancestor::a)]'
_DATE = './/a[contains(@class, "tgme_widget_message_date")]/time/@datetime'
_PHOTO = './/*[contains(@class, "tgme_widget_message_photo_wrap")]/@style'
_ADDRESS = re.compile(r"url\(['\"]?([^'\")]+)")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Post:
    """A post with text: its own address, its lines, its moment as printed, its first picture."""

    url: str
    text: str
    published: str | None
    image: str | None = None

    @property
    def title(self) -> str:
        """The first line, cut at a word where it is long."""
        first = self.text.partition("\n")[0]
        if len(first) <= _LONGEST_TITLE:
            return first
        return first[:_LONGEST_TITLE].rpartition(" ")[0] + "…"


def is_channel(url: str) -> bool:
    """Tell the preview of a channel, `t.me/s/NAME`, or of one of its posts."""
    parts = urlsplit(url)
    return (parts.hostname or "") in TELEGRAM and len(parts.path) > 1


def posts(page: Page) -> Iterator[Post]:
    """Yield the posts that have text, as they stand: the oldest first."""
    for message in page.root.xpath(_MESSAGE):
        text = _text(message)
        if text:
            published = next(iter(message.xpath(_DATE)), None)
            address = f"https://t.me/{message.get('data-post')}"
            when = str(published) if published else None
            yield Post(address, text, when, _picture(message))


def post_at(page: Page) -> Post | None:
    """Give the one post that a page is about: that of its address, or the only one there is."""
    shown = list(posts(page))
    path = urlsplit(page.url).path.removeprefix("/s").strip("/").casefold()
    named = (post for post in shown if urlsplit(post.url).path.strip("/").casefold() == path)
    return next(named, shown[0] if len(shown) == 1 else None)


def _picture(message: Element) -> str | None:
    styles = (_ADDRESS.search(str(style)) for style in message.xpath(_PHOTO))
    return next((clean_url(found[1]) for found in styles if found), None)


def _text(message: Element) -> str:
    nodes = message.xpath(_TEXT)
    return "\n".join(line.text for line in lines(nodes[-1])) if nodes else ""
