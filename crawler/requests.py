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

RENDERED = frozenset({"article", "grant", "competition", "listing"})
"""The kinds of page that a browser renders, where the source wants one."""


def request_for(
    place: Place,
    source: Source,
    *,
    instead: Visit | None = None,
    **handlers: Any,  # noqa: ANN401  Scrapy's callables
) -> Request:
    """Give the request for a place of a source, conditional where the last visit left validators.

    `instead` is the visit that counts where the address that it led to gives nothing. Of a portal
    whose engine is known a single 403 is taken for the site's wish to be left alone. What a browser
    renders is asked for without conditions: that its bare markup is unchanged says nothing of what
    a script puts there. Everything that its answer needs travels in its meta. Raises ValueError for
    a bad address.
    """
    render = source.browser and place.kind in RENDERED
    post = _posted(place, source)
    asked: dict[str, str | None] = {}
    if not render:
        asked |= {"If-None-Match": place.etag, "If-Modified-Since": place.last_modified}
    asked["Accept"] = source.accept if place.kind in {"feed", "listing"} else None
    asked["Content-Type"] = "application/json" if post is not None else None
    meta: dict[str, Any] = {"strict": bool(source.engine), "render": render}
    if instead is not None:
        meta["instead"] = instead
    return Request(
        place.url,
        method="GET" if post is None else "POST",
        body=post,
        headers={name: value for name, value in asked.items() if value},
        meta=_meta(place) | meta,
        dont_filter=True,  # the frontier asks for each page once
        **handlers,
    )


def _posted(place: Place, source: Source) -> bytes | None:
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
