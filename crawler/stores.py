"""What a spider must know of the store, as a protocol: the store itself lives elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

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
