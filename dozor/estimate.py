"""How large a round will be and how long it takes, said before it begins."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from crawler.sources import Source
from dozor.runs import database, read_only
from pipelines.display.numbers import plural

FIRST_LIMIT = 50
_IN_SECONDS = 100


def first_limits(data: Path, sources: Iterable[Source], limit: int | None) -> dict[str, int]:
    """Give the most pages each source may take: as asked for, else a bound on a first crawl."""
    if limit is not None:
        return {source.id: limit for source in sources}
    known = _known_sources(data)
    return {source.id: FIRST_LIMIT for source in sources if source.id not in known}


def estimate(sources: Sequence[Source], limits: Mapping[str, int]) -> str:
    """Say in a sentence what is asked for and the longest it will take, host by host."""
    bounded = [source for source in sources if source.id in limits]
    words = f"{len(sources)} {plural(len(sources), ('source', 'sources'))}"
    if len(bounded) < len(sources):
        return f"{words}: what is new, and what is due. One request at a time to each site."
    seconds: Counter[str] = Counter()
    for source in bounded:
        host = urlsplit(source.home_url).hostname or ""
        listed = min(limits[source.id], source.depth) if source.engine else 0
        pages_asked = limits[source.id] + listed + _overhead(source)
        seconds[host] += round(pages_asked * max(source.delay, 0.2))
    most, longest = max(limits.values()), _length(max(seconds.values()))
    pages = plural(most, ("page", "pages"))
    return f"{words}, at most {most} {pages} each, newest first: up to {longest}."


def _overhead(source: Source) -> int:
    return 1 + len(source.feeds) + len(source.sitemaps) + len(source.ways["listing"])


def _length(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < _IN_SECONDS else f"{round(seconds / 60)} minutes"


def _known_sources(data: Path) -> set[str]:
    if not database(data).is_file():
        return set()
    with closing(read_only(data)) as connection:
        rows = connection.execute(
            "SELECT source_id FROM runs WHERE finished IS NOT NULL AND pages > 0"
        )
        return {row[0] for row in rows}
