"""SakhaPress: WordPress with a theme of its own, as of 2020."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Sakhapress(NewsSpider):
    """Dates are written d.m.Y H:i, at Yakutsk."""

    name = "sakhapress"
    source = Source(
        id=name,
        title="SakhaPress",
        home_url="https://sakhapress.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://sakhapress.ru/feed",),
        selectors=Selectors(body=("div.text",)),
    )
