"""Known pages as places to visit, with what the last visit left for the next."""

from dataclasses import replace

from crawler.items import KnownPage, Place


def place_of(page: KnownPage, source_id: str) -> Place:
    """Give the place of a known page of a source."""
    place = Place(source_id=source_id, url=page.url, key=page.key, kind=page.kind)
    return with_validators(place, page)


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
    )
