"""Counts of a source's run, kept in Scrapy's statistics under `dozor/SOURCE/WHAT`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

_PREFIX = "dozor/"


class Stats(Protocol):
    """What is needed of Scrapy's statistics collector."""

    def set_value(self, key: str, value: object) -> None:
        """Set one figure."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """`fetched` counts answered pages, unchanged ones among them; `asked` counts every request.

    `rejected` counts pages, feeds, sitemaps and listings that gave nothing; `waiting` those pages
    that are known to come; `waited` is the seconds that the site took to answer. `state` is
    `running`, then the reason of the end.
    """

    asked: int = 0
    fetched: int = 0
    not_modified: int = 0
    records: int = 0
    rejected: int = 0
    in_flight: int = 0
    waiting: int = 0
    waited: float = 0.0
    started: str = ""
    state: str = "running"


def publish(stats: Stats, source_id: str, counts: Counts) -> None:
    """Write a source's counts where the command line and Scrapy's own summary find them."""
    for name, value in asdict(counts).items():
        stats.set_value(f"{_PREFIX}{source_id}/{name}", value)


def read_progress(stats: Mapping[str, Any]) -> dict[str, Counts]:
    """Give the counts of every source that has begun, by id, from `crawler.stats.get_stats()`."""
    names = {field.name for field in fields(Counts)}
    progress: dict[str, Counts] = {}
    for key, value in stats.items():
        source_id, _, name = key.removeprefix(_PREFIX).rpartition("/")
        if key.startswith(_PREFIX) and name in names:
            setattr(progress.setdefault(source_id, Counts()), name, value)
    return progress
