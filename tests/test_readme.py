"""The README's worked example does what it says."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction import extract_article
from crawler.sources import Source
from dozor.commands.cron import command as cron
from dozor.config import load_sources
from dozor.crontab import crontab
from pipelines.normalize import normalize_article

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
URL = "https://vestnik.example/news/101"


def block(language: str) -> str:
    """The README's only block in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    return str(found)


@pytest.fixture
def source() -> Source:
    names: dict[str, Any] = {}
    exec(compile(block("python"), "README.md", "exec"), names)
    declared: Source = names["Vestnik"].source
    return declared


def test_the_page_gives_the_record(source: Source) -> None:
    raw = extract_article(block("html").encode(), URL, source=source)
    record = normalize_article(raw, reference=datetime(2026, 3, 2, tzinfo=UTC))
    expected = json.loads(block("json"))
    assert {name: getattr(record, name) for name in expected} == expected


def test_the_demo_prints_what_is_shown(tmp_path: Path) -> None:
    shown, _, address = block("text").rpartition("\n\n")
    done = subprocess.run(
        [sys.executable, "-m", "dozor", "demo", "--no-serve"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "92"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Look at it: http://127.0.0.1:8001/" in address
    assert [line.rstrip() for line in done.stdout.splitlines()] == shown.splitlines()


def test_the_crontab_is_the_one_that_is_printed() -> None:
    folder, defaults = Path("/srv/dozor"), {one.name: one.default for one in cron.params}
    program = [str(folder / ".venv" / "bin" / "dozor"), "crawl", "--due"]
    printed = crontab(folder, program, defaults["every"], {"PATH": "/usr/bin:/bin"})
    assert block("crontab") == printed


def test_the_pictures_are_there_and_small() -> None:
    pictures = [ROOT / found for found in re.findall(r'src="([^"]+)"', README)]
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 300_000] == []


def test_the_class_has_at_most_forty_lines() -> None:
    assert len(block("python").splitlines()) <= 40


def test_the_toml_form_says_the_same_site(source: Source, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(block("toml"), encoding="utf-8")
    (own,) = load_sources(path)
    assert (own.id, own.home_url, own.feeds) == (source.id, source.home_url, source.feeds)
    assert re.search(str(own.article_path), "/news/101")
