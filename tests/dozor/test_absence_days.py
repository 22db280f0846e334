"""The days of the sample world: what it withdrew is missing, then gone; what came back is back."""

from pathlib import Path

import pytest

from crawler.addresses import canonical
from dozor.choose import all_sources
from dozor.world import SampleWorld, moment

from .conftest import Run, rows

pytestmark = pytest.mark.slow

LAST_DAY = 7
QUERY = """
    SELECT events.kind, events.at, pages.key FROM events JOIN pages ON pages.id = page_id
    WHERE events.kind NOT IN ('created', 'changed', 'refreshed') ORDER BY events.id
"""
Told = set[tuple[str, str, str]]


@pytest.fixture
def told(crawl: Run, tmp_path: Path, world: SampleWorld) -> Told:
    """Kind, day and page of each event of absence, after eight rounds with every page looked at."""
    replicas = sorted(site.id for site in world.sites)
    for day in range(LAST_DAY + 1):
        world.move_to(day)
        done = crawl(*replicas, "--full", "--since", "2000-01-01", "--limit", 500)
        assert (done.returncode, done.stderr) == (0, "")
    return {(row["kind"], row["at"], row["key"]) for row in rows(tmp_path / "data", QUERY)}


def withdrawn(world: SampleWorld, day: int) -> set[str]:
    """The keys of the pages that had a record and say on a day that they have none."""
    sources = all_sources()
    return {
        canonical(page["url"], sources[page["source_id"]])
        for page in world.broken(day)
        if page["was_live"] and page["reason"] in {"not_found", "soft_404"}
    }


def entries(world: SampleWorld, day: int) -> set[str]:
    """The keys of what stands in lists alone: no page can be asked whether it is gone."""
    sources = all_sources()
    whole = [site for site in world.sites if sources[site.id].whole]
    return {canonical(url, sources[site.id]) for site in whole for url in site.listed(day)}


def at(day: int) -> str:
    return moment(day).strftime("%Y-%m-%dT%H:%M:%SZ")


def truth(world: SampleWorld) -> Told:
    """What the world's own account says of absence: gone is what stayed away for two days."""
    found: Told = set()
    absent = [withdrawn(world, day) for day in range(LAST_DAY + 1)]
    for day in range(1, LAST_DAY + 1):
        found |= {("missing", at(day), key) for key in absent[day] - absent[day - 1]}
        found |= {("restored", at(day), key) for key in absent[day - 1] - absent[day]}
        if day >= 3:  # the first of three answers is two days old
            stayed = absent[day] & absent[day - 1] & absent[day - 2]
            found |= {("gone", at(day), key) for key in stayed - absent[day - 3]}
    sources = all_sources()
    for day in range(1, LAST_DAY - 1):  # a list that is a quarter shorter is believed in two days
        left = entries(world, day - 1) - entries(world, day)
        found |= {("missing", at(day + 2), key) for key in left}
    ysia = sources["ysia"]
    first = {
        new: next(day for day in range(LAST_DAY + 1) if old in world.moved(day))
        for old, new in world.moved(LAST_DAY).items()
    }
    return found | {("moved", at(day), canonical(new, ysia)) for new, day in first.items()}


def test_withdrawn_pages_are_missing_then_gone_restored_and_moved_ones_too_and_nothing_else(
    told: Told, world: SampleWorld
) -> None:
    expected = truth(world)
    assert {kind for kind, _, _ in expected} == {"missing", "gone", "restored", "moved"}
    assert sorted(told) == sorted(expected)
