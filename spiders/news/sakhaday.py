"""SakhaDay: a site of its own make, with a feed."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Sakhaday(NewsSpider):
    """Articles `/news/<slug>`; copies carry `?from=copy`."""

    name = "sakhaday"
    source = Source(
        id=name,
        title="SakhaDay",
        home_url="https://sakhaday.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://sakhaday.ru/feed/",),
        listings=("https://sakhaday.ru/",),
        links=("div.news_item a.link",),
        article_path=r"^/news/[\w%-]+/?$",
        keep_params=(),
        selectors=Selectors(body=("div.text p",), image=("div.image_container img",)),
    )
