"""Which cards of portals a person asks for: by what dozor.toml chooses, or by number."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from crawler.filters import read_filters
from crawler.sources import Source
from dozor.config import Config
from dozor.errors import SetupError
from dozor.runs import database, read_only
from pipelines.regions import region_code
from pipelines.storage.cards import addresses_of
from pipelines.urgency import Chosen


def chosen_cards(config: Config, *, everything: bool = False) -> Chosen:
    """Give whose cards come first. Raises SetupError for a region that nobody knows."""
    regions = {*config.card_regions, *([config.region] if config.region else [])}
    codes = {region: region_code(region) for region in regions - {"RU"}}
    for region, code in codes.items():
        if code is None:
            raise SetupError(
                f"no region is called {region}; write it as RU-PSK or Псковская область"
            )
    return Chosen(
        regions=frozenset(filter(None, codes.values())),
        inns=frozenset(config.card_inns),
        everything=everything or config.all_cards,
    )


def portals_only(names: Sequence[str], sources: Iterable[Source]) -> list[Source]:
    """Keep the portals whose engine is known. Raises SetupError for a named source that is none."""
    sources = list(sources)
    for source in sources if names else ():
        if source.engine != "myrtex":
            raise SetupError(f"{source.id} is no portal that filters or numbers could be asked of")
    return [source for source in sources if source.engine == "myrtex"]


def check_filters(filters: Iterable[str]) -> None:
    """Raise SetupError for a filter that cannot be read."""
    try:
        read_filters(filters)
    except ValueError as error:
        raise SetupError(f"--filter: {error}") from error


def known_cards(
    data: Path, sources: Iterable[Source], numbers: Collection[str]
) -> dict[str, dict[str, str]]:
    """Give, by source, the addresses of applications' cards that are known, by number."""
    if not database(data).is_file():
        return {}
    with closing(read_only(data)) as connection:
        found = {source.id: addresses_of(connection, source.id, numbers) for source in sources}
    return {source_id: cards for source_id, cards in found.items() if cards}


def without_card(data: Path, sources: Iterable[Source], numbers: Iterable[str]) -> list[str]:
    """Give the numbers that no card of the sources is known to have."""
    numbers = list(numbers)
    known = known_cards(data, sources, numbers)
    found = {number for cards in known.values() for number in cards}
    return [number for number in numbers if number not in found]
