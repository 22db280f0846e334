"""Pages that a script fills are read as a browser shows them, and it asks nothing but the site."""

import gzip
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace

import pytest
from crawling import Crawl, Crawled
from loopback_web import Asked, Reply, Web
from playwright.sync_api import Error, sync_playwright
from scrapy.settings import Settings

from crawler import browser
from crawler.archive import read_snapshot
from crawler.browser import ARGUMENTS, NAMES
from crawler.rendering import MOST, MOST_BYTES
from crawler.sources import Source
from crawler.warc_copying import copy_without, members

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOST = "script.example"
TEXT = "Мост через реку открыли в понедельник, и первыми по нему прошли школьники. " * 5
SHELL = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Вести</title>
<link rel="stylesheet" href="/style.css"><script src="/app.js" defer></script>
<script src="https://counter.example/track.js"></script></head>
<body><div id="app"></div><img src="/photo.jpg"><iframe src="/frame.html"></iframe></body></html>
"""
SCRIPT = """
(async () => {
  const app = document.getElementById("app");
  const quiet = (url, options) => fetch(url, options).catch(() => null);
  await quiet("https://counter.example/seen");
  await quiet("/api/closed/all.json");
  await quiet("/api/vote", {method: "POST", body: "1"});
  await quiet("OWN/secret");
  const told = await (await fetch("/api" + location.pathname + "data.json")).json();
  if (told.links) {
    app.innerHTML = told.links.map(one => `<h2><a href="${one[0]}">${one[1]}</a></h2>`).join("");
  } else {
    document.title = told.title;
    app.innerHTML = `<h1>${told.title}</h1><div class="date">${told.date}</div>`
      + `<div class="text"><p>${told.text}</p></div>`;
  }
})();
"""
ARTICLE = {"title": "Мост открыли", "date": "1 марта 2026, 10:00", "text": TEXT}
SOURCE = Source(
    id="script",
    home_url=f"http://{HOST}/",
    listings=(f"http://{HOST}/",),
    links=("h2 a",),
    browser=True,
)


@pytest.fixture(scope="module")
def chromium() -> str:
    pytest.importorskip("scrapy_playwright", reason="needs the extra `browser`")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip(f"needs a browser: none of {', '.join(NAMES)} is installed")
    return found


def put(web: Web, path: str, body: str | bytes, kind: str, **headers: str) -> None:
    raw = body.encode() if isinstance(body, str) else body
    web.put(f"{HOST}{path}", Reply(raw, headers={"Content-Type": kind, **headers}))


@pytest.fixture(scope="module")
def crawled(chromium: str, web: Web, crawl: Crawl) -> Crawled:
    packed = {"Content-Encoding": "gzip"}
    for path in ("/", "/news/1/"):
        put(web, path, gzip.compress(SHELL.encode()), "text/html", **packed)
    put(web, "/app.js", SCRIPT.replace("OWN", web.url), "text/javascript; charset=utf-8")
    links = {"links": [["/news/1/", "Мост открыли в понедельник"]]}
    put(web, "/api/data.json", json.dumps(links), "application/json")
    put(web, "/api/news/1/data.json", json.dumps(ARTICLE), "application/json")
    put(web, "/robots.txt", "User-agent: *\nDisallow: /api/closed/\n", "text/plain")
    return crawl(SOURCE, settings={"BROWSER": chromium})


def asked(web: Web) -> list[Asked]:
    return [one for one in web.asked if one.host == HOST]


def test_links_and_articles_that_a_script_writes_are_found(crawled: Crawled) -> None:
    (record,) = crawled.visit(f"{HOST}/news/1").records
    assert (record.title, record.published) == (ARTICLE["title"], ARTICLE["date"])
    assert record.body == TEXT.strip()


@pytest.mark.usefixtures("crawled")
def test_the_browser_asks_the_site_alone_for_what_its_pages_need(web: Web) -> None:
    assert {one.host for one in web.asked} == {HOST}
    paths = [one.path for one in asked(web)]
    assert {path for path in paths if path != "/robots.txt"} == {
        "/", "/news/1/", "/app.js", "/style.css", "/api/data.json", "/api/news/1/data.json",
    }  # fmt: skip
    assert paths.count("/app.js") == 1  # and what is kept is not asked for again
    assert {one.headers["user-agent"] for one in asked(web)} == {"Dozor/0.1.0"}


def test_what_was_received_is_archived_beside_what_was_rendered(crawled: Crawled) -> None:
    snapshot = crawled.visit(f"{HOST}/news/1").snapshot
    assert snapshot
    kept = read_snapshot(crawled.data, snapshot.warc_file, snapshot.warc_offset)
    assert "<h1>Мост открыли</h1>" in kept.body.decode()
    found = list(members(crawled.data / snapshot.warc_file))
    rendered = next(one for one in found if one.offset == snapshot.warc_offset)
    assert rendered.fields["WARC-Type"] == "conversion"
    by_id: Mapping[str, int] = {one.fields["WARC-Record-ID"]: one.offset for one in found}
    original = by_id[rendered.fields["WARC-Refers-To"]]
    received = read_snapshot(crawled.data, snapshot.warc_file, original)
    assert received.body.decode() == SHELL


def test_the_data_that_a_script_loaded_are_archived_with_the_page(crawled: Crawled) -> None:
    """The words of the record stand in them; scripts, styles and the like are not kept."""
    snapshot = crawled.visit(f"{HOST}/news/1").snapshot
    assert snapshot
    found = list(members(crawled.data / snapshot.warc_file))
    rendered = next(one for one in found if one.offset == snapshot.warc_offset)
    original = rendered.fields["WARC-Refers-To"]
    (data,) = (
        one
        for one in found
        if one.fields["WARC-Type"] == "response"
        and one.fields.get("WARC-Concurrent-To") == original
    )
    assert data.fields["WARC-Target-URI"] == f"http://{HOST}/api/news/1/data.json"
    kept = read_snapshot(crawled.data, snapshot.warc_file, data.offset)
    assert json.loads(kept.body) == ARTICLE
    assert not any("app.js" in one.fields.get("WARC-Target-URI", "") for one in found)


@pytest.mark.parametrize(("count", "size"), [(75, 10), (9, 7 * 1024 * 1024)])
def test_a_page_that_asks_for_too_much_is_shown_by_what_it_got(
    chromium: str, web: Web, crawl: Crawl, count: int, size: int
) -> None:
    asks = "".join(f'await quiet("/part/{count}/{n}");' for n in range(count))
    script = SCRIPT.replace("if (told.links)", f"{asks} if (told.links)")
    put(web, f"/{count}.js", script, "text/javascript; charset=utf-8")
    put(web, f"/news/{count}/", SHELL.replace("/app.js", f"/{count}.js"), "text/html")
    put(web, f"/api/news/{count}/data.json", json.dumps(ARTICLE), "application/json")
    for number in range(count):
        put(web, f"/part/{count}/{number}", b" " * size, "application/json")
    before = len(web.asked)
    page = f"http://{HOST}/news/{count}/"
    crawled = crawl(SOURCE, settings={"BROWSER": chromium}, pages=[page])
    got = [one.path for one in web.asked[before:] if one.path.startswith("/part/")]
    script_style_data = 3
    within = {75: MOST - script_style_data, 9: MOST_BYTES // size + 1}[count]
    assert within - 3 <= len(got) <= within
    (record,) = crawled.visit(f"{HOST}/news/{count}").records
    assert record.title == ARTICLE["title"]
    assert f"{page} asked for more than a page may, and is shown without it" in crawled.log


def test_both_go_when_the_archive_is_thinned(crawled: Crawled) -> None:
    snapshot = crawled.visit(f"{HOST}/news/1").snapshot
    assert snapshot
    old = crawled.data / snapshot.warc_file
    copy_without(old, old.with_name("thin.warc.gz"), {snapshot.warc_offset})
    left = [one.fields for one in members(old.with_name("thin.warc.gz"))]
    gone = f"http://{HOST}/news/1/"
    assert [one["WARC-Type"] for one in left if one.get("WARC-Target-URI") == gone] == []
    assert [one for one in left if "/api/news/1/" in one.get("WARC-Target-URI", "")] == []
    pair = ["response", "request"]
    assert [one["WARC-Type"] for one in left] == ["warcinfo", *pair, *pair, "conversion"]


def test_the_browser_has_no_way_to_the_network_of_its_own(chromium: str, web: Web) -> None:
    before = len(web.asked)
    root = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *root])
        with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):
            launched.new_page().goto(web.url)
        launched.close()
    assert len(web.asked) == before


def test_without_the_extra_the_crawl_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browser, "find_spec", lambda _: None)
    with pytest.raises(browser.NoBrowser, match=r"pip install -e '\.\[browser\]'"):
        browser.require_browser([SOURCE], Settings())
    browser.require_browser([replace(SOURCE, browser=False)], Settings())


def test_without_a_browser_the_crawl_says_what_is_missing(crawl: Crawl) -> None:
    with pytest.raises(AssertionError, match="no Chromium is found: /nowhere is no program"):
        crawl(SOURCE, settings={"BROWSER": "/nowhere"})
