"""Псковское агентство информации: a feed, and articles that are one element each."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Informpskov(NewsSpider):
    """Articles `/news/<id>.html`; title, time and author stand inside the text's element."""

    name = "informpskov"
    source = Source(
        id=name,
        title="Псковское агентство информации",
        home_url="https://informpskov.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://informpskov.ru/rss.xml",),
        article_path=r"^/news/\d+\.html$",
        selectors=Selectors(
            title=("article h1",),
            body=("article",),
            author=("article span.author",),
            published=("article time",),
            drop=("article h1", "article time", "span.author", "span.image-span"),
        ),
    )
