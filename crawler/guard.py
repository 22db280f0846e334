"""What may be visited: the public web alone, and only by those who say how to reach them."""

import ipaddress
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.abstract import isIPv6Address
from twisted.internet.defer import succeed
from twisted.internet.error import DNSLookupError

from crawler.addresses import canonical
from crawler.project import settings_path
from crawler.stores import EmptyStore, PageStore, load_store

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

log = logging.getLogger(__name__)

NO_CONTACT = "no contact is set, so no host outside this machine is crawled"
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
# Hosts whose name led to a private address; the resolver can say no more than that it failed.
refused_hosts: set[str] = set()


class Refused(IgnoreRequest):
    """The address must not be visited; the text says why."""


def is_private(address: str) -> bool:
    """Say whether an IP address lies outside the public internet; what is no address does not.

    >>> is_private("169.254.169.254"), is_private("::ffff:10.0.0.1"), is_private("93.184.216.34")
    (True, True, False)
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        return is_private(str(embedded)) if embedded else not ip.is_global or ip.is_multicast
    return not ip.is_global or ip.is_multicast


def is_local(host: str) -> bool:
    """Say whether a host, by its name or number alone, is this machine or a private network."""
    name = host.rstrip(".").lower()
    is_name = any(name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES)
    return is_name or is_private(name)


def objection(url: str, settings: BaseSettings) -> str | None:
    """Say why an address must not be visited under these settings; None lets it pass."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "no web address"
    if parts.scheme not in {"http", "https"} or not host:
        return f"not http or https: {parts.scheme or 'no scheme'}"
    if is_local(host):
        return None if settings.getbool("ALLOW_PRIVATE") else f"a private address: {host}"
    return None if has_contact(settings) else NO_CONTACT


def has_contact(settings: BaseSettings) -> bool:
    """Say whether hosts outside this machine may be asked, or cannot be reached at all."""
    return bool(settings.get("CONTACT") or settings.get("TRANSPORT_REDIRECT"))


def require_contact(urls: Iterable[str], settings: BaseSettings) -> None:
    """Raise Refused if one of these addresses needs a contact and there is none."""
    if any(objection(url, settings) == NO_CONTACT for url in urls):
        raise Refused(f"{NO_CONTACT}: {_where_to_write()}")


def _where_to_write() -> str:
    path = settings_path()
    wanted = "an e-mail address or a web page"
    if path.is_file():
        return f"`contact` is empty in {path.resolve()}; write {wanted} there"
    return f"run `dozor init --contact ADDRESS` with {wanted}; it makes {path}"


class GuardedResolver(CachingThreadedResolver):
    """Gives no address of a private network, whatever public name it hides behind."""

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: "ReactorBase") -> "GuardedResolver":
        """Make one that knows whether private addresses are allowed."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("ALLOW_PRIVATE")
        return resolver

    def getHostByName(  # noqa: N802  Twisted's name
        self, name: str, timeout: Sequence[int] = ()
    ) -> "Deferred[str]":
        """Resolve a name, failing with DNSLookupError where it leads to a private address."""
        if isIPv6Address(name):  # the middleware saw it in the address; no resolver is for those
            return succeed(name)
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        judged_before = address == name  # a number: the middleware saw it in the address
        if self.allow_private or judged_before or not is_private(address):
            refused_hosts.discard(name)
            return address
        refused_hosts.add(name)
        raise DNSLookupError(f"{name} leads to a private address: {address}")


class GuardMiddleware:
    """Refuses requests, redirected ones among them, before anything else sees them."""

    def __init__(self, settings: BaseSettings, store: PageStore | None = None) -> None:
        self._settings = settings
        self._store = store or EmptyStore()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        """Take the settings, and put the guarded resolver into whatever reactor runs."""
        from twisted.internet import reactor  # noqa: PLC0415  importing it installs one

        running: Any = reactor
        GuardedResolver.from_crawler(crawler, running).install_on_reactor()
        middleware = cls(crawler.settings, load_store(crawler.settings))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        """Raise Refused for an address that must not be visited."""
        reason = objection(request.url, self._settings)
        if reason:
            raise Refused(reason)
        if self._store.removed([canonical(request.url)]):
            raise Refused("what stood at this address was removed from here by law")

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()
