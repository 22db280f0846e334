"""РИА Новости: the day stands in the address."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Ria(NewsSpider):
    """Articles `/YYYYMMDD/<slug>-<id>.html`."""

    name = "ria"
    source = Source(
        id=name,
        title="РИА Новости",
        home_url="https://ria.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        feeds=(
            "https://ria.ru/export/rss2/index.xml",
            "https://ria.ru/export/rss2/archive/index.xml",
        ),
        article_path=r"^/\d{8}/[\w-]+-\d+\.html$",
        selectors=Selectors(
            title=(".article__title",),
            body=('.article__block[data-type="text"]',),
            published=(".article__info-date",),  # a guess
        ),
    )
