"""Known pages as places to visit, with what the last visit left for the next."""

from dataclasses import replace

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.pages import address_to_fetch, kind_of
from crawler.items import KnownPage, Place
from crawler.sources import Source
from crawler.told import BY_FEED


def place_of(page: KnownPage, source_id: str) -> Place:
    """Give the place of a known page of a source."""
    place = Place(source_id=source_id, url=page.url, key=page.key, kind=page.kind)
    return with_validators(place, page)


def found_place(
    key: str, entry: Found, found_in: Place, source: Source, known: KnownPage | None
) -> Place:
    """Give the place of a page that a feed, sitemap or listing names.

    It is asked for where it answered last, under whichever name it is found.
    """
    answers = known is not None and known.state == "live"
    place = Place(
        source_id=source.id,
        url=known.url if known and answers else address_to_fetch(entry.url, source),
        key=key,
        kind=known.kind if known else kind_of(entry.url, source),
        found_in=found_in.url,
        published=entry.published,
        title=entry.title,
    )
    place = with_validators(place, known)
    if entry.told is None or place.kind != "article":
        return place
    return _read_anew(replace(place, told=entry.told, told_in=found_in.key))


def way_of(place: Place) -> str | None:
    """Give the key of the first page of the listing that a place continues."""
    return canonical(place.found_in) if place.kind == "listing" and place.found_in else None


def with_validators(place: Place, known: KnownPage | None) -> Place:
    """Give a place with what proves it unchanged, where it is known."""
    if known is None:
        return place
    return replace(
        place,
        known=True,
        etag=known.etag,
        last_modified=known.last_modified,
        body_sha256=known.body_sha256,
        body_at=known.body_at,
        text_by=known.text_by,
        title=place.title or known.title,
    )


def _read_anew(place: Place) -> Place:
    """Drop the proof that a page stands still where it gave no text: its feed may not."""
    if place.text_by not in {None, BY_FEED}:
        return place
    return replace(place, etag=None, last_modified=None, body_sha256=None, body_at=None)
