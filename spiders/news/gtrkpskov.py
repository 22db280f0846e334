"""ГТРК «Псков»: Joomla; its feed, and markup of 2020."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Gtrkpskov(NewsSpider):
    """The state broadcaster of Pskov; nothing is known of its addresses."""

    name = "gtrkpskov"
    source = Source(
        id=name,
        title="ГТРК «Псков»",
        home_url="https://www.gtrkpskov.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://www.gtrkpskov.ru/?format=feed&type=rss",),
        selectors=Selectors(
            body=(".item-page .article-content",),
            published=(".item-page time",),  # a guess: Joomla's own
        ),
    )
