"""Конкурсы и гранты, konkursgrant.ru: Joomla, found by the feed of its section."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class KonkursGrant(CallSpider):
    """Articles of the section of contests for all."""

    name = "konkursgrant"
    source = Source(
        id=name,
        title="Конкурсы и гранты",
        kind="competitions",
        home_url="https://konkursgrant.ru/",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://konkursgrant.ru/obshchie-konkursy?format=feed&type=rss",),
        article_path=r"^/[\w/-]+/\d+-[\w-]+(?:\.html)?$",
        selectors=Selectors(body=(".item-page", "[itemprop=articleBody]")),
        interval=360,
    )
