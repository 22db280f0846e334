"""Pages in the shapes of large Russian news sites: what they put around a headline and a text."""

from datetime import UTC, datetime

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle
from pipelines.dates import parse_date

URL = "https://vestnik.example/news/1.html"
TITLE = "Новый мост через Луговую открыли для всех"
SECOND = "Вестник: дорога до школы стала вдвое короче, чем была прежде"
TEXT = (
    "Мост через Луговую строили два года, и утром в субботу по нему пошли первые машины.",
    "Школьникам больше не нужно ехать в объезд, дорога до уроков стала вдвое короче.",
    "Строители обещают к весне разбить у моста сквер и поставить скамейки и фонари для отдыха.",
)
BLOCKS = tuple(f"<div class='block'><div class='text'>{line}</div></div>" for line in TEXT)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
SITE = '<meta property="og:site_name" content="Вестник">'


def read(body: str, head: str = "", url: str = URL) -> RawArticle:
    markup = (
        f"<html><head><title>{TITLE} - Вестник</title>{SITE}"
        f'<meta property="og:title" content="{TITLE}">{head}</head><body>{body}</body></html>'
    )
    return extract_article(markup.encode(), url)


def test_a_headline_in_a_plain_element_above_an_h1_of_other_words() -> None:
    header = f"<div class='head'><div class='t'>{TITLE}</div><h1>{SECOND}</h1></div>"
    raw = read(f"{header}<div class='body'>{''.join(BLOCKS)}</div>")
    assert (raw.title, raw.body) == (TITLE, "\n".join(TEXT))


def test_an_h1_of_other_words_is_the_title_where_nothing_else_shows_one() -> None:
    raw = read(f"<div><div>{SECOND[:20]}</div><h1>{SECOND}</h1></div><div>{PARAGRAPHS}</div>")
    assert raw.title == SECOND


TEASER = (
    "<div class='block'><div class='teaser'><a href='/2'>Паром через озеро встанет на ремонт</a>"
    "<div class='info'><div class='day'>30 мая, 01:53</div></div></div></div>"
)
PROMOTION = (
    "<section role='region'><a href='#end'>Пропустить и читать дальше</a><p>Слушайте нас по утрам:"
    " рассказываем о главном за десять минут.</p><p>Конец истории Слушайте</p></section>"
)


@pytest.mark.parametrize(
    "inserted",
    [
        TEASER,
        PROMOTION,
        "<div class='pro'><div class='pro-head'>Читайте на Вестник Про</div></div>",
        "<p>Смотрите также: <a href='/3'>Паром через озеро встанет на ремонт</a></p>",
        "<p>Фото на обложке: архив города</p>",
        "<p class='doc__text document_authors'>Анна Выдуманная, Луговое</p>",
    ],
)
@pytest.mark.parametrize("paragraphs", [BLOCKS, tuple(f"<p>{line}</p>" for line in TEXT)])
def test_what_stands_between_paragraphs_and_is_none(
    inserted: str, paragraphs: tuple[str, ...]
) -> None:
    first, second, third = paragraphs
    body = f"<h1>{TITLE}</h1><div class='body'>{first}{second}{inserted}{third}{inserted}</div>"
    assert read(body).body == "\n".join(TEXT)


@pytest.mark.parametrize(
    "real",
    [
        "25 апреля 2024 года.",
        "Читайте на здоровье, советует библиотекарь.",
        "Смотрите также на соседние улицы: там тоже строят.",
        "Краткий пересказ книги занял у школьников один урок.",
    ],
)
def test_paragraphs_that_only_resemble_such_lines_stay(real: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in (*TEXT[:2], real, TEXT[2]))
    expected = "\n".join((*TEXT[:2], real, TEXT[2]))
    assert read(f"<h1>{TITLE}</h1><div>{body}</div>").body == expected


def test_a_teaser_after_the_text_leaves_no_date_behind() -> None:
    raw = read(f"<h1>{TITLE}</h1><div class='body'>{''.join(BLOCKS)}{TEASER}</div>")
    assert raw.body == "\n".join(TEXT)


