"""Unicorn Road: Tilda, its posts in a feed of JSON."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class UnicornRoad(CallSpider):
    """Posts `/tpost/<uid>-<slug>`."""

    name = "unicornroad"
    source = Source(
        id=name,
        title="Unicorn Road",
        kind="competitions",
        home_url="https://unicornroad.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://unicornroad.ru/",),
        links=('a[href*="/tpost/"]',),
        article_path=r"^/tpost/[\w-]+$",
        selectors=Selectors(title=(".js-feed-post-title",), body=("#feed-text",)),
        interval=720,
    )
