"""Whatever happens on the network, each request makes exactly one visit with the right reason."""

import gzip

import pytest
from crawling import Crawl, Crawled
from loopback_web import Asked, Reply, Web

from crawler.archive import read_snapshot
from crawler.sources import Source

HTML = {"Content-Type": "text/html; charset=utf-8"}
PARAGRAPH = "<p>Мост через реку откроют осенью, когда закончат настил и проверят опоры.</p>"
ARTICLE = (
    f"<html lang=ru><head><title>Мост</title></head><body><article><h1>Мост откроют осенью</h1>"
    f"{PARAGRAPH * 10}</article></body></html>"
).encode()
SITE = Source(id="site", home_url="https://site.example/")


def redirect(to: str) -> Reply:
    return Reply(status=302, headers={"Location": to})


def packed(asked: Asked) -> Reply:
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    return Reply(gzip.compress(ARTICLE), headers={**HTML, "Content-Encoding": "gzip"})


PAGES: dict[str, tuple[object, str | None]] = {
    "/good": (Reply(ARTICLE, headers=HTML), None),
    "/packed": (packed, None),
    "/elsewhere": (redirect("/good-at-last"), None),
    "/gone": (Reply(status=410), "not_found"),
    "/nowhere": (Reply(status=404), "not_found"),
    "/fault": (Reply(b"<h1>500</h1>", status=500), "http_error"),
    "/forbidden": (Reply(b"<h1>403</h1>", status=403), "blocked"),
    "/nothing": (Reply(b"", headers=HTML), "empty"),
    "/to-the-front": (redirect("/"), "soft_404"),
    "/round": (redirect("/and-round"), "redirect_loop"),
    "/picture": (Reply(b"\x89PNG", headers={"Content-Type": "image/png"}), "wrong_type"),
    "/huge": (Reply(b"<p>" + b" " * (9 * 1024 * 1024), headers=HTML), "too_large"),
    "/bomb": (
        Reply(
            gzip.compress(b" " * (30 * 1024 * 1024)), headers={**HTML, "Content-Encoding": "gzip"}
        ),
        "too_large",
    ),
    "/torn": (Reply(ARTICLE[:300], headers=HTML, promised=len(ARTICLE)), "cut_off"),
    "/slow": (Reply(ARTICLE, headers=HTML, wait=3), "timeout"),
    "/secret/plan": (Reply(ARTICLE, headers=HTML), "robots"),
}


@pytest.fixture(scope="module")
def crawled(web: Web, crawl: Crawl) -> Crawled:
    web.put("site.example/robots.txt", b"User-agent: *\nDisallow: /secret/\n")
    web.put("site.example/", Reply(ARTICLE, headers=HTML))
    web.put("site.example/good-at-last", Reply(ARTICLE, headers=HTML))
    web.put("site.example/and-round", redirect("/round"))
    for path, (page, _) in PAGES.items():
        web.put(f"site.example{path}", page)  # type: ignore[arg-type]
    pages = [f"https://site.example{path}" for path in PAGES]
    return crawl(SITE, pages=pages, settings={"DOWNLOAD_TIMEOUT": 1})


@pytest.mark.parametrize(
    ("path", "reason"), [(path, reason) for path, (_, reason) in PAGES.items()]
)
def test_each_outcome_has_its_reason(crawled: Crawled, path: str, reason: str | None) -> None:
    assert crawled.reason(f"site.example{path}") == reason


def test_nothing_is_visited_twice_or_lost(crawled: Crawled) -> None:
    assert len(crawled.visits) == len(PAGES)
    assert crawled.ended("site").reason == "finished"


def test_a_redirect_keeps_the_key_and_says_where_it_ended(crawled: Crawled) -> None:
    visit = crawled.visit("site.example/elsewhere")
    assert visit.final_url == "https://site.example/good-at-last"
    assert [record.key for record in visit.records] == ["site.example/elsewhere"]


def test_what_the_rules_forbid_is_not_asked_for(crawled: Crawled, web: Web) -> None:
    assert crawled.visits
    assert "/secret/plan" not in web.paths("site.example")
    assert web.paths("site.example").count("/robots.txt") == 1


def test_the_archive_keeps_what_answered(crawled: Crawled) -> None:
    for path in ("/good", "/packed", "/torn", "/fault"):
        snapshot = crawled.visit(f"site.example{path}").snapshot
        assert snapshot is not None
        kept = read_snapshot(crawled.data, snapshot.warc_file, snapshot.warc_offset)
        assert kept.status == crawled.visit(f"site.example{path}").http_status
        assert ARTICLE.startswith(kept.body) or path == "/fault"


def test_gzip_changes_no_digest(crawled: Crawled) -> None:
    plain, packed = (crawled.visit(f"site.example/{name}").snapshot for name in ("good", "packed"))
    assert plain is not None
    assert packed is not None
    assert plain.body_sha256 == packed.body_sha256
    assert plain.length > packed.length


def test_a_crawl_is_quiet(crawled: Crawled) -> None:
    assert crawled.visits
    assert crawled.log == ""


def test_counts_are_kept_by_source(crawled: Crawled) -> None:
    assert crawled.stats["dozor/site/rejected"] == sum(1 for _, why in PAGES.values() if why)
    assert crawled.stats["dozor/site/in_flight"] == 0
    assert crawled.stats["dozor/site/state"] == "finished"
