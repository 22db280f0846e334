"""Markup that is made, or broken, to be slow to read: time grows with its size and no faster."""

import time
from contextlib import suppress

import pytest

from crawler.extraction import Unreadable, extract_article
from crawler.extraction.phrases import is_phrase
from crawler.extraction.world_dates import date_of_byline

TITLE = "Открылась библиотека для всего района"
TEXT = "<p>В городе открылась библиотека с читальным залом на сто мест и уголком.</p>"
SIZE = 300_000
SECONDS = 4.0
"""What a page of that size may take of a processor at most; each of these took minutes."""


def page(body: str, *, head: str = "", title: str = TITLE) -> str:
    start = f"<html><head><title>{title}</title>{head}</head>"
    return f"{start}<body><h1>{TITLE}</h1>{body}</body></html>"


def many(text: str) -> str:
    return text * (SIZE // len(text.encode()))


def unended(opening: str) -> str:
    return page(TEXT).removesuffix("</body></html>") + many(opening)


ARROWS = f"<script type='application/ld+json'>-->{' ' * SIZE}x</script>"


@pytest.mark.parametrize(
    "markup",
    [
        page(TEXT + many("<div>20.11.2026 10:00</div>")),
        page(TEXT + many("<ul><li>20.11.2026 <a href=/x>Другая новость о районе</a></li></ul>")),
        page(TEXT + many("<tr><td>20.11.2026</td><td>91,20</td></tr>")),
        page(f"<div>{many('Мост через реку открыт для всех жителей.<br>')}</div>"),
        page(many("<p>кратко</p><h2>Мост через реку открыт</h2>")),
        page(many(f"<div>{'+1 ' * 90}x</div>")),
        page(many(f"<div>{'|' * 150} 2019</div>")),
        page(TEXT, head=ARROWS),
        page(TEXT, title=many("Мост - ")),
        page("<div class=share>" * 3000 + 20 * TEXT),
        unended("<!--"),
        unended("<script "),
        unended("<style>"),
    ],
    ids=range(13),
)
def test_the_time_is_bounded(markup: str) -> None:
    began = time.process_time()
    with suppress(Unreadable):
        extract_article(markup.encode(), "https://paper.example/society/biblioteka.html")
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("line", ["+1 " * 99 + "x", "+1" * 140, "+1 1 " * 55 + "."])
def test_counters_are_told_at_once(line: str) -> None:
    began = time.process_time()
    is_phrase(line)
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize("line", ["|" * 150 + " 2019.", "by " + "| " * 70 + "2019."])
def test_bylines_are_told_at_once(line: str) -> None:
    began = time.process_time()
    assert date_of_byline(line) == ""
    assert time.process_time() - began < 0.1


UNTITLED = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{TEXT}{TEXT}</div>"


@pytest.mark.parametrize(
    "code", ["<!-- <div> -->", "<script>'<div>'</script>", "<STYLE>/* <div> */</STYLE >"]
)
def test_what_code_holds_does_not_break_off(code: str) -> None:
    read = extract_article((UNTITLED + code).encode(), "https://paper.example/a/b.html")
    assert read.title == TITLE


@pytest.mark.parametrize("code", ["<!-- <div>", "<script>'<div>'", "<div>", "<!-- a --><div>"])
def test_what_never_ends_breaks_off(code: str) -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        extract_article((UNTITLED + code).encode(), "https://paper.example/a/b.html")
