"""What a crawl must know of the store, as protocols: the store itself lives elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler import clock
from crawler.items import HostClaim, KnownPage, NamedCard, Place

Cards = Literal["wanted", "rest", "all"]


class PageStore(Protocol):
    """Remembers pages. Settings name the class by path (`PAGE_STORE`); it reads, never writes."""

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:
        """Give the pages of a source that are already known, by key."""

    def due(
        self, source_id: str, now: datetime, *, limit: int | None = None
    ) -> Iterable[KnownPage]:
        """Give pages whose next visit has come or that are suspected missing, most urgent first."""

    def suspected(self, source_id: str, *, limit: int | None = None) -> Iterable[KnownPage]:
        """Give pages that are suspected missing, due or not."""

    def all(self, source_id: str) -> Iterable[KnownPage]:
        """Give every known page of a source that is not gone."""

    def named(self, source_id: str, keys: Collection[str]) -> Collection[str]:
        """Give the keys of pages that some listing has named before, visited or not."""

    def removed(self, names: Collection[str]) -> Collection[str]:
        """Give those of some keys that were lawfully removed, and must not be asked for."""

    def position(self, source_id: str, key: str) -> str | None:
        """Give the page at which the listing that begins at a page is to be gone on with."""

    def waiting(
        self,
        source_id: str,
        now: datetime,
        named: Sequence[NamedCard] = (),
        *,
        which: Cards,
        limit: int | None = None,
    ) -> Iterable[Place]:
        """Give cards that were never visited, most urgent first.

        `named` are those of this run, which may not be stored yet. Cards that nobody has chosen are
        the `rest`; it is empty unless they are asked for.
        """

    def close(self) -> None:
        """Let go of what is held open."""


class EmptyStore:
    """Knows no page: for a first crawl, and for crawls that nothing is stored of."""

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:  # noqa: ARG002
        return {}

    def due(
        self,
        source_id: str,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
        *,
        limit: int | None = None,  # noqa: ARG002
    ) -> Iterable[KnownPage]:
        return ()

    def suspected(self, source_id: str, *, limit: int | None = None) -> Iterable[KnownPage]:  # noqa: ARG002
        return ()

    def all(self, source_id: str) -> Iterable[KnownPage]:  # noqa: ARG002
        return ()

    def named(self, source_id: str, keys: Collection[str]) -> Collection[str]:  # noqa: ARG002
        return ()

    def removed(self, names: Collection[str]) -> Collection[str]:  # noqa: ARG002
        return ()

    def position(self, source_id: str, key: str) -> str | None:  # noqa: ARG002
        return None

    def waiting(
        self,
        source_id: str,  # noqa: ARG002
        now: datetime,  # noqa: ARG002
        named: Sequence[NamedCard] = (),
        *,
        which: Cards,
        limit: int | None = None,
    ) -> Iterable[Place]:
        return [card.place for card in named if which != "rest"][:limit]

    def close(self) -> None:
        pass


class HostStore(Protocol):
    """Remembers hosts for every process; each instance is one owner of what it claims.

    Settings name the class by path (`HOST_STORE`).
    """

    def claim(self, host: str) -> HostClaim:
        """Take a host for this owner, if it is free and not blocked, and say how it stands."""

    def renew(self, hosts: Collection[str]) -> Collection[str]:
        """Hold hosts for longer; give those that are still this owner's."""

    def release(self, hosts: Mapping[str, tuple[float | None, float]]) -> None:
        """Give hosts up, each with its last request (seconds since 1970) and pause (seconds)."""

    def block(self, host: str, reason: str, wait: timedelta | None) -> datetime:
        """Note that a host wants nobody for a time, of its choice or ours; give its end."""

    def unblock(self, host: str) -> None:
        """Note a good answer of a host that was blocked."""

    def close(self) -> None:
        """Let go of what is held open."""


class FreeHosts:
    """Lets every host be asked: for crawls that nothing is stored of."""

    def claim(self, host: str) -> HostClaim:  # noqa: ARG002
        return HostClaim(ours=True)

    def renew(self, hosts: Collection[str]) -> Collection[str]:
        return hosts

    def release(self, hosts: Mapping[str, tuple[float | None, float]]) -> None:
        pass

    def block(self, host: str, reason: str, wait: timedelta | None) -> datetime:  # noqa: ARG002
        return clock.now() + (wait or timedelta())

    def unblock(self, host: str) -> None:
        pass

    def close(self) -> None:
        pass


def load_hosts(settings: BaseSettings) -> HostStore:
    """Make the store that HOST_STORE names; where nothing is stored, one that keeps nothing back.

    Raises what the store raises for a database that it cannot use.
    """
    path = settings.get("HOST_STORE")
    if not path or not _is_stored(settings):
        return FreeHosts()
    hosts: HostStore = load_object(path).from_settings(settings)
    return hosts


def load_store(settings: BaseSettings) -> PageStore:
    """Make the store that PAGE_STORE names; an empty one where none is named or nothing is stored.

    Raises what the store raises for a database that it cannot read.
    """
    path = settings.get("PAGE_STORE")
    if not path or not _is_stored(settings):
        return EmptyStore()
    store: PageStore = load_object(path).from_settings(settings)
    return store


def _is_stored(settings: BaseSettings) -> bool:
    return (Path(settings["DOZOR_DATA"]) / "dozor.db").is_file()
