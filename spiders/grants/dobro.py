"""Добро.рф: Next.js, found through its API, each event in the state of its page."""

from crawler.sources import JsonList, Source
from crawler.spider import CallSpider


class Dobro(CallSpider):
    """Events `/event/<id>`; the period of an event is not that of its registration."""

    name = "dobro"
    source = Source(
        id=name,
        title="Добро.рф",
        kind="competitions",
        home_url="https://dobro.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://dobro.ru/api/v2/vacancies/search?limit=100&page=1",),
        json=JsonList(
            address="https://dobro.ru/event/{event.id}",
            entries="data",
            title="name",
            last="meta.lastPage",
        ),
        accept="application/vnd.meta+json",
        article_path=r"^/event/\d+$",
        interval=720,
    )
