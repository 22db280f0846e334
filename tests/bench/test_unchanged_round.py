"""The bench of unchanged sources measures what it says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.unchanged_round import measure, table
from bench.unchanged_world import UnchangedWorld

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.slow
def test_a_round_over_unchanged_sources_asks_for_little(tmp_path: Path) -> None:
    world = UnchangedWorld(sites=5, pages=20, now=NOW)
    first, again = measure(world, tmp_path)
    bare = sum(world.is_bare(site) for site in range(5))
    assert 0 < bare < 5
    assert first.traffic.requests == 5 * (1 + 1 + 20), "robots.txt, the feed and its pages"
    assert again.traffic.requests == 5 * (1 + 1 + 1), "of the pages one is less than a day old"
    assert again.traffic.unmodified == (5 - bare) * 2
    assert first.bytes > 10 * again.bytes
    assert "| Requests | 110 | 15 | 7.3 |" in table(world, first, again)


def test_the_stated_share_of_sites_sends_no_validators() -> None:
    world = UnchangedWorld(sites=1000, pages=20, now=NOW)
    assert sum(world.is_bare(site) for site in range(1000)) == 400
