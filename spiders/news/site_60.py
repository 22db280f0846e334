"""60.ru, a city portal of Pskov: the day stands in the address."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Site60(NewsSpider):
    """Articles `/text/<rubric>/YYYY/MM/DD/<id>`."""

    name = "site_60"
    source = Source(
        id=name,
        title="60.ru",
        home_url="https://60.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://60.ru/text/",),
        article_path=r"^/text/[a-z_]+/\d{4}/\d{2}/\d{2}/\d+/?$",
    )
