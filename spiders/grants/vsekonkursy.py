"""Все конкурсы, vsekonkursy.ru: WordPress, a post for each call."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class VseKonkursy(CallSpider):
    """Posts with «Дедлайн» among their first lines."""

    name = "vsekonkursy"
    source = Source(
        id=name,
        title="Все конкурсы",
        kind="competitions",
        home_url="https://vsekonkursy.ru/",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://vsekonkursy.ru/feed",),
        article_path=r"^/(?!feed|category|tag|author|page|wp-)[\w%-]+(?:\.html|/)?$",
        selectors=Selectors(title=("h1.entry-title",), body=(".entry-inner", ".entry-content")),
        interval=360,
    )
