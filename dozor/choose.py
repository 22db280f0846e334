"""Which sources there are, and which of them a command means."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.sources import Source
from crawler.spider import SourceSpider
from dozor.catalogue import catalogue_rows, catalogue_sources, stored_ids
from dozor.config import load_config, load_sources
from dozor.errors import SetupError
from dozor.options import chosen_region, unknown

_FEDERAL = "RU"


def spider_classes() -> dict[str, type[SourceSpider]]:
    """Give the spider classes of the project by name. Raises SetupError where there is none."""
    loader = SpiderLoader.from_settings(get_project_settings())
    found = {name: loader.load(name) for name in loader.list()}
    if not found:
        raise SetupError("no spiders found; run Dozor from its own folder, in its own .venv")
    return {name: cls for name, cls in found.items() if issubclass(cls, SourceSpider)}


def own_sources(path: Path | None = None) -> list[Source]:
    """Give a user's own sources: of the file that is named, else of sources.toml if there is one.

    Raises SetupError for a file that is named but not there, or that says something wrong.
    """
    if path is not None:
        return load_sources(path)
    beside = load_config().folder / "sources.toml"
    return load_sources(beside) if beside.is_file() else []


def all_sources(own: Iterable[Source] = ()) -> dict[str, Source]:
    """Give every source by id: the spiders' and a user's own. Raises SetupError for a double."""
    declared = (source for cls in spider_classes().values() for source in cls.declared())
    sources = {source.id: source for source in declared}
    for source in own:
        if source.id in sources:
            raise SetupError(f"your source {source.id} has the name of a spider; call it otherwise")
        sources[source.id] = source
    return sources


def recorded_sources(
    data: Path, own: Iterable[Source], names: Collection[str]
) -> dict[str, Source]:
    """Give every source by id, and of the catalogue those that are named or stored already.

    Raises SetupError for a name that nobody has.
    """
    known = all_sources(own)
    ids = {*names, *stored_ids(data)} - known.keys()
    return known | from_catalogue(known, ids) if ids else known


def from_catalogue(known: Mapping[str, Source], ids: Collection[str]) -> dict[str, Source]:
    """Give the sources of the catalogue that have these ids and are not known otherwise."""
    return catalogue_sources(known.values(), lambda row: row.id in ids) if ids else {}


def choose(
    names: Sequence[str], sources: Mapping[str, Source], *, region: str | None = None
) -> list[Source]:
    """Pick sources by id and region; no names mean all. Raises SetupError for an unknown one.

    A region is a code in either case, or a name.
    """
    for name in names:
        if name not in sources:
            every = {*sources, *(row.id for row in catalogue_rows())}
            raise unknown("source", name, every, "`dozor sources list --catalogue` shows them all.")
    picked = [sources[name] for name in dict.fromkeys(names)] or list(sources.values())
    if region is None:
        return picked
    code = region_of_sources(region)
    in_region = [source for source in picked if source.region == code]
    if not in_region:
        known = sorted({source.region for source in picked if source.region})
        raise SetupError(f"no source lies in {region}; there are some in {', '.join(known)}")
    return in_region


def region_of_sources(given: str) -> str:
    """Give the code of a region by code or name; RU is that of federal sources.

    Raises SetupError for one that is not known.
    """
    return _FEDERAL if given.upper() == _FEDERAL else chosen_region(given)


def near(sources: Iterable[Source], region: str, own: Collection[Source]) -> list[Source]:
    """Keep what a person of a region looks at: its sources, federal ones and their own.

    `region` is ISO 3166-2:RU; an empty one keeps all.
    """
    here = {region, None, _FEDERAL}
    return [source for source in sources if not region or source.region in here or source in own]


def source_of(url: str, sources: Iterable[Source]) -> Source | None:
    """Give the source whose host an address has, www. and m. aside."""
    host = _host(url)
    return next((source for source in sources if _host(source.home_url) == host), None)


def unlisted_source(url: str) -> Source:
    """Make a source for a site that nobody declared: its address and nothing else."""
    parts = urlsplit(url)
    name = "".join(c if c.isalnum() and c.isascii() else "_" for c in parts.hostname or "")
    return Source(id=f"site_{name}", home_url=f"{parts.scheme}://{parts.netloc}/")


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
    return host.removeprefix("www.").removeprefix("m.")
