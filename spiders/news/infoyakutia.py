"""ИнфоЯкутия: one script for all pages, an article by its number."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Infoyakutia(NewsSpider):
    """Articles `/?action=view&id=<number>`; time and date are glued: "18:5517.11.2024"."""

    name = "infoyakutia"
    source = Source(
        id=name,
        title="ИнфоЯкутия",
        home_url="https://infoyakutia.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        listings=("https://infoyakutia.ru/",),
        links=('a[href*="action=view"]',),
        keep_params=("action", "id"),
    )
