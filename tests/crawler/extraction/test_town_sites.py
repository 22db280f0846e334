"""Pages of town papers and authorities: bylines, stamps and headings as their makers set them."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.dates import is_date, split_update
from crawler.items import RawArticle

URL = "https://vestnik-zarechya.example/society/1204-chitalnya.html"
TITLE = "В Заречье открыли читальню под открытым небом"
TEXT = "Читальню под открытым небом построили в парке на средства областной программы."
MORE = "Книги для неё собирали всем городом с прошлой осени, и набралось их девять тысяч."
BODY = f"<div class='text'><p>{TEXT}</p><p>{MORE}</p></div>"
MENU = "".join(f"<li><a href='/s{n}'>Раздел {n}</a></li>" for n in range(12))


def page(content: str, *, head: str = "", title: str = TITLE) -> RawArticle:
    markup = (
        f"<html lang='ru'><head><title>{title}</title>{head}</head>"
        f"<body><ul>{MENU}</ul><div id='content'>{content}</div></body></html>"
    )
    return extract_article(markup.encode(), URL)


def _stated(day: str) -> str:
    return (
        "<meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='{day}'>"
    )


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<time datetime='2024-05-03T07:00:53+03:00'>3 мая</time>", "2024-05-03T07:00:53+03:00"),
        ("<p class='date'>3 мая 2024, 07:00</p>", "3 мая 2024, 07:00"),
        ("<p class='date'>03.05.2024 07:00</p>", "03.05.2024 07:00"),
        ("<p class='date'>4 мая 2024, 07:00</p>", "2024-05-03"),
        ("<p class='date'>3 мая 2024</p>", "2024-05-03"),
    ],
)
def test_a_day_stated_for_machines_gets_the_clock_time_that_is_shown_beside_it(
    shown: str, published: str
) -> None:
    read = page(f"<h1>{TITLE}</h1>{shown}{BODY}", head=_stated("2024-05-03"))
    assert read.published == published


def test_a_stamp_above_the_headline_may_name_the_weekday_of_the_last_change() -> None:
    stamp = (
        "<div class='meta'><span>Ольга Соснова</span> <span class='when'>3 Май 2024 14:12"
        " <span class='itemDateModified'>(Последнее изменение Суббота, 4 Май 2024 16:51)</span>"
        "</span> <span>7</span></div>"
    )
    read = page(f"<div class='item'>{stamp}<h2>{TITLE}</h2>{BODY}</div>")
    assert (read.published, read.modified) == ("3 Май 2024 14:12", "Суббота, 4 Май 2024 16:51")


def test_words_for_the_last_change() -> None:
    said = "26.06.2024 (Дата последнего обновления: 27.06.2024 23:18)"
    assert is_date(said)
    assert split_update(said) == ("26.06.2024", "27.06.2024 23:18")


def test_a_heading_that_names_the_section_is_no_title() -> None:
    shown = f"<div class='news'><span>03.05.2024</span> <span class='name'>{TITLE}</span>{BODY}"
    read = page(f"<h1>Новости</h1>{shown}</div>")
    assert (read.title, read.published, read.body) == (TITLE, "03.05.2024", f"{TEXT}\n{MORE}")


def test_a_short_heading_stays_the_title_where_the_other_is_not_shown() -> None:
    assert page(f"<h1>Читальня в парке</h1>{BODY}").title == "Читальня в парке"


def test_a_credit_may_name_two_works() -> None:
    credit = "<p>Текст и фото: Ольга Соснова</p>"
    assert page(f"<h1>{TITLE}</h1><div>{BODY}{credit}</div>").body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "links",
    [
        "<div><span>Теги:</span> <a href='/%D1%82%D0%B5%D0%B3%D0%B8/park'>парк</a></div>",
        "<header><a href='/tags/park'>парк</a></header>",
        "<footer><a href='/tag/park' rel='tag'>парк</a></footer>",
    ],
)
def test_tags_stand_at_the_edges_of_an_article(links: str) -> None:
    assert page(f"<article><h1>{TITLE}</h1>{links}{BODY}</article>").tags == ("парк",)
