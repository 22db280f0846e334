"""ЯСИА, the news agency of Yakutia: WordPress with Elementor, its clock at Yakutsk."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Ysia(NewsSpider):
    """Articles at the root, `/<slug>/`."""

    name = "ysia"
    source = Source(
        id=name,
        title="ЯСИА",
        home_url="https://ysia.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://ysia.ru/feed/", "https://ysia.ru/rss"),
        article_path=r"^/(?!feed|rss|category|tag|author|page|wp-)[\w%-]+/(?:amp/?)?$",
        selectors=Selectors(
            body=(".elementor-widget-theme-post-content", ".entry-content"),
            section=('a[rel~="category"]',),
            tags=('a[rel="tag"]',),
            image=('.elementor-widget-theme-post-featured-image img:not([src$="afisha.png"])',),
            drop=(".mistape_caption", 'img[src$="afisha.png"]'),
        ),
    )
