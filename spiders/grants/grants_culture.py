"""Гранты культуры, grants.culture.ru: Bitrix, every fact of a call under a label."""

from crawler.sources import Source
from crawler.spider import CallSpider


class GrantsCulture(CallSpider):
    """Cards `/grants/<id>/`, listed by pages that a script would append."""

    name = "grants_culture"
    source = Source(
        id=name,
        title="Гранты культуры",
        kind="competitions",
        home_url="https://grants.culture.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://grants.culture.ru/grants/?PAGEN_2=1&ajax_load=Y",),
        links=(".grantBox__title > a",),
        article_path=r"^/grants/[\w-]+/?$",
        interval=720,
    )
