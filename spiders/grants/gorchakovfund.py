"""Фонд Горчакова: calls among its news, and a page on its grants."""

from crawler.sources import Source
from crawler.spider import CallSpider


class GorchakovFund(CallSpider):
    """News `/news/<slug>/`, and the rules that name the windows of each year."""

    name = "gorchakovfund"
    source = Source(
        id=name,
        title="Фонд Горчакова",
        kind="competitions",
        home_url="https://gorchakovfund.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://gorchakovfund.ru/news/", "https://gorchakovfund.ru/en/grants/faq/"),
        links=('a[href*="/news/"]', 'a[href$="/en/grants/info/"]'),
        article_path=r"^/news/[\w-]+/$|^/en/grants/info/$",
        interval=720,
    )
