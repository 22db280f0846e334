"""Интерфакс-Россия: regional news by district."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class InterfaxRussia(NewsSpider):
    """Articles `/<district>/news/<slug>`, on a mirror `www3.` too."""

    name = "interfax_russia"
    source = Source(
        id=name,
        title="Интерфакс-Россия",
        home_url="https://www.interfax-russia.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://www.interfax-russia.ru/news",),
        links=(".lenta-all-news > li a",),
        article_path=r"^/[a-z-]+/news/[\w-]+/?$",
        selectors=Selectors(
            body=(".editor-content", "[itemprop=articleBody]"),
            published=(
                'meta[property="article:published_time"]::attr(content)',
                ".news-datetime",
            ),
        ),
    )
