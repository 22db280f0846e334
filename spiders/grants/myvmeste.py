"""Премия #МыВместе, премия.мывместе.рф: Tilda, its posts in a feed of JSON."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class MyVmeste(CallSpider):
    """Posts `/tpost/<uid>-<slug>`."""

    name = "myvmeste"
    source = Source(
        id=name,
        title="Премия #МыВместе",
        kind="competitions",
        home_url="https://xn--e1aglkf7g.xn--b1agazb5ah1e.xn--p1ai/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://xn--e1aglkf7g.xn--b1agazb5ah1e.xn--p1ai/",),
        links=('a[href*="/tpost/"]',),
        article_path=r"^/tpost/[\w-]+$",
        selectors=Selectors(title=(".js-feed-post-title",), body=("#feed-text",)),
        interval=720,
        since=365,
    )
