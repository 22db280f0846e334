"""One request at a time per host, and the pause between two, kept also over redirects."""

from collections.abc import Iterable

from scrapy import Request

from crawler.addresses import site_host
from crawler.sources import Source


def slots_of(sources: Iterable[Source], host_delay: float | None) -> dict[str, dict[str, float]]:
    """Give Scrapy's DOWNLOAD_SLOTS for every host that the sources name.

    `host_delay`, in seconds, stands above the sources' own delays; of two sources on one host the
    slower counts.
    """
    slots: dict[str, dict[str, float]] = {}
    for source in sources:
        delay = source.delay if host_delay is None else host_delay
        for host in hosts_of(source):
            slower = max(delay, slots.get(host, {}).get("delay", 0.0))
            slots[host] = {"concurrency": 1, "delay": slower, "jitter": 0.0}
    return slots


def hosts_of(source: Source) -> set[str]:
    """Give the hosts that a source names."""
    named = (source.home_url, *source.feeds, *source.sitemaps, *source.listings)
    return {site_host(url) for url in named}


class PacingMiddleware:
    """Puts each request into its own host's slot.

    Scrapy lets a redirected request keep the slot of the host that it came from, and keeps
    `www.` apart; both would let a host be asked faster than agreed.
    """

    def process_request(self, request: Request) -> None:
        """Name the slot."""
        request.meta["download_slot"] = site_host(request.url)
