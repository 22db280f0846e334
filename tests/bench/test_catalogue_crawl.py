"""A crawl of the catalogue over a local world of its hosts, some of them dead, slow or broken."""

from pathlib import Path

import pytest

from bench.catalogue_crawl import crawl, the_sites

REGION, PAGES, SECONDS = "RU-TA", 4, 30


@pytest.mark.slow
def test_every_host_is_stored_and_judged_by_itself(tmp_path: Path) -> None:
    sites = the_sites(REGION, PAGES, unwell=3)
    outcome = crawl(sites, tmp_path, REGION, PAGES, slow=0.6)
    assert {site.fault for site in sites} >= {"dead", "silent", "slow", "blocked", "half", "torn"}
    assert outcome.wrong(sites) == []
    assert outcome.runs.keys() == {site.source.id for site in sites}
    assert outcome.seconds < SECONDS
    assert f"{len(sites)} sources, at most {PAGES} pages each, newest first" in outcome.said
