"""A Telegram channel's public preview as a listing whose entries are whole records."""

from urllib.parse import urljoin

from crawler import clock
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.encoding import decode
from crawler.extraction.page import Page, parse
from crawler.extraction.telegram import Post, is_channel, posts
from crawler.extraction.unreadable import Unreadable

__all__ = ["is_channel", "read_channel"]

_OLDER = ('//a[contains(@class, "tme_messages_more")]/@data-before', '//link[@rel="prev"]/@href')


def read_channel(
    body: bytes, url: str, content_type: str | None = None
) -> tuple[Listing, list[Post]]:
    """Read a page of a channel's preview: what it names, the newest first, and the posts.

    The next page is that of the posts before these. Raises Unreadable for a page that is none: a
    channel without preview leads to its own page, which has no posts; that is no empty channel.
    """
    page = parse(decode(body, content_type), url)
    shown = list(posts(page))[::-1]
    if not (shown or page.root.xpath('//*[contains(@class, "tgme_channel_history")]')):
        raise Unreadable("not_article", "no preview of a channel")
    return Listing(found=tuple(map(_found, shown)), next_url=_older(page)), shown


def _found(post: Post) -> Found:
    moment = None
    if post.published:
        try:
            moment = clock.from_text(post.published)
        except ValueError:
            moment = None
    return Found(
        url=post.url, title=post.title, published=post.published, moment=moment, whole=True
    )


def _older(page: Page) -> str | None:
    before, previous = (next(iter(page.root.xpath(path)), None) for path in _OLDER)
    if before and str(before).isdecimal():
        return urljoin(page.url, f"?before={before}")
    return urljoin(page.url, str(previous)) if previous else None
