"""Луки-ньюс, Velikiye Luki: its article's element holds its data as JSON."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider

_DATA = "//*[@data-data]/@data-data"
_DATE = f"xpath:substring-before(substring-after({_DATA}, '\"date_published\":\"'), '\"')"


class LukiNews(NewsSpider):
    """Its certificate is broken, which no crawl minds. Addresses of articles are unknown."""

    name = "luki_news"
    source = Source(
        id=name,
        title="Луки-ньюс",
        home_url="https://luki-news.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://luki-news.ru/news/page1.html",),
        links=("a.news-snippet__name", ".news-snippet__name a"),
        selectors=Selectors(
            body=(".news-item__blocks",),
            published=(_DATE,),
        ),
    )
