"""The sample world as a server: its sites, a day they stand on, and the truth about them."""

from datetime import datetime
from typing import Any

from dozor.world.days import moment
from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request, dress, plain, redirect
from dozor.world.sites import SITES


class SampleWorld(Loopback):
    """Small sites at their real hosts, on one day at a time.

    A client connects to `address` over plain HTTP, names the real host in `Host` (punycode) and
    the real scheme in `X-Forwarded-Proto` (https where it is missing). Unknown hosts answer 404.
    The same day gives the same bytes, whenever and wherever. Raises WorldError for a day below 0.
    """

    def __init__(self, day: int = 0) -> None:
        super().__init__()
        self.sites = tuple(make() for make in SITES)
        self._by_host = {host: site for site in self.sites for host in (site.host, *site.also)}
        self.move_to(day)

    def move_to(self, day: int) -> None:
        """Let the world stand on a day from now on; it may go back."""
        self._now = moment(day)
        self.day = day

    def now(self) -> datetime:
        """Give the instant of the day on which the world stands, in UTC."""
        return self._now

    def reply(self, request: Request) -> Reply:
        """Answer as the site of the request's host does on this day."""
        site = self._by_host.get(request.host)
        if site is None:
            return plain("Unknown host.", status=404)
        if site.manners.https_only and _insecure(request):
            return redirect(f"https://{request.host}{request.target}")
        return dress(site.answer(request, self.day), request, site.manners)

    def truth(self, day: int | None = None) -> list[dict[str, Any]]:
        """Give every record that stands on the sites on a day (this one if not given).

        Each is flat: `source_id, url, kind` (`article`, `grant` or `competition`) and expected
        columns by name. A column that is not named is not promised; one that is None must be null.
        Bodies are paragraphs joined by a line break, sums are kopecks, dates EDTF, instants UTC.
        """
        return [record for site in self.sites for record in site.truth(self._day(day))]

    def broken(self, day: int | None = None) -> list[dict[str, Any]]:
        """Give the addresses linked on a day that must not yield a record.

        Each has `source_id, url, reason` (a reason for a reject, as `crawler.items` names them) and
        `was_live`: whether a record stood there on an earlier day.
        """
        return [record for site in self.sites for record in site.broken(self._day(day))]

    def moved(self, day: int | None = None) -> dict[str, str]:
        """Give old address and new of every page that has moved by a day."""
        return {old: new for site in self.sites for old, new in site.moved(self._day(day)).items()}

    def listed(self, day: int | None = None) -> set[str]:
        """Give the canonical addresses of records that feeds, sitemaps and listings name."""
        return {url for site in self.sites for url in site.listed(self._day(day))}

    def _day(self, day: int | None) -> int:
        if day is None:
            return self.day
        moment(day)
        return day


def _insecure(request: Request) -> bool:
    return request.scheme == "http" and request.path != "/robots.txt"
