"""SakhaTime: Bitrix, as of 2020; its front page lists the news."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Sakhatime(NewsSpider):
    """Dates are written d.m.Y H:i, at Yakutsk."""

    name = "sakhatime"
    source = Source(
        id=name,
        title="SakhaTime",
        home_url="https://sakhatime.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        listings=("https://sakhatime.ru/",),
        links=("[class^=list-02-item] a",),
        selectors=Selectors(body=(".main-block-detail-text",)),
    )
