"""What there is to crawl: tuned spiders, a user's own sources, and the catalogue to pick from."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from crawler.sources import Source
from dozor.catalogue import catalogue_rows, picked_ids
from dozor.choose import all_sources, own_sources
from dozor.preflight import disabled
from pipelines.display.addresses import readable_host


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source as it is listed.

    `found_by` says how its pages are found: feed, sitemap, listing or front page. `enabled`:
    `dozor crawl` takes it; `catalogue`: it is there to be picked.
    """

    id: str
    title: str
    kind: str
    region: str | None
    city: str | None
    home_url: str
    found_by: str
    platform: str | None
    enabled: bool
    catalogue: bool

    def has(self, word: str) -> bool:
        """Say whether a word occurs in its id, title, city or address, in either case."""
        texts = (self.id, self.title, self.city or "", readable_host(self.home_url))
        return any(word.casefold() in text.casefold() for text in texts)

    def as_json(self) -> dict[str, object]:
        """Give it for programs."""
        return asdict(self)


def listed(data: Path, *, whole: bool) -> list[Listed]:
    """List the sources that `dozor crawl` may take and, where `whole`, all of the catalogue."""
    known = all_sources(own_sources()).values()
    off, picked = disabled(data, known), picked_ids(data)
    own = [_listed(source, enabled=source.id not in off) for source in known]
    return [*own, *_of_catalogue(known, picked, whole=whole)]


def _of_catalogue(known: Iterable[Source], picked: set[str], *, whole: bool) -> list[Listed]:
    if not (whole or picked):
        return []
    return [
        _listed(
            row.source(),
            enabled=row.id in picked,
            city=row.cells.get("city") or None,
            platform=row.cells.get("platform") or None,
            catalogue=True,
        )
        for row in catalogue_rows(known)
        if whole or row.id in picked
    ]


def _listed(
    source: Source,
    *,
    enabled: bool,
    city: str | None = None,
    platform: str | None = None,
    catalogue: bool = False,
) -> Listed:
    ways = [way for way in ("feeds", "sitemaps", "listings") if getattr(source, way)]
    return Listed(
        id=source.id,
        title=source.name,
        kind=source.kind,
        region=source.region,
        city=city,
        home_url=source.home_url,
        found_by=ways[0].removesuffix("s") if ways else "front page",
        platform=platform,
        enabled=enabled,
        catalogue=catalogue,
    )
