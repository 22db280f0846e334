"""A source whose site was made anew: what stopped matching is told, and what to take instead."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from loopback_web import Reply, Web
from platform_sites import Site
from sample_stories import NOW

from crawler.sources import Selectors
from dozor.catalogue import catalogue_rows
from dozor.choose import all_sources
from dozor.config import load_sources
from dozor.errors import SetupError
from dozor.probing.drift import Drift
from dozor.probing.mending import Mending, write_mended
from dozor.probing.model import Choice
from dozor.probing.override import overridden

from .conftest import Run

OWN = """\
[[source]]
id = "vesti"
home_url = "https://vesti.example/"
listings = ["https://vesti.example/obshchestvo/", "https://vesti.example/kultura/"]
article_path = "novosti_[0-9]+"
selectors.title = [".content h1"]
selectors.published = [".content .date"]   # as the site had it
selectors.body = [
    ".content",
]

# The library's.
[[source]]
id = "library"
home_url = "https://library.example/"
"""


def put(web: Web, site: Site, *renamed: tuple[bytes, bytes]) -> None:
    """Serve a sample site at another host, with some names in its markup changed."""
    for path, body in site.pages():
        page = body.replace(b"netcat.example", b"vesti.example")
        for old, new in renamed:
            page = page.replace(old, new)
        web.put(f"vesti.example{path}", Reply(page, headers={"Content-Type": "text/html"}))


def test_selectors_are_proposed_by_what_was_known_before(
    web: Web, sites: dict[str, Site], dozor: Run, probe: Run, tmp_path: Path
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(OWN, encoding="utf-8")
    put(web, sites["netcat"])
    redirect = ("-s", f"TRANSPORT_REDIRECT={web.url}", "-s", "HOST_DELAY=0")
    assert dozor("crawl", "vesti", *redirect, "--now", NOW.isoformat()).returncode == 0
    put(web, sites["netcat"], (b'"content"', b'"story-text"'), (b'"date"', b'"moment"'))
    done = probe("vesti", "--write")
    assert (done.returncode, done.stderr) == (0, "")
    assert ".content .date: matches on 0 of 6 pages only" in done.stdout
    given = "gives 6 of 6 values known from before, matches on 6 of 6 pages"
    assert f"→ .moment: {given}" in done.stdout
    assert done.stdout.endswith(f"are written to {path}. Next: dozor crawl vesti\n")
    ours, library = load_sources(path)
    assert ours.selectors == Selectors(
        title=("h1", ".content h1"),
        published=(".moment", ".content .date"),
        body=(".story-text", ".content"),
    )
    assert library.id == "library"
    text = path.read_text(encoding="utf-8")
    assert "# The library's.\n" in text
    assert '".content .date"]   # as the site had it\n' in text
    again = probe("vesti")
    assert "  title      h1 | .content h1: matches on 6 of 6 pages\n" in again.stdout


def test_a_redesign_is_told_by_the_run_proposed_by_the_probe_and_then_over(
    web: Web, sites: dict[str, Site], dozor: Run, probe: Run, tmp_path: Path
) -> None:
    """The way of a person: a crawl, a redesign, a crawl that says so, a probe, a crawl."""
    (tmp_path / "sources.toml").write_text(OWN, encoding="utf-8")

    def crawl(day: int) -> str:
        now = (NOW + timedelta(days=day)).isoformat()
        redirect = ("-s", f"TRANSPORT_REDIRECT={web.url}", "-s", "HOST_DELAY=0")
        done = dozor("crawl", "vesti", "--full", "-v", *redirect, "--now", now)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    put(web, sites["netcat"])
    crawl(0)
    put(web, sites["netcat"], (b'"content"', b'"story-text"'), (b'"date"', b'"moment"'))
    said = crawl(1)
    assert "the field body is found by structure, not by own as usual" in said
    assert "`dozor probe vesti` proposes other selectors" in said
    assert probe("vesti").stdout.endswith("To take what is proposed: dozor probe vesti --write\n")
    probe("vesti", "--write")
    said = crawl(2)
    assert "6 archived pages read again: nothing differs" in said
    assert "healthy" in said
    assert "WARNING" not in said, "the list of addresses was read by another parser, and names none"


def test_other_addresses_are_said_to_be_the_likely_cause(
    web: Web, sites: dict[str, Site], dozor: Run, probe: Run, tmp_path: Path
) -> None:
    (tmp_path / "sources.toml").write_text(OWN, encoding="utf-8")
    put(web, sites["netcat"])
    redirect = ("-s", f"TRANSPORT_REDIRECT={web.url}", "-s", "HOST_DELAY=0")
    dozor("crawl", "vesti", *redirect, "--now", NOW.isoformat())
    for path, body in sites["netcat"].pages():
        page = body.replace(b"netcat.example", b"vesti.example").replace(b"novosti_", b"text_")
        web.put(f"vesti.example{path}", Reply(status=404))
        moved = f"vesti.example{path.replace('novosti_', 'text_')}"
        web.put(moved, Reply(page, headers={"Content-Type": "text/html"}))
    done = probe("vesti")
    assert (done.returncode, done.stdout) == (1, "vesti: 0 of its articles were visited again\n")
    assert "not_found 404; have its addresses changed? dozor probe https://vesti" in done.stderr
    entry = probe("https://vesti.example/").stdout.partition("Your entry stays as it is")[2]
    assert "listings = [" in entry
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == OWN


def test_a_spider_is_left_to_be_changed_by_hand(tmp_path: Path) -> None:
    spider = all_sources()["ysia"]
    choice = Choice(field="body", selector=".new", given=3, examples=3, pages=3, looked=3)
    drift = Drift(
        field="body",
        selectors=spider.selectors.body,
        matches=0,
        looked=3,
        gone=True,
        proposed=choice,
    )
    path = tmp_path / "sources.toml"
    said = write_mended(Mending(source=spider, pages=3, drifts=(drift,)), [], path)
    assert said == "ysia is a spider of Dozor's: change spiders/news/ysia.py by hand."
    assert not path.exists()


def test_a_source_of_the_catalogue_gets_an_entry_of_its_own(tmp_path: Path) -> None:
    picked = next(row.source() for row in catalogue_rows() if row.source().selectors.body)
    choice = Choice(field="body", selector=".new", given=3, examples=3, pages=3, looked=3)
    old = picked.selectors.body
    drift = Drift(field="body", selectors=old, matches=0, looked=3, gone=True, proposed=choice)
    path = tmp_path / "sources.toml"
    write_mended(Mending(source=picked, pages=3, drifts=(drift,)), [], path)
    (written,) = load_sources(path)
    assert written == replace(picked, selectors=replace(picked.selectors, body=(".new", *old)))


def test_a_source_that_was_never_crawled_is_said_so(dozor: Run) -> None:
    done = dozor("probe", "ysia")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "database" in done.stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id = 'a'\n", "id = 'a'\nselectors.body = [\".new\", \".old\"]\n"),
        ("id = 'a'\nselectors.body = ['.old',\n  '.x']\nsince = 3\n",
         "id = 'a'\nselectors.body = [\".new\", \".old\"]\nsince = 3\n"),
        ("id = 'a'\n[source.selectors]\ntitle = 'h1'\n# end\n",
         "id = 'a'\n[source.selectors]\ntitle = 'h1'\nbody = [\".new\", \".old\"]\n# end\n"),
        ("id = 'a'\n\n# next\n[[source]]\nid = 'b'\n",
         "id = 'a'\nselectors.body = [\".new\", \".old\"]\n\n# next\n[[source]]\nid = 'b'\n"),
        ("id = 'a'", "id = 'a'\nselectors.body = [\".new\", \".old\"]\n"),
    ],
)  # fmt: skip
def test_one_line_of_a_file_changes(before: str, after: str) -> None:
    changed = overridden(f"[[source]]\n{before}", "a", {"body": (".new", ".old")})
    assert changed == f"[[source]]\n{after}"


def test_a_form_of_its_own_is_left_to_its_writer() -> None:
    text = "[[source]]\nid = 'a'\nselectors = { body = ['.old'] }\n"
    with pytest.raises(
        SetupError, match=r"put in yourself: selectors.body = \['.new']|in yourself"
    ):
        overridden(text, "a", {"body": (".new",)})
