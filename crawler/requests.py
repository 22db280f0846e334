"""A place as Scrapy's request, and Scrapy's response as an answer."""

from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import clean_url, site_host
from crawler.blocks import plain_headers
from crawler.discovery import award
from crawler.items import Place, Visit
from crawler.limits import size_limit, time_limit
from crawler.outcomes import Answer
from crawler.sources import Source


def request_for(
    place: Place,
    *,
    instead: Visit | None = None,
    accept: str | None = None,
    strict: bool = False,
    post: bytes | None = None,
    **handlers: Any,  # noqa: ANN401  Scrapy's callables
) -> Request:
    """Give the request for a place, conditional where the last visit left validators.

    `instead` is the visit that counts where the address that it led to gives nothing; `accept` the
    media type that a feed or listing is asked in, where its source needs one; `strict` takes a
    single 403 for the site's wish to be left alone; what is to `post` is sent as JSON. Everything
    that its answer needs travels in its meta. Raises ValueError for a bad address.
    """
    asked = {"If-None-Match": place.etag, "If-Modified-Since": place.last_modified}
    asked["Accept"] = accept if place.kind in {"feed", "listing"} else None
    asked["Content-Type"] = "application/json" if post is not None else None
    return Request(
        place.url,
        method="GET" if post is None else "POST",
        body=post,
        headers={name: value for name, value in asked.items() if value},
        meta=_meta(place) | {"strict": strict} | ({"instead": instead} if instead else {}),
        dont_filter=True,  # the frontier asks for each page once
        **handlers,
    )


def posted(place: Place, source: Source) -> bytes | None:
    """Give what is posted to a place; None where it is only asked for."""
    if source.engine != "award" or place.kind != "listing":
        return None
    return award.posted(place.url)


def is_own_host(request: Request, source: Source) -> bool:
    """Say whether it was the source's own host that could not be asked, not one it leads to."""
    own = site_host(request.url) == site_host(source.home_url)
    return own and "redirect_urls" not in request.meta


def _meta(place: Place) -> dict[str, Any]:
    meta: dict[str, Any] = {"place": place, "download_maxsize": size_limit(place.kind)}
    seconds = time_limit(place.kind)
    return meta if seconds is None else meta | {"download_timeout": seconds}


def answer_of(response: Response) -> Answer:
    """Take from a response, and from what the middlewares left in its meta, what is needed."""
    headers = plain_headers(response)
    return Answer(
        status=response.status,
        url=clean_url(response.url) or response.url,  # without the user name of a redirect
        body=response.body,
        content_type=headers.get("content-type", ""),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        cut_off="dataloss" in response.flags,
        block=response.meta.get("block"),
        stored=response.meta.get("snapshot"),
    )
