"""Наука и инновации, rsci.ru: grants for scientists, a feed of their own."""

from crawler.sources import Source
from crawler.spider import CallSpider


class Rsci(CallSpider):
    """Grants below `/grants`."""

    name = "rsci"
    source = Source(
        id=name,
        title="Наука и инновации",
        kind="competitions",
        home_url="https://rsci.ru/",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://rsci.ru/export/rss/rss_grants.php",),
        article_path=r"^/grants/.+",
        interval=360,
    )
