"""The Telegram channel of Псковская Лента Новостей, by its public preview."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class TelegramPlnpskov(NewsSpider):
    """Posts `t.me/plnpskov/<id>`, read from the pages of the preview; none is asked for alone."""

    name = "telegram_plnpskov"
    source = Source(
        id=name,
        title="Псковская Лента Новостей в Telegram",
        home_url="https://t.me/s/plnpskov",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://t.me/s/plnpskov",),
        whole=True,
        since=7,
    )