def test_the_days_of_a_chronicle_stay() -> None:
    days = [f"{day} мая 2024" for day in (5, 6, 7)]
    parts = list(zip(days, TEXT, strict=True))
    told = "".join(f"<div class='day'>{day}</div><p>{line}</p>" for day, line in parts)
    lead = "<div class='lead'>2 июня 2024</div>"
    raw = read(f"<h1>{TITLE}</h1>{lead}<div class='text'><p>{TEXT[0]}</p>{told}</div>")
    assert raw.body == "\n".join([TEXT[0], *(text for part in parts for text in part)])


def test_a_summary_by_a_machine_is_no_text_of_the_article() -> None:
    told = "<ul><li>По мосту через Луговую пошли первые машины, сказано на сайте.</li></ul>"
    box = f"<div class='summary'><span>Краткий пересказ от ИИ</span>{told}</div>"
    raw = read(f"<h1>{TITLE}</h1><div class='body'>{box}{''.join(BLOCKS)}</div>")
    assert raw.body == "\n".join(TEXT)


def test_a_second_headline_in_the_element_of_the_text_is_no_paragraph() -> None:
    lead = "<div class='lead'>Строители обещают к весне ещё и сквер со скамейками</div>"
    raw = read(f"<article><div><h1>{TITLE}</h1>{lead}</div>{PARAGRAPHS}</article>")
    assert raw.body == "\n".join(TEXT)


@pytest.mark.parametrize(
    ("above", "published"),
    [
        ("<div><span>11 июня 2022, 09:24</span></div>", "11 июня 2022, 09:24"),
        ("<div><span>09:24 11.06.2022</span></div>", "09:24 11.06.2022"),
        ("<div>11 июня 2022</div>", "11 июня 2022"),
        ("<div><b>Суббота, 11 июня 2022</b></div>", None),
        ("<div>С 11 июня 2022, 09:24 мост закрыт</div>", None),
    ],
)
def test_a_moment_right_before_the_headline(above: str, published: str | None) -> None:
    raw = read(f"<article><div>{above}<h1>{TITLE}</h1></div>{PARAGRAPHS}</article>")
    assert raw.published == published


CLOCK = "<time datetime='2026-11-20T22:30:00+03:00'>22:30</time>"
FEED = f"<div class='feed'><a href='/1'>Паром через озеро встанет на ремонт</a>{CLOCK}</div>"


@pytest.mark.parametrize(
    "top",
    [
        "<div class='top'><span>20 ноября 2026, 22:30</span></div>",
        FEED,
        f"<div>{CLOCK} Паром {CLOCK} Мост</div>",
    ],
)
def test_a_moment_in_the_head_of_the_page_is_no_date_of_the_article(top: str) -> None:
    menu = "".join(f"<li><a href='/{n}'>Раздел {n}</a></li>" for n in range(9))
    top = f"<ul>{menu}</ul>{top}"
    assert read(f"{top}<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>").published is None
    assert read(f"<div>{top}<div><h1>{TITLE}</h1></div>{PARAGRAPHS}</div>").published is None


@pytest.mark.parametrize(
    ("moment", "published"),
    [("2022-06-11T09:24:00+03:00", "2022-06-11T09:24:00+03:00"), ("2022-06-11", "2022-06-11")],
)
def test_a_time_element_a_little_above_the_headline(moment: str, published: str | None) -> None:
    meta = (
        f"<div class='meta'><a href='/o'>Общество</a><time datetime='{moment}'>11 июня</time></div>"
    )
    raw = read(f"<div>{meta}<div><h1>{TITLE}</h1><em>{SECOND}</em></div>{PARAGRAPHS}</div>")
    assert raw.published == published


