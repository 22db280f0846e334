"""Росмолодёжь.Гранты: its pages are filled by a script, its calls are read from the API."""

from crawler.sources import JsonList, Source
from crawler.spider import CallSpider


class Myrosmol(CallSpider):
    """Events `/events/<UUID>`, whole in the API's list."""

    name = "myrosmol"
    source = Source(
        id=name,
        title="Росмолодёжь.Гранты",
        kind="competitions",
        home_url="https://grants.myrosmol.ru/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://grants.myrosmol.ru/api/events?my=&page=1&per-page=12",),
        json=JsonList(address="https://grants.myrosmol.ru/events/{id}", title="name"),
        whole=True,
        article_path=r"^/events/[\w-]+$",
        interval=720,
    )
