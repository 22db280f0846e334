"""Фонд Тимченко: open contests, and those that are over, in lists of their own."""

from crawler.sources import Source
from crawler.spider import CallSpider


class FondTimchenko(CallSpider):
    """Cards `/contests/<section>/<slug>/`; menu and cookie bar lie inside `main`."""

    name = "fondtimchenko"
    source = Source(
        id=name,
        title="Фонд Тимченко",
        kind="competitions",
        home_url="https://fondtimchenko.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=(
            "https://fondtimchenko.ru/contests/programs/",
            "https://fondtimchenko.ru/contests/ready/",
            "https://fondtimchenko.ru/contests/archive/",
        ),
        links=('a[href*="/contests/"]',),
        article_path=r"^/contests/(?:programs|ready|archive)/[\w-]+/$",
        interval=720,
    )
