"""Listings of every form: pages of links, APIs' JSON, Tilda's feeds, channels' previews."""

from dataclasses import dataclass, replace

from crawler.discovery import api, telegram, tilda
from crawler.discovery.auto import NEXT_PAGES
from crawler.discovery.likely import likely_articles
from crawler.discovery.listings import Listing, read_listing
from crawler.encoding import decode
from crawler.extraction.competition import call_of_entry, call_of_post
from crawler.extraction.post import article_of_post
from crawler.extraction.state import Json, read_json
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawRecord
from crawler.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A page of a listing, and the records that it holds itself."""

    listing: Listing
    entries: tuple[RawRecord, ...] = ()


def read_list(
    body: bytes,
    url: str,
    source: Source,
    content_type: str | None = None,
    *,
    dates: str | None = None,
) -> ReadList:
    """Read a page of a source's listing, whatever form it has.

    `dates` names where the date of an entry stands beside its link, if there is such a place.
    Raises Unreadable for what is no listing: JSON that nobody declared, a channel without preview.
    """
    if telegram.is_channel(url):
        listing, posts = telegram.read_channel(body, url, content_type)
        read = article_of_post if source.kind == "news" else call_of_post
        return ReadList(listing=listing, entries=tuple(read(post, source) for post in posts))
    answer = read_json(body)
    if answer is not None:
        return _of_json(answer, url, source)
    links = read_listing(
        body,
        url,
        links=source.links,
        next_page=source.next_page or (NEXT_PAGES if source.bare else None),
        dates=dates,
        content_type=content_type,
        guess=source.bare,
    )
    if links.pattern is None and links.number is not None and source.next_page is None:
        links = replace(links, pattern=url)  # numbered, without a pager: a script counts on
    if source.links and not links.found and (feed := tilda.feed_of(decode(body, content_type))):
        links = replace(links, lists=(feed,))
    undeclared = not source.links and source.article_path is None and not source.bare
    if source.kind == "news" and undeclared:
        links = replace(links, found=likely_articles(links.found))
    return ReadList(listing=links)


def _of_json(answer: Json, url: str, source: Source) -> ReadList:
    if tilda.is_feed(url):
        return ReadList(listing=tilda.read_posts(answer, url))
    if source.json is None:
        raise Unreadable("wrong_type", "JSON, and the source does not say how it lists pages")
    listing = api.read_list(answer, url, source.json, whole=source.whole)
    if not source.whole:
        return ReadList(listing=listing)
    listed = api.entries(answer, source.json)
    calls = (call_of_entry(entry, address, source) for entry, address in listed)
    return ReadList(listing=listing, entries=tuple(call for call in calls if call is not None))
