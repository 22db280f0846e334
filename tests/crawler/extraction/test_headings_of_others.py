"""Headings that a page has beside its headline: boxes, sections, parts of the text."""

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle

TITLE = "Открылась библиотека для всего района"
OTHER = "Книги ждут читателей"
TEXT = "В городе открылась библиотека с читальным залом на сто мест и детским уголком."
MORE = "Книги для неё собирали всем городом, и набралось их больше девяти тысяч."
BODY = f"<div><p>{TEXT}</p><p>{MORE}</p></div>"
MENU = "<ul><li><a href='/o/'>Общество</a></li></ul>"


def read(body: str, title: str = f"{TITLE} | Газета") -> RawArticle:
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return extract_article(markup.encode(), "https://paper.example/society/biblioteka.html")


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        (f"<h1>{OTHER}</h1>", f"{TITLE} | Газета"),
        (f"<h1>{OTHER}</h1>", f"Культура: {TITLE} | Газета"),
        (f"<div>{TITLE}: что внутри</div>", f"{TITLE}: что внутри | Газета"),
        ("", "Газета"),
    ],
)
@pytest.mark.parametrize("between", [f"<h2>{TITLE}</h2>", f"<h3>{TITLE}</h3>"])
def test_a_heading_between_paragraphs_is_no_headline(
    headline: str, title: str, between: str
) -> None:
    raw = read(f"{headline}<div><p>{TEXT}</p>{between}<p>{MORE}</p></div>", title)
    assert raw.title != TITLE
    assert raw.body == f"{TEXT}\n{TITLE}\n{MORE}"


@pytest.mark.parametrize(
    "beside",
    [
        f"<aside><h1>{TITLE}</h1></aside>",
        f"<aside><h2>{TITLE}</h2></aside>",
        f"<h3><a href='/x'>{TITLE}</a></h3>",
        "<h2>Открылась библиотека для</h2>",
    ],
)
def test_a_heading_beside_the_article_is_no_headline_where_the_article_has_one(beside: str) -> None:
    assert read(f"<h1>{OTHER}</h1>{BODY}{beside}").title == OTHER


@pytest.mark.parametrize(
    "box",
    [
        "<h2>Новости партнёров и другие материалы</h2><ul><li><a href='/x'>Мост</a></li></ul>",
        "<h2 class='title'>Популярные новости за неделю</h2>",
        "<h2>Сквер у реки</h2><p><a href='/x'>Сквер у реки откроют уже весной</a></p>",
    ],
)
def test_the_lone_heading_of_a_box_is_no_headline(box: str) -> None:
    raw = read(f"{box}<div>{TITLE}</div>{BODY}", "Газета")
    assert raw.origins["title"] == "title"
    assert read(f"<div>{TITLE}</div>{BODY}{box}", "Газета").origins["title"] == "title"


def test_a_lone_heading_above_the_text_is_the_headline() -> None:
    raw = read(f"<h2>{TITLE}</h2><div>2 мая 2024 <a href='/o/'>Общество</a></div>{BODY}", "Газета")
    assert (raw.title, raw.published) == (TITLE, "2 мая 2024")


@pytest.mark.parametrize("headline", [f"<h2>{TITLE}</h2>", f"<div>{TITLE}</div>"])
def test_the_name_of_a_section_is_no_headline_though_the_title_begins_with_it(
    headline: str,
) -> None:
    raw = read(f"{MENU}<h1>Общество</h1>{headline}{BODY}", f"Общество - {TITLE} - Газета")
    assert raw.title == TITLE


def test_a_general_word_is_no_headline_beside_another() -> None:
    assert read(f"<h1>Новости</h1><h2>{TITLE}</h2>{BODY}", "Новости").title == TITLE


def test_a_short_headline_that_a_link_repeats_stays() -> None:
    again = "<a href='/m'>Мост открыт</a>"
    assert read(f"<h1>Мост открыт</h1>{BODY}{again}", "Мост открыт").title == "Мост открыт"
    assert read(f"<h1>Мост открыт</h1>{BODY}{again}", "Мост открыт | Газета").title == "Мост открыт"


def test_the_first_sentence_of_a_text_stays_in_it_though_the_title_repeats_it() -> None:
    raw = read(f"<div><p>{TEXT}</p><p>{MORE}</p></div>", f"{TEXT} | Газета")
    assert (raw.title, raw.body) == (TEXT, f"{TEXT}\n{MORE}")
