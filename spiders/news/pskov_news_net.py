"""Pskov-news.net, a republisher: each text names the source it was taken from."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class PskovNewsNet(NewsSpider):
    """Articles `/<rubric>/YYYY/MM/DD/<id>.html`; its network's feeds are at `/rss/news`."""

    name = "pskov_news_net"
    source = Source(
        id=name,
        title="Pskov-news.net",
        home_url="https://pskov-news.net/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://pskov-news.net/rss/news",),  # a guess: that of its network
        listings=("https://pskov-news.net/",),
        article_path=r"^/[a-z]+/\d{4}/\d{2}/\d{2}/\d+\.html$",
        selectors=Selectors(body=("div[itemprop=articleBody]",)),  # a guess: its network's
    )
