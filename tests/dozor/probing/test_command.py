"""`dozor probe` as a person runs it: what it says, what it writes, how it ends."""

import json
import tomllib
from pathlib import Path

import pytest
from loopback_web import Reply, Web
from platform_sites import Site

from dozor.config import load_sources

from .conftest import Run

OWN = """\
# Ours. Do not touch.
[[source]]
id = "other"   # of the library
home_url = "https://library.example/"
"""


def test_a_site_it_has_never_seen_is_told_of_and_read(probe: Run) -> None:
    done = probe("https://netcat.example/obshchestvo/")
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    for words in (
        "netcat.example can be read",
        "Platform    netcat (its markup)",
        "Region      unknown (nothing on its pages says so)",
        "robots.txt  allows us the home page; 1 line forbids something",
        "nothing at 8 usual addresses",
        "https://netcat.example/obshchestvo/: 3 articles",
        "  title           heading       Автобус до станции в Озёрках будет ходить чаще",
        'home_url = "https://netcat.example/"',
    ):
        assert words in said, words


def test_the_same_for_programs(probe: Run) -> None:
    told = json.loads(probe("dle.example", "--json").stdout)
    assert (told["outcome"], told["facts"]["encoding"]["value"]) == ("well", "windows-1251")
    assert [way["pages"] for way in told["ways"] if way["kind"] == "feed" and way["pages"]] == [3]
    first = told["records"][0]["fields"]
    assert first["section"] == {"value": "Общество", "extractor": "dle"}
    assert told["source"]["feeds"] == ["https://dle.example/rss.xml"]


def test_a_source_is_written_behind_the_others(probe: Run, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(OWN, encoding="utf-8")
    assert probe("https://ucoz.example/", "--write").returncode == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith(OWN)
    assert [source.id for source in load_sources(path)] == ["other", "ucoz_example"]
    assert tomllib.loads(text)["source"][1]["feeds"] == ["https://ucoz.example/news/rss/"]


def test_nothing_is_written_where_nothing_can_be_read(probe: Run, tmp_path: Path) -> None:
    done = probe("https://guarded.example/", "--write")
    assert (done.returncode, done.stderr) == (1, "Nothing was written.\n")
    assert "answers with a block, which Dozor does not evade" in done.stdout
    assert not (tmp_path / "sources.toml").exists()


def test_a_host_that_does_not_answer_is_said_so(dozor: Run) -> None:
    done = dozor("probe", "http://127.0.0.1:9/", "--allow-private")
    assert done.returncode == 1
    assert "127.0.0.1: it cannot be reached" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("http://127.0.0.1:9/",), "--allow-private"),
        (("https://paper.example/",), "no contact is set"),
        (("ftp://paper.example/",), "no web address"),
        (("https://paper.example/", "-s", "HOST_DELAY=soon"), "a number of 0 or more"),
    ],
)
def test_wrong_usage_is_refused(dozor: Run, words: tuple[str, ...], said: str) -> None:
    done = dozor("probe", *words)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr


def test_a_site_of_a_spider_is_looked_at_and_not_written_again(
    probe: Run, web: Web, sites: dict[str, Site], tmp_path: Path
) -> None:
    for path, body in sites["wordpress"].pages():
        page = body.replace(b"https://wordpress.example", b"https://ysia.ru")
        kind = "text/plain" if path.endswith(".txt") else "text/html"
        web.put(f"ysia.ru{path}", Reply(page, headers={"Content-Type": kind}))
    done = probe("https://ysia.ru/", "--write")
    assert "Dozor knows this site: the spider ysia" in done.stdout
    assert "Region      RU-SA (the spider ysia)" in done.stdout
    assert (done.returncode, "nothing was written" in done.stderr) == (2, True)
    assert not (tmp_path / "sources.toml").exists()
