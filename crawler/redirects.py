"""Redirects that come back to where they were end at once."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest


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
