"""`dozor replay`: the parser's doing told apart from the source's, by a real crawl of both."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction import version
from crawler.sources import Selectors, Source
from dozor.world import SampleWorld, moment

from .conftest import ROOT, Run, rows

WHOLE = '".pl__text", "div#material_txt"'
FIRST = '".pl__text p:first-of-type", "div#material_txt p:first-of-type"'
NOWHERE = '".nowhere"'
BODIES = "SELECT key, title, body FROM articles ORDER BY key"
BLIND = """
import crawler.reading as reading
from crawler.extraction import Unreadable
def fails(*words, **named): raise Unreadable('no_title', 'a fault')
reading.extract_grant = fails
"""
CHANGES = "SELECT record_id, cause, field, old, new FROM changes ORDER BY id"


def declare(folder: Path, body: str = WHOLE, title: str = ".pl__header h1") -> Path:
    """Write an own source over the pages of a sample site, with these selectors."""
    path = folder / "own.toml"
    path.write_text(
        f"""
        [[source]]
        id = "own"
        home_url = "https://pln-pskov.ru/"
        timezone = "Europe/Moscow"
        feeds = ["https://pln-pskov.ru/rss.php"]
        article_path = '^/(?!print/|forum/|subject/|tags/)[\\w/-]+/\\d+\\.html$'
        [source.selectors]
        title = "{title}"
        body = [{body}]
        published = ".sdb__datetime"
        """,
        encoding="utf-8",
    )
    return path


def own(crawl: Run, folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return crawl("own", "--sources", folder / "own.toml", *words)


def replay(dozor: Run, folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return dozor("replay", "--sources", folder / "own.toml", "--data", folder / "data", *words)


def test_the_parsers_doing_and_the_sources_are_told_apart_in_one_record(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    declare(tmp_path)
    own(crawl, tmp_path)
    world.move_to(2)
    declare(tmp_path, FIRST)
    said = own(crawl, tmp_path, "--verbose").stdout
    assert "The parser changed since own was read" in said
    changes = rows(tmp_path / "data", CHANGES)
    by_cause = {change["cause"]: set[str]() for change in changes}
    for change in changes:
        by_cause[change["cause"]].add(change["field"])
    assert by_cause == {"parser": {"body"}, "source": {"title"}}
    (edited,) = [change["record_id"] for change in changes if change["cause"] == "source"]
    versions = rows(
        tmp_path / "data", f"SELECT cause FROM revisions WHERE record_id = {edited} ORDER BY id"
    )
    assert [version["cause"] for version in versions] == ["source", "parser", "source"]


def test_the_next_crawl_has_nothing_to_read_again(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    declare(tmp_path)
    own(crawl, tmp_path)
    declare(tmp_path, FIRST)
    own(crawl, tmp_path)
    world.move_to(1)
    assert "read again" not in own(crawl, tmp_path).stdout


def test_a_plain_crawl_with_another_parser_never_blames_the_source(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    """Scrapy by itself replays nothing: a site's edit of that day bears the parser's label too."""
    crawl("pln_pskov")
    world.move_to(2)
    patched = (
        "import sys; from dataclasses import replace; from spiders.news.pln_pskov import PlnPskov;"
        "old = PlnPskov.source; cut = replace(old.selectors, body=('.pl__text p:first-of-type',));"
        "PlnPskov.source = replace(old, selectors=cut);"
        "from scrapy.cmdline import execute; execute(['scrapy', *sys.argv[1:]])"
    )
    settings = {
        "DOZOR_DATA": tmp_path / "data",
        "TRANSPORT_REDIRECT": world.address,
        "HOST_DELAY": 0,
    }
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    subprocess.run(
        [sys.executable, "-c", patched, "crawl", "pln_pskov", "-a", "full=1", *words],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    changes = rows(tmp_path / "data", CHANGES)
    assert {change["field"] for change in changes} >= {"title", "body"}
    assert {change["cause"] for change in changes} == {"parser"}


def test_what_would_differ_is_shown_and_not_stored(crawl: Run, dozor: Run, tmp_path: Path) -> None:
    declare(tmp_path)
    own(crawl, tmp_path)
    before = rows(tmp_path / "data", BODIES)
    declare(tmp_path, FIRST)
    done = replay(dozor, tmp_path, "--dry-run")
    assert done.returncode == 0
    assert "body" in done.stdout
    assert "--dry-run" in done.stdout
    assert rows(tmp_path / "data", BODIES) == before
    assert rows(tmp_path / "data", CHANGES) == []


def test_a_parser_that_did_not_change_finds_no_difference_in_any_site(
    crawl: Run, dozor: Run, tmp_path: Path
) -> None:
    """Relative dates and the dates of feeds come out as they did when the pages were fetched."""
    crawl()
    tables = ("articles", "grants", "revisions", "changes", "events", "organisations")
    queries = [f"SELECT * FROM {table} ORDER BY id" for table in tables]
    before = [rows(tmp_path / "data", query) for query in queries]
    done = dozor("replay", "--data", tmp_path / "data")
    assert "nothing differs" in done.stdout
    assert done.returncode == 0
    assert [rows(tmp_path / "data", query) for query in queries] == before
    origins = [row["origins"] for row in rows(tmp_path / "data", "SELECT origins FROM articles")]
    assert any('"published_edtf": "feed"' in origin for origin in origins)


def test_a_record_that_cannot_be_read_any_more_is_named_and_kept(
    crawl: Run, tmp_path: Path
) -> None:
    crawl("president_grants")
    before = rows(tmp_path / "data", "SELECT * FROM grants ORDER BY id")
    (tmp_path / "sitecustomize.py").write_text(BLIND, encoding="utf-8")
    done = run_patched(tmp_path, "replay", "--data", tmp_path / "data")
    assert done.returncode == 1
    assert "no_title: a fault" in done.stdout
    assert rows(tmp_path / "data", "SELECT * FROM grants ORDER BY id") == before


def run_patched(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run `dozor` with the folder's sitecustomize.py."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{ROOT}"}
    environment["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    command = [sys.executable, "-m", "dozor", *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_page_that_reads_now_becomes_a_record_by_the_parser(
    crawl: Run, dozor: Run, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BLIND, encoding="utf-8")
    whole, torn = tmp_path / "data", tmp_path / "torn"
    crawl("president_grants")
    with SampleWorld(day=0) as world:
        redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
        now = ("--now", moment(0).isoformat())
        run_patched(tmp_path, "crawl", "president_grants", "--data", torn, *redirect, *now)
    assert rows(torn, "SELECT * FROM grants WHERE page_id IS NOT NULL") == []  # rows know them
    (tmp_path / "sitecustomize.py").unlink()
    done = dozor("replay", "--data", torn)
    query = "SELECT key, title, status, requested_kopecks, submitted_on FROM grants ORDER BY key"
    assert rows(torn, query) == rows(whole, query)
    assert "New: " in done.stdout


def test_a_later_answer_that_reads_now_is_fetched_anew_and_is_the_sources(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    """The parser fails on the day of a site's edit: once it is mended the edit is the site's."""
    declare(tmp_path)
    own(crawl, tmp_path)
    world.move_to(2)
    (tmp_path / "sitecustomize.py").write_text(
        BLIND.replace("extract_grant", "extract_article"), encoding="utf-8"
    )
    redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
    words = ("crawl", "own", "--full", "--sources", tmp_path / "own.toml", *redirect)
    now = ("--now", moment(2).isoformat(), "--data", tmp_path / "data")
    run_patched(tmp_path, *words, *now)
    assert rows(tmp_path / "data", CHANGES) == []
    (tmp_path / "sitecustomize.py").unlink()
    declare(tmp_path, title=".pl__header h1, .nowhere")
    own(crawl, tmp_path)
    (change,) = rows(tmp_path / "data", CHANGES)
    assert (change["cause"], change["field"]) == ("source", "title")


def test_an_edit_that_was_not_judged_yet_stays_the_sources(
    crawl: Run, tmp_path: Path, world: SampleWorld
) -> None:
    """The run of the site's edit is killed before its end; then the parser changes."""
    declare(tmp_path)
    own(crawl, tmp_path)
    world.move_to(2)
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pipelines.storage.writer as writer\n"
        "writer.Writer._end = lambda *words: os.kill(os.getpid(), 9)\n",
        encoding="utf-8",
    )
    settings = (f"TRANSPORT_REDIRECT={world.address}", "HOST_DELAY=0", "DATABASE_BATCH_SIZE=1")
    words = [word for setting in settings for word in ("-s", setting)]
    words += ["--sources", tmp_path / "own.toml", "--now", moment(2).isoformat()]
    run_patched(tmp_path, "crawl", "own", "--full", *words, "--data", tmp_path / "data")
    assert rows(tmp_path / "data", CHANGES) == []
    (tmp_path / "sitecustomize.py").unlink()
    declare(tmp_path, FIRST)
    own(crawl, tmp_path)
    changes = rows(tmp_path / "data", CHANGES)
    assert {(change["cause"], change["field"]) for change in changes} == {
        ("source", "title"),
        ("parser", "body"),
    }


