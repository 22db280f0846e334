"""Фонд содействия инновациям, fasie.ru: calls among the news of the press centre."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class Fasie(CallSpider):
    """News `/press/…`."""

    name = "fasie"
    source = Source(
        id=name,
        title="Фонд содействия инновациям",
        kind="competitions",
        home_url="https://fasie.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://fasie.ru/press/",),
        links=("ul.tile_blocks a",),
        article_path=r"^/press/.+",
        selectors=Selectors(title=("h1[itemprop=name]",), body=("div[itemprop=text]",)),
        interval=720,
    )
