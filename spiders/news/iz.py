"""Известия: a feed and sitemaps; the day stands in the address."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Iz(NewsSpider):
    """Articles `/<id>/<YYYY-MM-DD>/<slug>` on Drupal."""

    name = "iz"
    source = Source(
        id=name,
        title="Известия",
        home_url="https://iz.ru/",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://iz.ru/xml/rss/all.xml",),
        sitemaps=("https://iz.ru/sitemap.xml",),
        links=("a.node__cart__item__inside",),
        article_path=r"^/\d+/\d{4}-\d{2}-\d{2}/[^/]+/?$",
        selectors=Selectors(
            title=("h1[itemprop=headline]",),
            body=("div.text-article article p", "div.text-article"),
            published=('meta[property="article:published_time"]::attr(content)',),
            tags=("div.hash_tags a",),
            drop=(".more_style_one", ".more_style_three"),
        ),
    )
