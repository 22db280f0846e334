"""docs/operations.md, followed word for word by a shell that knows Dozor by name alone."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dozor.world import SampleWorld, moment

from .conftest import ROOT, only, rows, run_dozor

TEXT = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
Follow = Callable[[str], str]
COUNT = "SELECT count(*) AS n FROM articles"
pytestmark = pytest.mark.slow


def blocks(heading: str) -> str:
    """The commands of a chapter, in their order."""
    chapter = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(r"^( *)```console\n(.*?)^ *```", chapter, re.MULTILINE | re.DOTALL)
    return "\n".join(
        re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings and a crawl of two sites."""
    home = tmp_path_factory.mktemp("home")
    (home / "dozor.toml").write_text('contact = "desk@here.example"\n', encoding="utf-8")
    with SampleWorld(day=1) as world:
        run_dozor("crawl", "pln_pskov", "president_grants", *_words(world), cwd=home)
    only(home / "data", "pln_pskov", "president_grants")
    return home


def _words(world: SampleWorld) -> tuple[str, ...]:
    redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
    return (*redirect, "--now", moment(world.day).isoformat())


@pytest.fixture
def home(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "srv"))


@pytest.fixture
def follow(home: Path, tmp_path: Path) -> Iterator[Follow]:
    """`follow(commands)` runs them in a shell, where crawls reach the sample world on day 2."""
    with SampleWorld(day=2) as world:
        program = tmp_path / "bin" / "dozor"
        program.parent.mkdir()
        extra = " ".join(_words(world))
        program.write_text(
            f'#!/bin/sh\nexport PYTHONPATH="{ROOT}"\n[ "$1" = crawl ] && set -- "$@" {extra}\n'
            f'exec {sys.executable} -m dozor "$@"\n',
            encoding="utf-8",
        )
        program.chmod(0o755)

        def run(commands: str) -> str:
            commands = commands.replace("/mnt/disk", str(tmp_path / "disk"))
            done = subprocess.run(
                ["sh", "-ec", commands],
                cwd=home,
                env={"PATH": f"{program.parent}:/usr/bin:/bin"},
                capture_output=True,
                text=True,
                timeout=180,
                check=False,
            )
            assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
            return done.stdout

        (tmp_path / "disk").mkdir()
        yield run


def test_a_backup_a_wipe_and_a_restore(follow: Follow, home: Path) -> None:
    before = rows(home / "data", COUNT)[0]["n"]
    follow(blocks("Backups"))
    said = follow(blocks("Back to what was"))
    assert "archived answers" in said
    assert rows(home / "data", COUNT)[0]["n"] > before
    follow("dozor check")


def test_moving_to_another_machine(follow: Follow, home: Path, tmp_path: Path) -> None:
    old, new = blocks("Moving to another machine").split("\n", 1)
    follow(old)
    home.rename(tmp_path / "old-machine")
    home.mkdir()
    assert "dozor crawl --due" in follow(new)
    assert (home / "dozor.toml").is_file()


def test_upgrading_and_going_back(follow: Follow, home: Path) -> None:
    _make_older(home / "data" / "dozor.db")
    backup, *upgrade = blocks("Upgrading, and going back").splitlines()
    back = upgrade.index(next(line for line in upgrade if line.startswith("rm ")))
    follow("\n".join(upgrade[:back]))
    assert (home / "data" / "before-upgrade.db").is_file()
    assert "removals" in _tables(home)
    follow("\n".join(line for line in upgrade[back:] if not line.startswith("dozor")))
    assert "removals" not in _tables(home)
    assert rows(home / "data", COUNT)[0]["n"] > 0
    follow(f"{backup}\ndozor check")


def test_taking_something_out(follow: Follow, home: Path) -> None:
    (article,) = rows(home / "data", "SELECT url FROM articles ORDER BY id LIMIT 1")
    commands = blocks("Taking something out").replace("https://news.example/a/1", article["url"])
    before = rows(home / "data", COUNT)[0]["n"]
    assert "1 record erased" in follow(commands)
    assert rows(home / "data", COUNT)[0]["n"] == before - 1
    follow("dozor check")


def test_the_proof(follow: Follow) -> None:
    said = follow(blocks("Proof"))
    assert "All is whole: no byte was changed, each response is the one in the chain." in said


def _tables(home: Path) -> set[str]:
    with closing(sqlite3.connect(home / "data" / "dozor.db")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _make_older(path: Path) -> None:
    """Take a migration back, as if it were not written yet."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP INDEX snapshots_removed")
        connection.execute("ALTER TABLE snapshots DROP COLUMN removed")
        connection.execute("DROP TABLE removals")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'removals'")
