"""Redirects: those that come back to where they were, and those that say that a page moved."""

from http import HTTPStatus
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.addresses import canonical
from crawler.discovery.pages import is_page
from crawler.items import Place
from crawler.sources import Source

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})


class RedirectLoop(IgnoreRequest):
    """A redirect leads to an address that was asked already, or through too many."""


class LoopFreeRedirects(RedirectMiddleware):
    """Scrapy's redirects, which would follow a loop to REDIRECT_MAX_TIMES."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:  # noqa: ANN401
        if redirected.url in [*request.meta.get("redirect_urls", []), request.url]:
            raise RedirectLoop(f"back to {redirected.url}")
        try:
            return super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise RedirectLoop(f"more than {self.max_redirect_times} redirects") from error


def moved_to(place: Place, response: Response, source: Source) -> str | None:
    """Give the key of the page that answered in a place's stead, for good.

    None unless every redirect on the way was permanent (301, 308) and led to another page of the
    source: a temporary one, a way through another site or to the front page is no move. A page
    that was asked for because another stated it as its own counts as such a redirect.
    """
    reasons = response.meta.get("redirect_reasons", ())
    led = bool(reasons) or "instead" in response.meta
    if not led or not _PERMANENT.issuperset(reasons):
        return None
    key = canonical(response.url, source)
    return key if key != place.key and is_page(response.url, source) else None
