"""Капитан Грантов, a Telegram channel: its posts are read from the public preview."""

from crawler.sources import Source
from crawler.spider import CallSpider


class CptGrantov(CallSpider):
    """Posts `/cptgrantov/<number>`, about twenty a page."""

    name = "cptgrantov"
    source = Source(
        id=name,
        title="Капитан Грантов",
        kind="competitions",
        home_url="https://t.me/s/cptgrantov",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://t.me/s/cptgrantov",),
        whole=True,
        article_path=r"^/cptgrantov/\d+$",
        interval=360,
        since=60,
    )
