"""Росмолодёжь: said to answer browsers alone, which is a block, reported and waited out."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class FadmGov(NewsSpider):
    """Articles `/news/<id>`, as of 2023."""

    name = "fadm_gov"
    source = Source(
        id=name,
        title="Росмолодёжь",
        home_url="https://fadm.gov.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://fadm.gov.ru/news/",),
        links=("a.news-catalog__mini",),
        article_path=r"^/news/\d+/?$",
        selectors=Selectors(
            title=("h2.news__title",), body=("div.news__wrap",), published=("span.date",)
        ),
    )
