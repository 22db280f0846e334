"""What people type and sites send: a clear message or a recorded reject, and never a traceback."""

import os
from pathlib import Path

import pytest

from dozor.tables import words

from .conftest import Run


@pytest.mark.parametrize(
    "command",
    [
        ("dates", "вчера", "--reference", "0001-01-01"),
        ("dates", "завтра", "--reference", "9999-12-31"),
        ("dates", "вчера", "--reference", "9999-12-31T23:00-12:00"),
        ("dates", "вчера", "--timezone", "Europe"),
        ("crawl", "ysia", "--now", "0001-01-01"),
        ("crawl", "ysia", "--limit", "9" * 20),
        ("crawl", "ysia", "-s", "HOST_DELAY=soon"),
        ("crawl", "ysia", "-s", "DOWNLOAD_TIMEOUT=nan"),
        ("crawl", "ysia", "-s", "LOG_LEVEL=LOUD"),
        ("crawl", "ysia", "-s", "TRANSPORT_REDIRECT=http://paper.example:80"),
        ("crawl", "ysia", "-s", "TRANSPORT_REDIRECT=http://127.0.0.1:x"),
        ("extract", os.devnull, "--url", "https://[", "--source", "ysia"),
        ("extract", os.devnull, "--url", "https://paper.example:99999/"),
        ("extract", "file:///etc/passwd"),
        ("extract", "https://pa per.example/"),
    ],
)
def test_wrong_usage_is_said_without_a_traceback(dozor: Run, command: tuple[str, ...]) -> None:
    done = dozor(*command)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize("number", ["interval = inf", "since = nan", "delay = -1", "since = 1e9"])
def test_a_number_that_is_none_is_named(dozor: Run, tmp_path: Path, number: str) -> None:
    source = f"[[source]]\nid = 'a'\nhome_url = 'https://a.example/'\n{number}\n"
    (tmp_path / "sources.toml").write_text(source, encoding="utf-8")
    refused = dozor("sources", "list")
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)
    assert number.split(maxsplit=1)[0] in refused.stderr


def test_a_selector_that_is_none_is_named(dozor: Run, tmp_path: Path) -> None:
    source = "[[source]]\nid = 'a'\nhome_url = 'https://a.example/'\nselectors.body = ['p[']\n"
    (tmp_path / "sources.toml").write_text(source, encoding="utf-8")
    assert "selectors.body holds no CSS selector: 'p['" in dozor("sources", "list").stderr


def test_a_title_with_our_own_markup_is_printed_as_it_is(dozor: Run, tmp_path: Path) -> None:
    source = "[[source]]\nid = 'a'\nhome_url = 'https://a.example/'\ntitle = '[/b] Весть [red]'\n"
    (tmp_path / "sources.toml").write_text(source, encoding="utf-8")
    listed = dozor("sources", "list").stdout
    assert [word for word in ("[/b]", "Весть", "[red]") if word not in listed] == []


def test_nothing_of_a_site_steers_a_terminal() -> None:
    assert words("\x1b]0;x\x07 \u202eМост\r") == "]0;x Мост"
