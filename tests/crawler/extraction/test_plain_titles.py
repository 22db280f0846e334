"""Titles of pages without a heading, under a document's title that is the site's on every page."""

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle

TITLE = "Дорожники собрали мост через ручей за пять дней"
TEXT = "Мост строили два года, и теперь дорога до школы стала вдвое короче, чем была."
MORE = "Первыми по нему прошли ученики, за ними проехала пожарная машина с сиреной."
DATE = "Вчера в 14:20 | Просмотров: 217"


def page(above: str, *, title: str = "Берег-Инфо: новости Сызрани") -> RawArticle:
    markup = (
        f"<html><head><title>{title}</title></head><body>"
        "<div><a href='/'>Берег-Инфо</a> | <a href='/?cat=1'>Город</a></div>"
        "<div>Доллар 91,2234 на 21.11.2026. Погода -3</div>"
        f"<div class='n'>{above}<div class='x'>{TEXT}<br>{MORE}</div></div></body></html>"
    )
    return extract_article(markup.encode(), "https://bereg.example/?id=77")


def test_the_line_above_the_date_is_the_title_where_the_documents_is_the_sites() -> None:
    read = page(f"<div class='t'>{TITLE}</div><div class='d'>{DATE}</div>")
    assert (read.title, read.origins["title"]) == (TITLE, "structure")
    assert read.body == f"{TEXT}\n{MORE}"


def test_a_documents_title_that_the_page_shows_is_believed_before_it() -> None:
    above = f"<div>{TITLE}</div><div>Рубрика «Дороги и мосты»</div><div>{DATE}</div>"
    assert page(above, title=f"{TITLE} — Берег-Инфо").title == TITLE


@pytest.mark.parametrize(
    "above",
    [
        f"<div><a href='/?cat=1'>Другая новость о другом деле</a></div><div>{DATE}</div>",
        f"<div>Город</div><div>{DATE}</div>",
        f"<div><p>Здесь стоит длинное предложение, которое не заголовок.</p></div><p>{DATE}</p>",
    ],
)
def test_a_link_a_rubric_and_a_sentence_are_no_title(above: str) -> None:
    assert page(above).origins["title"] == "title"
