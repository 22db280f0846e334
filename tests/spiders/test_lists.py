"""Every saved listing that holds records itself gives those written beside it."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from crawler.items import Place
from crawler.outcomes import Answer
from crawler.reading import Reading, read_answer
from crawler.sources import Source

LISTS = sorted((Path(__file__).parent / "fixtures").glob("*/*.api"))


def source_of(site: str) -> Source:
    module = import_module(f"spiders.grants.{site}")
    spiders = (item for item in vars(module).values() if getattr(item, "name", None) == site)
    source: Source = next(spiders).source
    return source


def reading_of(path: Path) -> Reading:
    source = source_of(path.parent.name)
    url = source.listings[0]
    place = Place(source_id=source.id, url=url, key=url, kind="listing")
    return read_answer(place, Answer(status=200, url=url, body=path.read_bytes()), source)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_listing_gives_its_records(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = reading_of(path).entries
    assert len(found) == len(expected)
    for raw, wanted in zip(found, expected, strict=True):
        got = {name: getattr(raw, name) for name in wanted}
        plain = {
            name: list(value) if isinstance(value, tuple) else value for name, value in got.items()
        }
        assert plain == wanted


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_comes_with_its_record_is_named_but_not_visited(path: Path) -> None:
    reading = reading_of(path)
    assert reading.listing is not None
    named = {entry.url for entry in reading.listing.found}
    assert named == {raw.url for raw in reading.entries}
    assert all(entry.whole for entry in reading.listing.found)
