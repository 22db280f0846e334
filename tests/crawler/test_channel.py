"""A Telegram channel is read from its public preview: pages of posts, the newest first."""

from datetime import UTC, datetime, timedelta

from crawling import Crawl, Crawled
from loopback_web import Reply, Web

from crawler.items import RawArticle
from crawler.sources import Source

HTML = {"Content-Type": "text/html; charset=utf-8"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANNEL = Source(
    id="channel",
    home_url="https://t.me/s/newsroom",
    listings=("https://t.me/s/newsroom",),
    region="RU-PSK",
    whole=True,
)


def posts(*numbers: int, before: int | None) -> Reply:
    """A page of the preview, as Telegram has it: the oldest post first."""
    shown = "".join(
        f'<div class="tgme_widget_message" data-post="newsroom/{n}">'
        f'<div class="tgme_widget_message_text js-message_text">Мост открыт, часть {n}<br>'
        f"Движение началось утром.</div><a class='tgme_widget_message_date'>"
        f'<time datetime="{(NOON - timedelta(days=40 - n)).isoformat()}"></time></a></div>'
        for n in numbers
    )
    older = f'<a class="tme_messages_more" data-before="{before}"></a>' if before else ""
    page = f'<section class="tgme_channel_history">{older}{shown}</section>'
    return Reply(f"<html><body>{page}</body></html>".encode(), headers=HTML)


def crawled(web: Web, crawl: Crawl) -> Crawled:
    web.put("t.me/s/newsroom", posts(38, 39, before=38))
    web.put("t.me/s/newsroom?before=38", posts(20, 37, before=20))
    web.put("t.me/s/newsroom?before=20", posts(1, 2, before=1))
    web.put("t.me/s/newsroom?before=1", posts(0, before=None))
    return crawl(CHANNEL, now=NOON)


def test_posts_are_articles_that_nobody_asks_for_alone(web: Web, crawl: Crawl) -> None:
    visits = crawled(web, crawl).visits
    entries = [entry for visit in visits for entry in visit.entries]
    assert [type(entry) for entry in entries] == [RawArticle] * len(entries)
    first = entries[0]
    assert isinstance(first, RawArticle)
    assert (first.key, first.title, first.region) == (
        "t.me/newsroom/39",
        "Мост открыт, часть 39",
        "RU-PSK",
    )
    assert {visit.place.kind for visit in visits} == {"listing"}


def test_the_walk_ends_where_posts_are_older_than_a_first_crawl_goes_back(
    web: Web, crawl: Crawl
) -> None:
    before = len(web.paths("t.me"))
    crawled(web, crawl)
    asked = [path for path in web.paths("t.me")[before:] if path != "/robots.txt"]
    assert asked == ["/s/newsroom", "/s/newsroom?before=38", "/s/newsroom?before=20"]


def test_of_a_channel_by_its_address_alone_nothing_but_the_preview_is_asked(
    web: Web, crawl: Crawl
) -> None:
    web.put("t.me/s/town", posts(38, 39, before=None))
    bare = Source(id="town", home_url="https://t.me/s/town")
    visits = crawl(bare, now=NOON).visits
    assert [visit.place.url for visit in visits] == ["https://t.me/s/town"]
    assert len(visits[0].entries) == 2


def test_a_channel_without_a_title_is_called_by_its_name_and_not_by_its_host() -> None:
    assert Source(id="town", home_url="https://t.me/s/town").name == "t.me/town"
    assert Source(id="town", home_url="https://town.example/s/").name == "town.example"
