"""The second look: validators, digests, and what is not due."""

from datetime import UTC, datetime

from crawling import Crawl
from loopback_web import Asked, Reply, Web

from crawler.items import KnownPage
from crawler.sources import Source

HTML = {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'}
PARAGRAPH = "<p>Совет решил, что мост через реку откроют осенью, и назначил день осмотра.</p>"
ARTICLE = (
    f"<html lang=ru><head><title>Мост</title></head><body><article><h1>Мост откроют осенью</h1>"
    f"{PARAGRAPH * 10}</article></body></html>"
).encode()
PAST = datetime(2020, 1, 1, tzinfo=UTC)
FUTURE = datetime(2120, 1, 1, tzinfo=UTC)
PAPER = Source(id="paper", home_url="https://paper.example/", feeds=("https://paper.example/rss",))


def conditional(asked: Asked) -> Reply:
    if asked.headers.get("if-none-match") == '"v1"':
        return Reply(status=304, headers=HTML)
    return Reply(ARTICLE, headers=HTML)


def known(path: str, **fields: object) -> KnownPage:
    values = {"kind": "article", "state": "live", "next_visit": PAST, **fields}
    return KnownPage(key=f"paper.example{path}", url=f"https://paper.example{path}", **values)  # type: ignore[arg-type]


def rss(*paths: str) -> Reply:
    items = "".join(f"<item><link>https://paper.example{path}</link></item>" for path in paths)
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    return Reply(body, headers={"Content-Type": "text/xml", "ETag": '"feed"'})


def test_a_304_makes_an_unchanged_visit(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/1", conditional)
    crawled = crawl(
        PAPER, pages=["https://paper.example/1"], known={"paper": [known("/1", etag='"v1"')]}
    )
    visit = crawled.visit("paper.example/1")
    assert (visit.http_status, visit.not_modified, visit.records) == (304, True, ())
    assert crawled.stats["dozor/paper/not_modified"] == 1


def test_an_equal_digest_makes_an_unchanged_visit(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/1", Reply(ARTICLE, headers=HTML))
    first = crawl(PAPER, pages=["https://paper.example/1"]).visit("paper.example/1")
    assert first.snapshot is not None
    page = known("/1", body_sha256=first.snapshot.body_sha256)
    again = crawl(PAPER, pages=["https://paper.example/1"], known={"paper": [page]})
    visit = again.visit("paper.example/1")
    assert (visit.http_status, visit.not_modified, visit.records) == (200, True, ())
    assert first.records


def test_due_pages_are_visited_and_others_left_alone(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/rss", rss("/new", "/rests"))
    pages = [known("/rests", next_visit=FUTURE), known("/due")]
    crawled = crawl(PAPER, known={"paper": pages})
    assert [visit.place.key for visit in crawled.visits] == [
        "paper.example/rss",
        "paper.example/new",
        "paper.example/due",
    ]


def test_a_suspected_page_is_visited_every_time(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/rss", rss("/lost"))
    page = known("/lost", state="missing", next_visit=FUTURE)
    crawled = crawl(PAPER, known={"paper": [page]})
    assert crawled.visit("paper.example/lost").place.kind == "article"


def test_full_visits_everything_that_is_known(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/rss", rss())
    crawled = crawl(PAPER, known={"paper": [known("/rests", next_visit=FUTURE)]}, full=True)
    assert crawled.visit("paper.example/rests")


def test_an_unchanged_feed_without_validators_is_not_read_again(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/rss", rss("/new"))
    first = crawl(PAPER).visit("paper.example/rss")
    assert first.snapshot is not None
    page = known("/rss", kind="feed", body_sha256=first.snapshot.body_sha256)
    again = crawl(PAPER, known={"paper": [page]})
    assert [visit.place.key for visit in again.visits] == ["paper.example/rss"]
    assert again.visits[0].not_modified


def test_an_index_of_sitemaps_is_read_however_still_it_stands(web: Web, crawl: Crawl) -> None:
    xml = {"Content-Type": "text/xml", "ETag": '"index"'}
    place = "<sitemap><loc>https://paper.example/new.xml</loc></sitemap>"
    web.put(
        "paper.example/index.xml",
        Reply(f"<sitemapindex>{place}</sitemapindex>".encode(), headers=xml),
    )
    source = Source(
        id="paper", home_url="https://paper.example/", sitemaps=("https://paper.example/index.xml",)
    )
    first = crawl(source).visit("paper.example/index.xml")
    assert first.snapshot is not None
    assert first.etag is None
    page = known("/index.xml", kind="sitemap", body_sha256=first.snapshot.body_sha256)
    again = crawl(source, known={"paper": [page]})
    assert [visit.place.key for visit in again.visits] == [
        "paper.example/index.xml",
        "paper.example/new.xml",
    ]


def test_the_limit_bounds_pages_and_says_so(web: Web, crawl: Crawl) -> None:
    web.put("paper.example/rss", rss("/new", "/newer"))
    crawled = crawl(PAPER, limit=1)
    assert len(crawled.visits) == 2
    assert crawled.ended("paper").reason == "limit"
    assert crawl(PAPER, limit=2).ended("paper").reason == "finished"
