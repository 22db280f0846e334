"""A spider is written into a checkout, with a test of its own that passes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.sources import Selectors, Source
from dozor.errors import SetupError
from dozor.probing.assess import report_of
from dozor.probing.look import Look
from dozor.probing.spider_files import spider_code, spider_files, write_files

ROOT = Path(__file__).resolve().parents[3]


def make_checkout(folder: Path) -> Path:
    """The project with folders of its own for sites of news and their pages."""
    ours = shutil.ignore_patterns("__pycache__", "fixtures", "news")
    shutil.copytree(ROOT / "spiders", folder / "spiders", ignore=ours)
    shutil.copytree(ROOT / "tests" / "spiders", folder / "tests" / "spiders", ignore=ours)
    (folder / "tests" / "spiders" / "fixtures").mkdir()
    (folder / "spiders" / "news").mkdir()
    (folder / "spiders" / "news" / "__init__.py").touch()
    for name in ("crawler", "pipelines", "dozor", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return make_checkout(tmp_path)


def test_the_written_spider_passes_its_own_test(looks: dict[str, Look], checkout: Path) -> None:
    for name in ("dle", "drupal"):
        source = report_of(looks[name], "").proposed
        assert source
        write_files(checkout, spider_files(source, looks[name]))
    tests = ["test_pages.py", "test_sites.py::test_a_site_takes_at_most_forty_lines"]
    tests += ["test_sites.py::test_a_spider_is_called_as_its_file_and_its_source"]
    tests += ["test_sites.py::test_a_site_has_a_saved_page_and_its_record"]
    words = ["-m", "pytest", "-p", "no:cacheprovider", "-k", "dle or drupal"]
    done = subprocess.run(
        [sys.executable, *words, *(f"tests/spiders/{test}" for test in tests)],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) > 2 * 2 * 10  # two sites, two pages each, and every field of them


def test_the_class_has_the_form_of_the_others() -> None:
    source = Source(
        id="pskov_now",
        home_url="https://pskov-now.example/",
        title='Псков "сейчас"',
        region="RU-PSK",
        feeds=("https://pskov-now.example/rss",),
        article_path=r"^/news/\d+/?$",
        selectors=Selectors(body=('[itemprop="articleBody"]',)),
    )
    code = spider_code(source)
    names: dict[str, type] = {}
    exec(compile(code, "pskov_now.py", "exec"), names)
    assert names["PskovNow"].source == source  # type: ignore[attr-defined]
    assert r'        article_path=r"^/news/\d+/?$",' in code.splitlines()
    ruff = [sys.executable, "-m", "ruff"]
    for words in (
        ["format", "--check", "-"],
        ["check", "--stdin-filename", "spiders/news/x.py", "-"],
    ):
        done = subprocess.run([*ruff, *words], input=code, cwd=ROOT, text=True, check=False)
        assert done.returncode == 0


def test_nothing_that_is_there_is_written_over(checkout: Path) -> None:
    path = checkout / "spiders" / "news" / "a.py"
    path.write_text("mine", encoding="utf-8")
    files = {"tests/spiders/fixtures/a/article_1.html": b"x", "spiders/news/a.py": b"y"}
    with pytest.raises(SetupError, match="is there already; nothing was written"):
        write_files(checkout, files)
    assert path.read_text(encoding="utf-8") == "mine"
    assert not (checkout / "tests/spiders/fixtures/a").exists()
