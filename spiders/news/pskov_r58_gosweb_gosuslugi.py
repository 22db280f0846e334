"""The municipality of Pskov on the state's platform: NetCat."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class PskovGosweb(NewsSpider):
    """News items end in `novosti_<number>.html`, at any depth."""

    name = "pskov_r58_gosweb_gosuslugi"
    source = Source(
        id=name,
        title="Псков: муниципальный сайт",
        home_url="https://pskov-r58.gosweb.gosuslugi.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        article_path=r"/novosti_\d+\.html$",
    )
