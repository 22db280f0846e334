"""Эхо столицы, Yakutsk: Bitrix, as of 2020; the address of its list says rss."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class ExoYkt(NewsSpider):
    """`/news/25/rss/` is a page for people; dates are written d.m.Y H:i, at Yakutsk."""

    name = "exo_ykt"
    source = Source(
        id=name,
        title="Эхо столицы",
        home_url="http://www.exo-ykt.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        listings=("http://www.exo-ykt.ru/news/25/rss/?PAGEN_1=1",),
        links=(".article-01-item a",),
        next_page='a[href*="PAGEN_1="]',
        selectors=Selectors(body=(".detail-block-detail-text",)),
    )
