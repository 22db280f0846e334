"""A known source, looked at again: do its selectors still hold, and what is to be taken instead."""

from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import Settings

from crawler.sources import Source
from dozor.choose import choose, recorded_sources, spider_classes
from dozor.config import load_config
from dozor.errors import SetupError
from dozor.probing.before import known_before
from dozor.probing.drift import Drift, drifts_of, mended
from dozor.probing.entry import append_entry
from dozor.probing.from_examples import pages_of
from dozor.probing.look import Look, look_at
from dozor.probing.override import override

# What a site answers to the addresses that it had before it was made anew.
_MOVED = frozenset({"not_found", "soft_404", "not_article", "no_title", "no_body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """A source, how many of its pages were read again, and what became of its selectors.

    `trouble` says why pages could not be read, if none could.
    """

    source: Source
    pages: int
    drifts: tuple[Drift, ...]
    trouble: str = ""

    @property
    def well(self) -> bool:
        """Whether every selector holds or has one to take its place."""
        lost = any(drift.gone and drift.proposed is None for drift in self.drifts)
        return bool(self.pages) and not lost


def look_again(data: Path, own: list[Source], source_id: str, settings: Settings) -> Mending:
    """Visit the newest articles of a source that is known, and judge its selectors.

    Raises SetupError for an unknown source, and where nothing is stored of it.
    """
    source = choose((source_id,), recorded_sources(data, own, (source_id,)))[0]
    if source.kind != "news":
        raise SetupError(f"{source_id} has no articles; selectors are proposed for articles alone")
    before = known_before(data, source)
    if not before:
        raise SetupError(f"nothing is stored of {source_id}: dozor crawl {source_id} comes first")
    look = look_at(source, settings, tuple(one.url for one in before))
    site = pages_of(look, unread=True)
    drifts = drifts_of(site, before) if site.pages else []
    trouble = "" if site.pages else _trouble(look)
    return Mending(source=source, pages=len(site.pages), drifts=tuple(drifts), trouble=trouble)


def write_mended(mending: Mending, own: list[Source], path: Path | None) -> str:
    """Put what is proposed into a person's file of sources and give a word on it.

    A source of the catalogue gets an entry there; a spider is left to be changed by hand.
    """
    source = mended(mending.source, mending.drifts)
    if source == mending.source:
        return "Nothing to write."
    if source.id in {name for cls in spider_classes().values() for name in _ids(cls.declared())}:
        return f"{source.id} is a spider of Dozor's: change spiders/news/{source.id}.py by hand."
    path = path or load_config().folder / "sources.toml"
    if source.id in _ids(own):
        new = [drift.field for drift in mending.drifts if drift.proposed]
        override(path, source.id, {name: getattr(source.selectors, name) for name in new})
    else:
        append_entry(path, source)
    return f"The selectors of {source.id} are written to {path}. Next: dozor crawl {source.id}"


def _ids(sources: "list[Source] | tuple[Source, ...]") -> set[str]:
    return {source.id for source in sources}


def _trouble(look: Look) -> str:
    rejections = [visit.rejection for visit in look.visits if visit.rejection]
    if not rejections:
        return f"none of its pages was given ({look.reason})"
    why = f"{rejections[0].reason} {rejections[0].detail}".rstrip()
    moved = {rejection.reason for rejection in rejections} <= _MOVED
    hint = f"; have its addresses changed? dozor probe {look.source.home_url}" if moved else ""
    return f"none of its pages could be read: {why}{hint}"