def test_a_moment_without_signs_between_its_parts() -> None:
    meta = '<meta property="article:published_time" content="20220611T0924">'
    raw = read(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>", meta)
    assert (raw.published, raw.origins["published"]) == ("20220611T0924", "opengraph")


def test_a_description_is_a_lead_without_the_sites_name_and_the_day() -> None:
    signed = f'<meta property="og:description" content="{TEXT[0]} Вестник, 11.06.2022">'
    assert read(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>", signed).lead == TEXT[0]


def test_the_update_beside_a_moment_before_the_headline_is_kept_apart() -> None:
    above = "<div>09:24 11.06.2022 <span>(обновлено: 09:28 11.06.2022)</span></div>"
    raw = read(f"<div><div>{above}<div>{TITLE}</div><h1>{SECOND}</h1></div>{PARAGRAPHS}</div>")
    assert (raw.published, raw.modified) == ("09:24 11.06.2022", "09:28 11.06.2022")


def test_a_marked_copy_of_the_text_in_one_line_gives_way_to_its_paragraphs() -> None:
    copy = (
        f"<div itemprop='headline'>{TITLE}</div><div itemprop='articleBody'>{''.join(TEXT)}</div>"
    )
    scope = f"<div itemscope itemtype='https://schema.org/NewsArticle'>{copy}</div>"
    raw = read(f"{scope}<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>")
    assert (raw.body, raw.origins["body"]) == ("\n".join(TEXT), "structure")


def test_a_marked_text_of_one_paragraph_stays_where_the_page_shows_another() -> None:
    marked = f"<div itemprop='articleBody'>{' '.join(TEXT)} {' '.join(TEXT)}</div>"
    scope = f"<div itemscope itemtype='https://schema.org/NewsArticle'>{marked}</div>"
    raw = read(f"<h1>{TITLE}</h1>{scope}<div><p>{SECOND}.</p><p>{SECOND}!</p></div>")
    assert raw.origins["body"] == "microdata"


def test_an_update_after_a_full_stop_is_kept_apart() -> None:
    when = "Опубликовано 12:30, 1 апреля 2022. Обновлено 14:00, 2 апреля 2022"
    raw = read(f"<h1>{TITLE}</h1><div>{when}</div><div>{PARAGRAPHS}</div>")
    assert raw.published == "Опубликовано 12:30, 1 апреля 2022"
    assert raw.modified == "14:00, 2 апреля 2022"


def test_the_first_of_an_articles_headings_stays() -> None:
    cards = "".join(f"<div><b>{n}</b><h2>Глава {n}</h2><p>{TEXT[n]}</p></div>" for n in range(3))
    label = "<h2 class='label'>Город</h2>"
    raw = read(f"<h1>{TITLE}</h1><div class='cards'>{label}{cards}</div>")
    expected = [line for n in range(3) for line in (f"Глава {n}", TEXT[n])]
    assert raw.body == "\n".join(expected)


def test_a_row_of_figures_in_a_table_is_text() -> None:
    rows = "<tr><td>Год</td><td>Машин</td></tr><tr><td>2021</td><td>4000</td></tr>"
    raw = read(f"<h1>{TITLE}</h1><div><p>{TEXT[0]}</p><table>{rows}</table><p>{TEXT[1]}</p></div>")
    assert raw.body == f"{TEXT[0]}\nГод Машин\n2021 4000\n{TEXT[1]}"


def test_what_readers_say_below_is_no_text_however_long() -> None:
    said = f"<div class='message'><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div>" * 3
    below = f"<div class='discussion'><div>3 комментария</div>{said}</div>"
    raw = read(f"<h1>{TITLE}</h1><div><p>{TEXT[0]}</p></div>{below}")
    assert raw.body == TEXT[0]


def test_an_appeal_for_donations_is_no_text() -> None:
    appeal = f"<div class='donate'><h3>Помогите нам</h3><p>{TEXT[1]}</p></div>"
    assert read(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}{appeal}</div>").body == "\n".join(TEXT)


@pytest.mark.parametrize(
    "when",
    [
        "11 июня 2022, суббота, 09:24",
        "11.06.2022, сб, 09:24, Мск",
        "июнь 11, 2022",
        "Июн 11, 2022",
        "Время публикации: 09:24, 11.06.2022",
        "Опубликовано 11.06.2022 09:24 · 1530 просмотров",
    ],
)
def test_a_date_in_the_words_of_a_site(when: str) -> None:
    raw = read(f"<h1>{TITLE}</h1><div>{when}</div><div>{PARAGRAPHS}</div>")
    day = parse_date(raw.published or "", reference=NOW, timezone=None)
    assert day is not None
    assert day.edtf.startswith("2022-06-11")
