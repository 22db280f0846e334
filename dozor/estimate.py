"""How large a round will be and how long it takes, said before it begins."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawler.sources import Source
from dozor.runs import database, read_only
from pipelines.display.numbers import plural

FIRST_LIMIT = 50
_IN_SECONDS = 100
_KNOWN = """
    SELECT id FROM sources WHERE EXISTS (
        SELECT 1 FROM runs WHERE source_id = sources.id AND finished IS NOT NULL AND pages > 0
    )
"""
# What a machine needs to read and store a page of usual size, whoever sent it.
PAGE_SECONDS = 0.05


def first_limits(data: Path, sources: Iterable[Source], limit: int | None) -> dict[str, int]:
    """Give the most pages each source may take: as asked for, else a bound on a first crawl."""
    if limit is not None:
        return {source.id: limit for source in sources}
    known = _known_sources(data)
    return {source.id: FIRST_LIMIT for source in sources if source.id not in known}


def estimate(
    sources: Sequence[Source], limits: Mapping[str, int], since: date | None = None
) -> str:
    """Say in a sentence what is asked for, how far back, and the longest it will take.

    Hosts are asked side by side, one request at a time; their pages are read one after the other.
    """
    bounded = [source for source in sources if source.id in limits]
    words = f"{len(sources)} {plural(len(sources), ('source', 'sources'))}"
    if len(bounded) < len(sources):
        return f"{words}: what is new, and what is due. One request at a time to each site."
    most, longest = max(limits.values()), _length(_longest(bounded, limits))
    pages = plural(most, ("page", "pages"))
    back = _how_far(sources, since)
    return f"{words}, at most {most} {pages} each, newest first, {back}: up to {longest}."


def _longest(sources: Sequence[Source], limits: Mapping[str, int]) -> int:
    seconds: Counter[str] = Counter()
    for source in sources:
        host = urlsplit(source.home_url).hostname or ""
        listed = min(limits[source.id], source.depth) if source.engine else 0
        pages = limits[source.id] + listed + _overhead(source)
        seconds[host] += round(pages * max(source.delay, 0.2))
    ours = PAGE_SECONDS * sum(limits[source.id] for source in sources)
    return max(*seconds.values(), round(ours))


def _how_far(sources: Iterable[Source], since: date | None) -> str:
    """Say how old a page not yet known may be."""
    if since is not None:
        return f"none older than {since.isoformat()}"
    days = sorted({source.since for source in sources})
    shown = f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"of the last {shown} days"


def _overhead(source: Source) -> int:
    return 1 + len(source.feeds) + len(source.sitemaps) + len(source.ways["listing"])


def _length(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < _IN_SECONDS else f"{round(seconds / 60)} minutes"


def _known_sources(data: Path) -> set[str]:
    if not database(data).is_file():
        return set()
    with closing(read_only(data)) as connection:
        return {row[0] for row in connection.execute(_KNOWN)}
