"""Dates that stand where an article's does, and are of something else: none of them is taken."""

import json

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle

TITLE = "Открылась библиотека для всего района"
TEXT = "В городе открылась библиотека с читальным залом на сто мест и детским уголком."
MORE = "Книги для неё собирали всем городом, и набралось их больше девяти тысяч."
PRINT = "<a href='/p'>Распечатать</a>"
URL = "https://paper.example/society/biblioteka.html"


def article(
    between: str = "", *, tail: str = "", head: str = "", path: str = "", more: str = ""
) -> RawArticle:
    markup = (
        f"<html><head><title>{TITLE} | Газета</title>{head}</head><body><nav>Новости</nav>"
        f"<div><h1>{TITLE}</h1>{between}<div class='b'><p>{TEXT}</p>{more}<p>{MORE}</p></div>{tail}"
        "</div></body></html>"
    )
    return extract_article(markup.encode(), f"https://paper.example/{path}" if path else URL)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def item(kind: str, inside: str = "") -> str:
    when = "<meta itemprop='datePublished' content='2020-05-05'>"
    return f"<div itemscope itemtype='http://schema.org/{kind}'>{inside}{when}</div>"


@pytest.mark.parametrize(
    "between",
    [
        "<div>Срок подачи: <b>20 ноября 2024</b></div>",
        "<div>Дата проведения: <b>20 ноября 2024</b></div>",
        "<div><span>Дата и время:</span> <span>20.11.2024 19:00</span></div>",
        "<div><span>Начало</span> <span>20.11.2024 19:00</span></div>",
        "<div>Родился: <time datetime='1950-01-02'>2 января 1950</time></div>",
        "<div>Начало:</div><div>20.11.2024 19:00</div>",
        "<dl><dt>Дата проведения</dt><dd>20.11.2024</dd></dl>",
        "<table><tr><td>Приём заявок до</td><td>20.11.2024</td></tr></table>",
        "<div>Выпуск № 45 от <b>20.11.2024</b></div>",
        "<div><span>01.11.2024</span> – <span>20.11.2024</span></div>",
        "<div><span>20.11.2024</span> <span>+5</span> <span>облачно</span></div>",
        "<div><span>20.11.2024</span> <span>ЦБ</span> <span>91,20</span></div>",
        "<div>20-11-26</div>",
        "<div>Ноябрь 2024</div>",
        "<div>Сегодня</div>",
    ],
)
def test_below_the_headline(between: str) -> None:
    assert article(between).published is None


@pytest.mark.parametrize(
    "sentence",
    [
        "5 мая 2024 в 19:00 в Доме культуры пройдёт концерт памяти композитора",
        "5 мая 2024 в 19:00 в городе открылась библиотека",
    ],
)
def test_a_sentence_that_begins_with_a_moment_is_no_byline(sentence: str) -> None:
    assert article(f"<p>{sentence}</p>").published is None


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("20.11.2024 19:00 Анна Выдуманная", True),
        ("20.11.2024 19:00, автор Анна Выдуманная", True),
        ("Общество <b>20.11.2024</b> 15", True),
        ("Конкурсы <b>20.11.2024</b>", True),
        ("Дата: <b>20.11.2024</b>", True),
        ("<span>Опубликовано:</span> <span>20.11.2024</span>", True),
        ("<span>Сегодня</span> <span>12:30</span>", True),
    ],
)
def test_a_byline_still_gives_its_date(byline: str, published: bool) -> None:
    assert (article(f"<div>{byline}</div>").published is not None) is published


@pytest.mark.parametrize(
    "tail",
    [
        "<div>Анна Опубликовано: 20.11.2024 10:00</div>",
        "<div><a href='/z'>Совсем другая новость о деле</a><i>Опубликовано: 20.11.2020</i></div>",
        "<h3>Смотрите также</h3><div>Опубликовано: 20.11.2020 10:00</div>",
        "<div>Опубликовано: 20.11.2020</div><div>Опубликовано: 21.11.2020</div>",
        "<p>Документ размещён: 20.11.2020</p>",
        "<p>Видео опубликовано: 20.11.2020</p>",
        f"<div>{PRINT} <a href='/q'>Следующая: Мост</a> <i>21.11.2024</i></div>",
        f"<div>{PRINT} <a href='/q'>Мост через Луговую открыт</a> 21.11.2024</div>",
        "<div>Поделиться <div>Зарегистрировано ведомством <b>20.11.2015</b></div></div>",
        "<div>Поделиться <div>20.11.2024 +5</div></div>",
    ],
)
def test_below_the_text(tail: str) -> None:
    assert article(tail=tail).published is None


def test_a_document_of_which_the_text_speaks() -> None:
    said = "<p>Приказ опубликован: 20.11.2020 на портале правовой информации.</p>"
    assert article(more=said).published is None


@pytest.mark.parametrize(
    "stated",
    [
        ld(**{"@type": "Review", "datePublished": "2020-05-05"}),
        ld(**{"@type": "Report", "name": "Отчёт", "datePublished": "2020-05-05"}),
        ld(**{"@type": "NewsArticle", "name": "Совсем иное дело", "datePublished": "2020-05-05"}),
        ld(**{"@type": "NewsArticle", "@id": "/other.html#a", "datePublished": "2020-05-05"}),
        item("NewsArticle", "<b itemprop='headline'>Иное событие в районе</b>"),
        item("Review"),
    ],
)
def test_what_is_stated_of_another_thing(stated: str) -> None:
    assert article(tail=stated).published is None


@pytest.mark.parametrize(
    "stated",
    [
        ld(**{"@type": "NewsArticle", "@id": "#article", "datePublished": "2020-05-05"}),
        ld(**{"@type": "NewsArticle", "name": TITLE, "datePublished": "2020-05-05"}),
        ld(**{"@type": "NewsArticle", "datePublished": "2020-05-05"}),
        item("NewsArticle"),
    ],
)
def test_what_is_stated_of_the_page(stated: str) -> None:
    assert article(tail=stated).published == "2020-05-05"


@pytest.mark.parametrize(
    "path",
    ["item/20191231/", "id/20191231.html", "20241305/", "2024-12-345/", "n/12345620240509/a",
     "afisha/2024-12-31/koncert.html", "events/2024/12/31/koncert/", "uploads/2024/12/31/a.html"],
)  # fmt: skip
def test_an_address_of_figures_that_are_no_day_of_publication(path: str) -> None:
    assert article(path=path).published is None
