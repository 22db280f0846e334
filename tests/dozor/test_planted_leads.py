"""Of the sample world's days exactly those leads are found that were planted in it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dozor.world import SampleWorld

FUND = "president_grants"
DAYS = 5
BY_CARDS = {
    f"checksum:{FUND}/25-2-001204:inn",
    f"sums:{FUND}/25-2-002101:total",
    f"term:{FUND}/25-2-002105:period",
}
BY_THE_WORKBOOK = {
    f"status_differs:{FUND}/25-2-002102:status",
    f"sum_differs:{FUND}/25-2-002103:requested",
    "numbers:inn:7700040026:ogrn:1237700040038",
}
NAMES = "names:inn:7700040040:"
"""A name's lead has the digest of the other name at its end."""
LATER = {
    f"vanished:{FUND}/18-1-002240:workbook",
    f"vanished:{FUND}/25-1-000871:listing",
    f"edited:{FUND}/25-2-002104:summary:2026-03-06",
}


@pytest.mark.slow
def test_the_planted_leads_are_found_and_none_beside_them(
    dozor: Any, sample_data: Callable[[int], Path]
) -> None:
    data = sample_data(DAYS)
    found = json.loads(dozor("leads", "--json", "--data", data).stdout)
    keys = {lead["key"] for lead in found}
    named = {key for key in keys if key.startswith(NAMES)}
    assert keys - named == BY_CARDS | BY_THE_WORKBOOK | LATER
    assert len(named) == 1
    without_copy = [
        (lead["key"], side)
        for lead in found
        for side in ("one", "other")
        if not lead[f"{side}_snapshot_id"] and lead[f"{side}_origin"] != "rule"
    ]
    assert without_copy == []


def test_a_first_crawl_finds_what_stands_there_already(
    crawl: Any, dozor: Any, world: SampleWorld, tmp_path: Path
) -> None:
    assert world.day == 0
    assert crawl(FUND).returncode == 0
    found = json.loads(dozor("leads", "--json", "--data", tmp_path / "data").stdout)
    keys = {lead["key"] for lead in found}
    assert {key for key in keys if not key.startswith(NAMES)} == BY_CARDS | BY_THE_WORKBOOK