def test_a_record_whose_archive_is_damaged_is_named_and_its_next_change_is_not_the_sources(
    crawl: Run, dozor: Run, tmp_path: Path, world: SampleWorld
) -> None:
    declare(tmp_path)
    own(crawl, tmp_path)
    query = (
        "SELECT warc_file, warc_offset FROM articles JOIN snapshots ON snapshot_id = snapshots.id"
        " WHERE title LIKE '%дворовых инициатив%'"
    )
    (edited,) = rows(tmp_path / "data", query)
    with (tmp_path / "data" / edited["warc_file"]).open("r+b") as file:
        file.seek(edited["warc_offset"])
        file.write(b"torn")
    world.move_to(2)
    declare(tmp_path, FIRST)
    done = replay(dozor, tmp_path)
    assert done.returncode == 1
    assert "missing or damaged" in done.stdout
    own(crawl, tmp_path)
    changes = rows(tmp_path / "data", CHANGES)
    assert {change["cause"] for change in changes} == {"parser"}
    assert {change["field"] for change in changes} == {"title", "body"}


def test_killed_and_called_again_it_ends_as_if_undisturbed(
    crawl: Run, dozor: Run, tmp_path: Path
) -> None:
    declare(tmp_path)
    own(crawl, tmp_path)
    declare(tmp_path, FIRST)
    (tmp_path / "sitecustomize.py").write_text(
        "import os, dozor.replay as replay\n"
        "replay._BATCH = 3\n"
        "whole, turns = replay._store, []\n"
        "def store(*words):\n"
        "    turns.append(1)\n"
        "    if len(turns) == 3: os.kill(os.getpid(), 9)\n"
        "    return whole(*words)\n"
        "replay._store = store\n",
        encoding="utf-8",
    )
    words = ("--sources", tmp_path / "own.toml", "--data", tmp_path / "data")
    killed = run_patched(tmp_path, "replay", *words)
    assert killed.returncode == -signal.SIGKILL
    part = rows(tmp_path / "data", CHANGES)
    done = replay(dozor, tmp_path)
    changes = rows(tmp_path / "data", CHANGES)
    assert 0 < len(part) < len(changes)
    assert len({change["record_id"] for change in changes}) == len(changes)
    read = int(done.stdout.split()[0])
    assert read < len(rows(tmp_path / "data", "SELECT id FROM articles"))
    assert "nothing differs" in replay(dozor, tmp_path).stdout


def test_without_a_store_it_says_so(dozor: Run, tmp_path: Path) -> None:
    refused = dozor("replay", "--data", tmp_path / "none")
    assert refused.returncode == 2
    assert "no database" in refused.stderr


@pytest.mark.parametrize(
    "change",
    [
        {"selectors": Selectors(body=("article",))},
        {"timezone": "Asia/Yakutsk"},
        {"region": "RU-SA"},
    ],
)
def test_the_version_turns_with_what_a_source_declares_of_its_pages(change: Any) -> None:
    plain = {"id": "paper", "home_url": "https://paper.example/"}
    assert version(Source(**plain, **change)) != version(Source(**plain))
    assert version(Source(**plain, interval=5)) == version(Source(**plain))


def test_the_version_is_known_within_milliseconds() -> None:
    code = (
        "import time; from crawler.extraction import version; from crawler.sources import Source;"
        "from pipelines.version import parser_version;"
        "source = Source(id='paper', home_url='https://paper.example/');"
        "start = time.process_time(); parser_version(version(source));"
        "print(time.process_time() - start)"
    )
    taken = min(
        float(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)) for _ in range(3)
    )
    assert taken < 0.05
