"""What a spider must know of the store, as a protocol: the store itself lives elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.items import KnownPage


class PageStore(Protocol):
    """Remembers pages. Settings name the class by path (`PAGE_STORE`); it reads, never writes."""

    def known(self, source_id: str, keys: Collection[str]) -> Mapping[str, KnownPage]:
        """Give the pages of a source that are already known, by key."""

    def due(
        self, source_id: str, now: datetime, *, limit: int | None = None
    ) -> Iterable[KnownPage]:
        """Give pages whose next visit has come or that are suspected missing, most urgent first."""

    def all(self, source_id: str) -> Iterable[KnownPage]:
        """Give every known page of a source that is not gone."""

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

    def all(self, source_id: str) -> Iterable[KnownPage]:  # noqa: ARG002
        return ()

    def close(self) -> None:
        pass


def load_store(settings: BaseSettings) -> PageStore:
    """Make the store that PAGE_STORE names; an empty one where none is named or nothing is stored.

    Raises what the store raises for a database that it cannot read.
    """
    path = settings.get("PAGE_STORE")
    if not path or not (Path(settings["DOZOR_DATA"]) / "dozor.db").is_file():
        return EmptyStore()
    store: PageStore = load_object(path).from_settings(settings)
    return store
