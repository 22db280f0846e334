"""SakhaLife: WordPress, addresses by rubric."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Sakhalife(NewsSpider):
    """Articles `/news/<rubric>/<slug>/`; the page's clock is at Yakutsk."""

    name = "sakhalife"
    source = Source(
        id=name,
        title="SakhaLife",
        home_url="https://sakhalife.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://sakhalife.ru/feed/",),
        article_path=r"^/news/[\w-]+/[\w%-]+/?$",
        selectors=Selectors(body=(".post-content .post-content-inner", ".post-content")),
    )
