"""`dozor probe` as a person runs it: what it says, what it writes, how it ends."""

import json
import socket
from pathlib import Path

import pytest
from loopback_web import Reply, Web
from platform_sites import Site

from .conftest import Run


def test_the_same_for_programs(probe: Run) -> None:
    told = json.loads(probe("dle.example", "--json").stdout)
    assert (told["outcome"], told["facts"]["encoding"]["value"]) == ("well", "windows-1251")
    assert [way["pages"] for way in told["ways"] if way["kind"] == "feed" and way["pages"]] == [3]
    first = told["records"][0]["fields"]
    assert first["section"] == {"value": "Общество", "extractor": "dle"}
    assert told["source"]["feeds"] == ["https://dle.example/rss.xml"]


def test_nothing_is_written_where_nothing_can_be_read(probe: Run, tmp_path: Path) -> None:
    done = probe("https://guarded.example/", "--write")
    assert (done.returncode, done.stderr) == (1, "Nothing was written.\n")
    assert "answers with a block, which Dozor does not evade" in done.stdout
    assert not (tmp_path / "sources.toml").exists()


def test_a_value_that_stands_nowhere_ends_with_an_error_and_writes_nothing(
    probe: Run, sites: dict[str, Site], tmp_path: Path
) -> None:
    url = sites["netcat"].url(sites["netcat"].stories[0])
    shown = ("--example", url, "title=Такого заголовка нет", "date=02.03.2026")
    done = probe("https://netcat.example/", *shown, "--write")
    assert done.returncode == 2
    assert "title: «Такого заголовка нет» stands nowhere on netcat.example/" in done.stderr
    assert done.stderr.endswith("as its page shows it; nothing was written.\n")
    assert not (tmp_path / "sources.toml").exists()


def test_a_port_where_nobody_listens_is_said_so(dozor: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for host in ("localhost", "127.0.0.1", "[::1]"):
        done = dozor("probe", f"http://{host}:{port}/", "--allow-private")
        assert (done.returncode, done.stderr) == (1, "")
        assert "it cannot be reached (" in done.stdout  # on a machine without IPv6 as well
        assert host == "[::1]" or "(nobody listens at its port)" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--write", "--id", "ysia"), "is called ysia already"),
        (("--write",), "sources.toml cannot be written: it is no place for a file"),
        (("--write", "--sources", "."), "'.' is a directory"),
        (("--write", "--sources", "nowhere/sources.toml"), "no such file; `dozor init` makes one"),
        (("--write", "--sources", "broken.toml"), "not valid TOML"),
    ],
)
def test_what_could_not_be_written_is_said_before_the_first_visit(
    probe: Run, web: Web, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "sources.toml").mkdir()
    (tmp_path / "broken.toml").write_text("[[source]", encoding="utf-8")
    before = len(web.asked)
    done = probe("https://netcat.example/", *words)
    assert (done.returncode, len(web.asked)) == (2, before)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("http://localhost:9/",), "a private address: localhost; --allow-private lets"),
        (("localhost",), "--allow-private"),
        (("http://[::1]:9/",), "--allow-private"),
        (("http://127.0.0.1:9/",), "--allow-private"),
        (("https://paper.example/",), "no contact is set"),
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
    done = probe("https://ysia.ru/")
    assert "Dozor knows this site: the spider ysia" in done.stdout
    assert "Region      RU-SA (the spider ysia)" in done.stdout
    before = len(web.asked)
    refused = probe("https://ysia.ru/", "--write")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "the spider ysia reads this site already" in refused.stderr
    assert len(web.asked) == before, "it is said before the first visit"
    assert not (tmp_path / "sources.toml").exists()


def test_a_source_of_ones_own_is_not_written_twice(probe: Run, web: Web, tmp_path: Path) -> None:
    own = '[[source]]\nid = "nc"\nhome_url = "https://netcat.example/"\n'
    (tmp_path / "sources.toml").write_text(own, encoding="utf-8")
    before = len(web.asked)
    refused = probe("https://netcat.example/", "--write")
    assert refused.returncode == 2
    assert "your source nc reads this site already" in refused.stderr
    assert len(web.asked) == before
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == own


def test_examples_add_selectors_to_a_source_of_ones_own(
    probe: Run, sites: dict[str, Site], tmp_path: Path
) -> None:
    path, story = tmp_path / "sources.toml", sites["netcat"].stories[0]
    ours = '[[source]]\nid = "nc"  # ours\nhome_url = "https://netcat.example/"\n'
    path.write_text(f'{ours}selectors.published = [".old"]\n', encoding="utf-8")
    shown = ("--example", sites["netcat"].url(story), f"date={story.when:%d.%m.%Y}")
    done = probe("https://netcat.example/", *shown, "--write")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(f"nc: selectors written to {path}.\n")
    written = path.read_text(encoding="utf-8")
    assert written == f'{ours}selectors.published = [".date", ".old"]\n'
