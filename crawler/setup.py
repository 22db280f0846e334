"""Settings that depend on the sources of a crawl."""

from collections.abc import Sequence

from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.browser import NoBrowser, browser_settings, needs_browser, require_browser
from crawler.pacing import hosts_of, slots_of
from crawler.settings import VERSION
from crawler.sources import Source
from crawler.transport import loopback_target


def adapt_settings(settings: BaseSettings, sources: Sequence[Source]) -> None:
    """Set the pace of every host, enough concurrency for all, and the name we go by.

    Raises ValueError for a transport that does not end at this machine, UsageError where a source
    needs a browser and there is none.
    """
    loopback_target(settings.get("TRANSPORT_REDIRECT") or "")
    host_delay = (
        settings.getfloat("HOST_DELAY") if settings.get("HOST_DELAY") not in {None, ""} else None
    )
    settings.set("DOWNLOAD_SLOTS", slots_of(sources, host_delay), priority="spider")
    if host_delay is not None:
        settings.set("DOWNLOAD_DELAY", host_delay, priority="spider")
    hosts = {host for source in sources for host in hosts_of(source)}
    # Requests that wait for their host's turn count as active in Scrapy.
    concurrency = max(settings.getint("CONCURRENT_REQUESTS"), 2 * len(hosts))
    settings.set("CONCURRENT_REQUESTS", concurrency, priority="spider")
    if (settings.getpriority("USER_AGENT") or 0) <= SETTINGS_PRIORITIES["default"]:
        settings.set("USER_AGENT", user_agent(settings.get("CONTACT") or ""), priority="spider")
    if needs_browser(sources):
        _add_browser(settings, sources)


def _add_browser(settings: BaseSettings, sources: Sequence[Source]) -> None:
    """Have pages rendered. Raises UsageError where there is no browser."""
    try:
        require_browser(sources, settings)
    except NoBrowser as error:
        raise UsageError(str(error), print_help=False) from error
    for name, value in browser_settings(settings).items():
        settings.set(name, value, priority="spider")


def user_agent(contact: str) -> str:
    """Give the name that webmasters see.

    >>> user_agent("mailto:watch@paper.example")
    'Dozor/0.1.0 (+mailto:watch@paper.example)'
    """
    return f"Dozor/{VERSION} (+{contact})" if contact else f"Dozor/{VERSION}"
