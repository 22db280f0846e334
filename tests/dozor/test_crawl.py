"""`dozor crawl` as people and cron use it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawler import clock
from dozor.lock import only_round
from dozor.world import SampleWorld, moment

from .conftest import ROOT, Run, only, rows

RECORDS = "SELECT source_id, key, title, body FROM articles ORDER BY source_id, key"
GRANTS = "SELECT key, status, requested_kopecks, inn FROM grants ORDER BY key"
EVENTS = "SELECT kind, record_kind, record_key FROM events ORDER BY record_kind, record_key, kind"


def test_an_unchanged_world_makes_no_record_and_no_event(crawl: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl("ksorstn", "president_grants", "--since", "2000-01-01")
    before = [rows(data, query) for query in (RECORDS, GRANTS, EVENTS)]
    assert all(before)
    assert crawl("ksorstn", "president_grants", "--full").returncode in {0, 1}
    assert [rows(data, query) for query in (RECORDS, GRANTS, EVENTS)] == before


def test_a_killed_crawl_is_made_good_by_the_next(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    whole, torn = tmp_path / "data", tmp_path / "torn"
    crawl("ysia", "president_grants")
    kill_in_the_middle(torn, world)
    assert 0 < stored(torn) < stored(whole)
    crawl("ysia", "president_grants", "--data", torn)
    assert [rows(torn, query) for query in (RECORDS, GRANTS, EVENTS)] == [
        rows(whole, query) for query in (RECORDS, GRANTS, EVENTS)
    ]


def kill_in_the_middle(data: Path, world: SampleWorld) -> None:
    """Crawl with small batches and a pause, and kill the process once some pages are stored."""
    words = ("crawl", "ysia", "president_grants", "--data", data, "--now", moment(0).isoformat())
    slow = ("HOST_DELAY=0.02", "DATABASE_BATCH_SIZE=3", f"TRANSPORT_REDIRECT={world.address}")
    command = [sys.executable, "-m", "dozor", *words, *(w for s in slow for w in ("-s", s))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    process = subprocess.Popen(list(map(str, command)), cwd=data.parent, env=environment)
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline and stored(data) < 4:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()


def stored(data: Path) -> int:
    try:
        return int(rows(data, "SELECT count(*) AS n FROM pages WHERE visits > 0")[0]["n"])
    except (sqlite3.Error, IndexError):
        return 0


def test_a_run_is_counted_and_judged_for_each_source(crawl: Run, tmp_path: Path) -> None:
    crawl("ksorstn", "ysia")
    runs = rows(tmp_path / "data", "SELECT source_id, items, finished, health FROM runs")
    assert {run["source_id"] for run in runs} == {"ksorstn", "ysia"}
    assert all(run["items"] > 5 and run["finished"] and run["health"] for run in runs)


def test_limit_bounds_the_pages_of_a_source(crawl: Run, tmp_path: Path) -> None:
    crawl("ysia", "--limit", 4)
    assert len(rows(tmp_path / "data", "SELECT id FROM articles")) <= 4


def test_due_takes_only_sources_whose_interval_has_passed(crawl: Run, tmp_path: Path) -> None:
    crawl("ksorstn")
    only(tmp_path / "data", "ysia")
    again = crawl("--due", "--region", "RU-SA")
    assert again.returncode == 0
    assert {run["source_id"] for run in rows(tmp_path / "data", "SELECT * FROM runs")} == {
        "ksorstn",
        "ysia",
    }
    assert "Nothing is due" in crawl("--due", "--region", "RU-SA", "-v").stdout
    crawl("--due", "--region", "RU-SA")
    assert rows(tmp_path / "data", "SELECT count(*) AS n FROM runs") == [{"n": 2}]


def test_what_a_crontab_runs_is_silent_unless_something_is_wrong(
    crawl: Run, tmp_path: Path
) -> None:
    only(tmp_path / "data", "ysia", "pln_pskov")
    well = crawl("--due", "--region", "RU-SA")
    assert (well.returncode, well.stdout, well.stderr) == (0, "", "")
    wrong = crawl("--due", "--region", "RU-PSK", "-s", "TRANSPORT_REDIRECT=http://127.0.0.1:9")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "pln_pskov" in wrong.stderr


def test_it_says_before_it_begins_how_long_it_will_take(crawl: Run) -> None:
    said = crawl("ysia", "--limit", 10, "--verbose").stdout
    assert "1 source, at most 10 pages each" in said


def test_a_region_in_dozor_toml_leaves_other_regions_out(crawl: Run, tmp_path: Path) -> None:
    (tmp_path / "dozor.toml").write_text('region = "RU-SA"\n', encoding="utf-8")
    crawl("--limit", 2)
    crawled = {run["source_id"] for run in rows(tmp_path / "data", "SELECT * FROM runs")}
    assert "ysia" in crawled
    assert "pln_pskov" not in crawled


def test_an_unknown_source_names_its_near_matches(crawl: Run) -> None:
    refused = crawl("pln_pskof")
    assert refused.returncode == 2
    assert "pln_pskov" in refused.stderr


def test_no_outside_host_is_crawled_without_a_contact(dozor: Run) -> None:
    refused = dozor("crawl", "ysia")
    assert refused.returncode == 2
    assert "dozor init" in refused.stderr


def test_an_empty_contact_is_named_with_its_file(dozor: Run, tmp_path: Path) -> None:
    (tmp_path / "dozor.toml").write_text('contact = ""\n', encoding="utf-8")
    for words in (("crawl", "ysia"), ("probe", "https://paper.example/")):
        refused = dozor(*words)
        assert refused.returncode == 2
        assert f"`contact` is empty in {tmp_path / 'dozor.toml'}" in refused.stderr
        assert "dozor init" not in refused.stderr


def own_source(folder: Path, home_url: str) -> Path:
    path = folder / "own.toml"
    feeds = f'feeds = ["{home_url}rss"]'
    path.write_text(f'[[source]]\nid = "own"\nhome_url = "{home_url}"\n{feeds}\n', encoding="utf-8")
    return path


def test_a_source_without_any_answer_fails_alone(crawl: Run, tmp_path: Path) -> None:
    own = own_source(tmp_path, "http://nowhere.example/")
    done = crawl("own", "ksorstn", "--sources", own)
    runs = rows(tmp_path / "data", "SELECT * FROM runs")
    health = {run["source_id"]: run["health"] for run in runs}
    assert done.returncode == 1
    assert health["own"] == "failing"
    assert health["ksorstn"] != "failing"
    assert "own has turned bad: failing" in done.stderr


def test_a_host_that_does_not_resolve_is_a_reject(dozor: Run, tmp_path: Path) -> None:
    own = own_source(tmp_path, "http://nowhere.invalid/")
    done = dozor("crawl", "own", "--sources", own, "-s", "CONTACT=desk@example.org")
    (reject,) = rows(tmp_path / "data", "SELECT * FROM rejects")
    assert (done.returncode, reject["reason"]) == (1, "unknown_host")


@pytest.mark.parametrize("content", [b"this is no database at all, only a text" * 40, b""])
def test_a_file_that_is_no_database_is_named(crawl: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data" / "dozor.db"
    path.parent.mkdir()
    path.write_bytes(content)
    done = crawl("ksorstn", "--limit", 2)
    if content:
        assert done.returncode == 2
        assert "dozor.db" in done.stderr
    else:
        assert rows(tmp_path / "data", "SELECT * FROM runs")


def test_a_data_folder_that_is_a_file_is_named(crawl: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    done = crawl("ksorstn")
    assert done.returncode == 2
    assert "data" in done.stderr


def test_ctrl_c_ends_well_and_loses_nothing(tmp_path: Path, world: SampleWorld) -> None:
    words = ("crawl", "president_grants", "--data", tmp_path / "d", "--now", moment(0).isoformat())
    slow = ("-s", "HOST_DELAY=0.2", "-s", f"TRANSPORT_REDIRECT={world.address}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    process = subprocess.Popen(
        [sys.executable, "-m", "dozor", *map(str, words), *slow], cwd=tmp_path, env=environment
    )
    while not any("item?" in hit.path for hit in list(world.requests)):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
    fetched = {hit.path for hit in world.requests if "item?" in hit.path}
    (run,) = rows(tmp_path / "d", "SELECT * FROM runs")
    assert run["reason"] == "interrupted"
    assert fetched
    assert rows(tmp_path / "d", "SELECT count(*) AS n FROM grants")[0]["n"] > 0


def said(done: subprocess.CompletedProcess[str]) -> tuple[int, str, list[str]]:
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_without_a_terminal_a_crawl_that_went_as_before_says_nothing(crawl: Run) -> None:
    assert said(crawl("ksorstn", "iz")) == (0, "", [])
    assert said(crawl("ksorstn", "iz")) == (0, "", [])
    assert said(crawl("ksorstn", "--due")) == (0, "", [])


def test_a_turn_for_the_worse_is_told_once_and_so_is_that_for_the_better(
    crawl: Run, tmp_path: Path
) -> None:
    own = own_source(tmp_path, "https://ysia.ru/")
    feeds = own.read_text(encoding="utf-8")
    own.write_text(feeds.replace("ysia.ru/rss", "nowhere.example/rss"), encoding="utf-8")
    code, out, (line,) = said(crawl("own", "--sources", own))
    assert (code, out) == (1, "")
    assert line.startswith("own has turned bad: failing: ")
    assert said(crawl("own", "--sources", own)) == (1, "", [])
    own.write_text(feeds.replace("/rss", "/feed/"), encoding="utf-8")
    code, out, (line,) = said(crawl("own", "--sources", own))
    assert (code, out) == (0, "")
    assert line.startswith("own is well again (failing since 2026-03-02T06:00:00Z): ")
    assert said(crawl("own", "--sources", own)) == (0, "", [])


def test_a_second_due_round_over_the_same_data_leaves_it_to_the_first(
    crawl: Run, tmp_path: Path
) -> None:
    crawl("ksorstn", "--limit", 1)
    with only_round(tmp_path / "data"):
        assert said(crawl("ksorstn", "--due")) == (0, "", [])
        code, _, (line,) = said(crawl("ksorstn", "--due", "-v"))
    assert code == 0
    assert line.startswith("another crawl is at work here (process ")
    assert said(crawl("ksorstn")) == (0, "", [])
    assert len(rows(tmp_path / "data", "SELECT id FROM runs")) == 2


def test_a_dead_rounds_lock_is_taken_over(crawl: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "crawl.lock").write_text("process 1, since 2026-01-01T00:00:00Z\n")
    crawl("ksorstn", "--due", "--limit", 1)
    assert len(rows(tmp_path / "data", "SELECT id FROM runs")) == 1


def test_a_round_that_hangs_is_told(crawl: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with clock.stopped_at(moment(0) - timedelta(days=2)), only_round(tmp_path / "data"):
        code, _, lines = said(crawl("ksorstn", "--due"))
    assert (code, len(lines)) == (1, 1)


def test_below_the_reserve_of_the_disk_nothing_more_is_fetched(crawl: Run, tmp_path: Path) -> None:
    done = crawl("ksorstn", "-s", "DISK_RESERVE=1e18")
    assert done.returncode == 1
    assert "less than the reserve" in done.stderr
    (run,) = rows(tmp_path / "data", "SELECT reason, pages, items FROM runs")
    assert (run["reason"], run["items"]) == ("archive_failed", 0)


def test_a_file_of_sources_is_crawled_and_nothing_else(crawl: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[source]]\nid = "mine"\nhome_url = "https://mine.example/"\n', encoding="utf-8"
    )
    done = crawl("--sources", "mine.toml")
    assert done.returncode == 1, done.stderr  # the world knows no such host
    runs = rows(tmp_path / "data", "SELECT DISTINCT source_id FROM runs")
    assert [run["source_id"] for run in runs] == ["mine"]
