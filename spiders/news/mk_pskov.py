"""МК в Пскове: the day stands in the address."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class MkPskov(NewsSpider):
    """Articles `/<rubric>/YYYY/MM/DD/<slug>.html`."""

    name = "mk_pskov"
    source = Source(
        id=name,
        title="МК в Пскове",
        home_url="https://www.mk-pskov.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        feeds=("https://www.mk-pskov.ru/rss/index.xml",),  # a guess: that of other MK sites
        listings=("https://www.mk-pskov.ru/",),
        article_path=r"^/[a-z-]+/\d{4}/\d{2}/\d{2}/[\w-]+\.html$",
    )
