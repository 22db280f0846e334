"""Россия – страна возможностей, rsv.ru: contests of the platform."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class Rsv(CallSpider):
    """Contests below `/competitions/`."""

    name = "rsv"
    source = Source(
        id=name,
        title="Россия – страна возможностей",
        kind="competitions",
        home_url="https://rsv.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://rsv.ru/competitions/",),
        links=("a.project_list-items-item",),
        article_path=r"^/competitions/.+",
        selectors=Selectors(title=("h3.project_detail-title",)),
        interval=720,
    )
