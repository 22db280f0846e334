"""A small news site that Dozor has never seen, for docs/adding-a-source.md and its test.

    python docs/examples/unseen_site.py

serves it on loopback and prints what sends every request of another terminal there. Its markup is
plain and its own: no platform, no data for machines, a sign under each text instead of an author.
"""

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import sleep

from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request

HOST = "rechnye-vesti.example"
MONTHS = ("", "января", "февраля", "марта")
FIRST = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
NAME = "Речные вести — новости Опочки и Псковской области"
# Title, author and text of each, the newest first.
STORIES = [
    [" ".join(line.split()) for line in story.strip().split("|")]
    for story in """
Лодочную станцию на Великой откроют к маю | Мария Озёрная | Причал чинят с февраля: меняют
настил, перила и старые якоря. Лодок будет двенадцать, две из них — с низким бортом, чтобы было
удобно садиться с коляской.

В районной библиотеке собрали карту родников | Павел Лугов | За зиму читатели вспомнили сорок
один родник, и почти к каждому есть тропа. Карту напечатают и повесят у входа, а летом по ней
пойдут школьники.

Паромная переправа вернулась к зимнему часу | Мария Озёрная | Последний рейс теперь уходит в
семь вечера. Паромщик объясняет это темнотой: фонари на том берегу обещали поставить ещё осенью,
но столбы привезли только на днях.

Школьный театр покажет сказку на трёх сценах | Ирина Полевая | Декорации собрали из старых парт,
а костюмы сшили родители. Первый показ пройдёт в деревне за рекой, куда труппу отвезут на
автобусе лесхоза.

Мельницу у плотины измерили и описали | Павел Лугов | Две недели студенты-архитекторы чертили
жернова и кровлю. Чертежи останутся в музее, и по ним решат, можно ли пустить колесо хотя бы в
праздники.

Ледоход в этом году ждут раньше обычного | Ирина Полевая | Гидрологи обошли пять постов и нашли
лёд тонким. Рыбаков просят не выходить за вешки, а мост у мельницы закроют на три дня, когда
пойдёт вода.
""".strip().split("\n\n")
]
NOTE = "Речные вести выходят по средам и субботам; письма читателей печатаем на четвёртой полосе."


class UnseenSite(Loopback):
    """The site at its own host; every other host is unknown."""

    def reply(self, request: Request) -> Reply:
        """Answer as the site does."""
        page = _pages().get(request.target) if request.host == HOST else None
        return page or Reply(status=404, body=b"<html><body><h1>404</h1></body></html>")


def settings_module(address: str) -> str:
    """Give a module of settings by which `dozor` finds every host at this address."""
    return f"from crawler.settings import *\n\nTRANSPORT_REDIRECT = {address!r}\n"


def _pages() -> dict[str, Reply]:
    told = list(enumerate(STORIES))
    links = "".join(f'<li><a href="{_path(n)}">{title}</a></li>' for n, (title, *_) in told)
    pages = {"/": _page(NAME, f"<h1>Речные вести</h1><ul class='fresh'>{links}</ul>")}
    for number, (title, author, text) in told:
        pages[_path(number)] = _article(number, title, author, text)
    rules = "User-agent: *\nDisallow: /poisk/\nCrawl-delay: 1\n"
    pages["/robots.txt"] = Reply(body=rules.encode(), content_type="text/plain")
    items = "".join(
        f"<item><title>{title}</title><link>https://{HOST}{_path(number)}</link>"
        f"<pubDate>{format_datetime(_moment(number))}</pubDate></item>"
        for number, (title, *_) in told
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    pages["/lenta.rss"] = Reply(body=feed.encode(), content_type="application/rss+xml")
    return pages


def _article(number: int, title: str, author: str, text: str) -> Reply:
    at = _moment(number) + timedelta(hours=3)
    stamp = f"{at.day} {MONTHS[at.month]} {at:%Y года, %H:%M}"
    inner = (
        f'<div class="kolonka"><h1>{title}</h1><p class="stamp">{stamp}</p>'
        f'<div class="zametka"><p>{text}</p><p class="adres">{NOTE}</p></div>'
        f'<p class="podpis">Текст: {author}</p></div>'
    )
    return _page(f"{title} — Речные вести", inner)


def _page(title: str, inner: str) -> Reply:
    feed = '<link rel="alternate" type="application/rss+xml" href="/lenta.rss">'
    markup = (
        f"<html lang='ru'><head><title>{title}</title>{feed}</head><body>"
        f"<nav><a href='/'>Речные вести</a> <a href='/redakciya/'>Редакция</a></nav>{inner}"
        "<footer>Речные вести, 2026</footer></body></html>"
    )
    return Reply(body=markup.encode("cp1251"), content_type="text/html; charset=windows-1251")


def _path(number: int) -> str:
    return f"/zametki/{417 - number}"


def _moment(number: int) -> datetime:
    return FIRST - timedelta(days=number, hours=number)


if __name__ == "__main__":
    with UnseenSite() as site, tempfile.TemporaryDirectory() as folder:
        Path(folder, "unseen_settings.py").write_text(settings_module(site.address))
        sys.stdout.write(
            "In another terminal:\n\n"
            f"  export PYTHONPATH={folder}${{PYTHONPATH:+:$PYTHONPATH}}"
            " SCRAPY_SETTINGS_MODULE=unseen_settings\n"
            f"  dozor probe https://{HOST}/\n"
        )
        sys.stdout.flush()
        while True:
            sleep(60)
