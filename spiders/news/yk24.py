"""Якутск 24: WordPress now, which it was not in 2020."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Yk24(NewsSpider):
    """Articles `/<rubric>/<slug>/`."""

    name = "yk24"
    source = Source(
        id=name,
        title="Якутия 24",
        home_url="https://yk24.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://yk24.ru/feed/",),
        article_path=r"^/(?!category|tag|author|page|feed|wp-)[\w-]+/[\w%-]+/?$",
    )
