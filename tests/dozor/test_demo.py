"""The demo: the sample world, crawled by the real spiders, gives just its truth."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.addresses import canonical
from dozor.choose import all_sources
from dozor.world import SampleWorld

from .conftest import Run, rows, run_dozor

TABLES = {"article": "articles", "grant": "grants", "competition": "competitions"}
COUNTS = """
SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM grants) AS grants,
       (SELECT count(*) FROM organisations) AS organisations,
       (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM rejects) AS rejects
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after `dozor demo --no-serve --days 0`."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_dozor("demo", "--no-serve", "--days", 0, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def by_key(data: Path) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for kind, table in TABLES.items():
        query = f"SELECT r.*, p.key AS page FROM {table} r JOIN pages p ON p.id = r.page_id"
        found |= {(kind, row["page"]): row for row in rows(data, query)}
    return found


def differing(stored: Mapping[str, Any], truth: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that are not as the truth says, lists compared as lists."""
    told = {name: truth[name] for name in truth if name not in {"url", "kind", "source_id"}}
    lists = {name for name, value in told.items() if isinstance(value, list | tuple)}
    got = {name: json.loads(stored[name]) if name in lists else stored[name] for name in told}
    wanted = {name: list(told[name]) if name in lists else told[name] for name in told}
    return {name: (got[name], wanted[name]) for name in told if got[name] != wanted[name]}


def test_every_record_of_the_sample_world_is_stored_as_its_truth_says(demo: Path) -> None:
    stored, sources = by_key(demo / "data-demo"), all_sources()
    with SampleWorld(day=0) as world:
        truth = world.truth()
    keys = {(t["kind"], canonical(t["url"], sources[t["source_id"]])): t for t in truth}
    assert set(stored) == set(keys)
    wrong = {key: differing(stored[key], keys[key]) for key in keys}
    assert {key: fields for key, fields in wrong.items() if fields} == {}


def test_every_broken_page_is_kept_as_a_reject_with_its_reason(demo: Path) -> None:
    kept = {row["url"]: row["reason"] for row in rows(demo / "data-demo", "SELECT * FROM rejects")}
    with SampleWorld(day=0) as world:
        broken = {page["url"]: page["reason"] for page in world.broken()}
    assert kept == broken


def test_the_demo_gives_the_same_counts_each_time(demo: Path) -> None:
    before = rows(demo / "data-demo", COUNTS)
    assert run_dozor("demo", "--no-serve", "--days", 0, cwd=demo).returncode == 0
    assert rows(demo / "data-demo", COUNTS) == before


def test_sample_data_is_marked_and_a_real_crawl_refuses_it(demo: Path) -> None:
    (mark,) = rows(demo / "data-demo", "SELECT value FROM meta WHERE key = 'sample'")
    assert mark["value"] == "1"
    refused = run_dozor("crawl", "--data", "data-demo", cwd=demo)
    assert refused.returncode == 2
    assert "sample data" in refused.stderr


def test_days_bring_news_an_edit_and_a_turned_status(dozor: Run, tmp_path: Path) -> None:
    assert dozor("demo", "--no-serve", "--days", 4).returncode == 0
    data = tmp_path / "data-demo"
    changed = rows(data, "SELECT field, old, new FROM changes")
    assert {"field": "status", "old": "under_review", "new": "won"} in changed
    assert any(change["field"] == "title" for change in changed)
    created = "SELECT count(*) AS n FROM events WHERE kind = 'created' AND at > '2026-03-03'"
    assert rows(data, created)[0]["n"] > 0


def test_demo_leaves_a_folder_with_other_things_alone(dozor: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    refused = dozor("demo", "--no-serve", "--data", ".")
    assert (refused.returncode, (tmp_path / "thesis.txt").exists()) == (2, True)
    assert "folder of its own" in refused.stderr


def test_demo_leaves_real_data_alone(crawl: Run, dozor: Run, tmp_path: Path) -> None:
    crawl("ksorstn", "--limit", 3)
    refused = dozor("demo", "--no-serve", "--data", "data")
    assert refused.returncode == 2
    assert rows(tmp_path / "data", "SELECT count(*) AS n FROM articles")[0]["n"] > 0


def test_the_reference_pages_come_out_whole(dozor: Run, shared: Path, tmp_path: Path) -> None:
    done = dozor("demo", "--pages", shared / "pages", "--no-serve")
    assert done.returncode == 0, done.stderr
    stored, sources = by_key(tmp_path / "data-demo"), all_sources()
    wanted = [json.loads(path.read_text("utf-8")) for path in shared.glob("pages/*/R?.json")]
    hosts = {canonical(source.home_url).split("/")[0]: source for source in sources.values()}
    keys = {
        (page["kind"], canonical(page["url"], hosts[canonical(page["url"]).split("/")[0]])): page
        for page in wanted
    }
    assert len(wanted) == 5
    assert set(stored) == set(keys)
    assert {key: differing(stored[key], keys[key]) for key in keys} == {key: {} for key in keys}


def test_a_folder_without_recorded_pages_is_refused(dozor: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = dozor("demo", "--pages", "empty", "--no-serve")
    assert refused.returncode == 2
    assert "empty" in refused.stderr
