"""Агентство социальной информации: WordPress; the day stands in the address."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class AsiOrg(NewsSpider):
    """`/news/YYYY/MM/DD/<slug>/`, the same without `/news`, `/report/…`."""

    name = "asi_org"
    source = Source(
        id=name,
        title="Агентство социальной информации",
        home_url="https://asi.org.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        sitemaps=("https://asi.org.ru/sitemap.xml",),  # a guess: the feed is dead
        listings=("https://asi.org.ru/news/",),
        article_path=r"^/(?:news/|report/)?\d{4}/\d{2}/\d{2}/[\w%-]+/?$|^/report/[\w%-]+/?$",
    )
