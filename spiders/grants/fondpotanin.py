"""Фонд Потанина: Bitrix, its contests in a sitemap of their own."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class FondPotanin(CallSpider):
    """Contests `/competitions/<slug>/`, with a schedule of captions and dates."""

    name = "fondpotanin"
    source = Source(
        id=name,
        title="Фонд Потанина",
        kind="competitions",
        home_url="https://fondpotanin.ru/",
        timezone="Europe/Moscow",
        language="ru",
        sitemaps=("https://fondpotanin.ru/sitemap-iblock-competitions.xml",),
        article_path=r"^/competitions/[\w-]+/$",
        selectors=Selectors(body=("div.contest__info",)),
        interval=720,
        since=730,
    )
