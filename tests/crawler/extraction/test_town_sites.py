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


FOOT = "<div class='data'>7 октября 2020&nbsp; <b>Просмотров:</b> 1 447 </div>"


def test_a_date_with_a_counter_of_views_stands_below_the_text() -> None:
    assert page(f"<h1>{TITLE}</h1>{BODY}{FOOT}").published == "7 октября 2020 Просмотров: 1 447"


@pytest.mark.parametrize(
    "others",
    [
        f"<div><a href='/x'>Совсем другая новость дня</a>{FOOT}</div>",
        f"<div>{FOOT}<a href='/x'>Совсем другая новость дня</a></div>",
        f"<p>Другие новости</p>{FOOT}",
        "<div>7 октября 2020</div>",
    ],
)
def test_a_date_below_the_text_is_not_taken_from_other_news(others: str) -> None:
    clock = "<meta property='og:type' content='article'>"
    assert page(f"<h1>{TITLE}</h1>{BODY}{others}", head=clock).published is None


def test_a_teaser_below_read_also_is_no_text() -> None:
    teaser = (
        "<p><b>ЧИТАЙТЕ ТАКЖЕ</b></p><p><b>Читатели вернули все книги</b></p>"
        "<p>В Заречье вернули все книги. <a href='https://x.example/1'>Подробнее читайте»</a></p>"
    )
    text = f"<p>{TEXT}</p><p>{MORE}</p>"
    assert page(f"<h1>{TITLE}</h1><div>{text}{teaser}</div>").body == f"{TEXT}\n{MORE}"


def test_a_heading_below_a_link_to_read_also_is_kept() -> None:
    middle = "<p>Читайте также:</p><p><a href='/x'>Другая новость</a></p><p><b>Что дальше</b></p>"
    read = page(f"<h1>{TITLE}</h1><div><p>{TEXT}</p>{middle}<p>{MORE}</p></div>")
    assert read.body == f"{TEXT}\nЧто дальше\n{MORE}"


def test_a_card_that_is_a_link_as_a_whole_is_no_text() -> None:
    card = (
        "<article class='card'><a href='/x'><div><span>Читайте также</span><h4>Другая новость"
        " Заречья</h4><div>Новости района</div></div></a></article>"
    )
    scope = "<div itemscope itemtype='https://schema.org/NewsArticle'>"
    text = (
        f"<span itemprop='articleBody'><p>{TEXT}</p><h4>Что дальше</h4><p>{MORE}</p>{card}</span>"
    )
    read = page(f"{scope}<h1 itemprop='headline'>{TITLE}</h1>{text}</div>")
    assert read.body == f"{TEXT}\nЧто дальше\n{MORE}"


@pytest.mark.parametrize(
    "line", ["Читать vestnik.example в Telegram или Twitter", "Полный текст новости"]
)
def test_lines_that_lead_to_other_places_are_no_text(line: str) -> None:
    assert page(f"<h1>{TITLE}</h1><div><p>{line}</p>{BODY}</div>").body == f"{TEXT}\n{MORE}"


def test_the_next_article_in_the_same_item_is_another() -> None:
    def item(title: str, day: str, text: str, author: str) -> str:
        return (
            f"<div class='item'><h1 itemprop='headline'>{title}</h1>"
            f"<time itemprop='datePublished' datetime='{day}'>{day}</time>"
            f"<div itemprop='articleBody'><p>{text}</p></div>"
            f"<p itemprop='author'>{author}</p></div>"
        )

    people = "<a href='/o'>Ольга Соснова</a>&nbsp;<a href='/ia'>ИА «Заречье»</a>"
    first = item(TITLE, "2020-10-09T08:39:11+03:00", f"{TEXT} {MORE}", people)
    other = "Жители попросили обустроить широкие тротуары на проспекте у старой читальни."
    second = item("Тротуары у читальни", "2020-10-14T17:47:05+03:00", other, "Анна Ложкина")
    kind = "https://schema.org/NewsArticle"
    read = page(f"<main itemscope itemtype='{kind}'>{first}{second}</main>")
    assert (read.body, read.published) == (f"{TEXT} {MORE}", "2020-10-09T08:39:11+03:00")
    assert read.authors == ("Ольга Соснова",)


def test_a_description_that_ends_in_the_midst_of_a_word_is_no_lead() -> None:
    cut, whole = TEXT[:-8], TEXT
    described = "<meta name='description' content='{}'>".format
    assert page(f"<h1>{TITLE}</h1>{BODY}", head=described(cut)).lead is None
    assert page(f"<h1>{TITLE}</h1>{BODY}", head=described(whole)).lead == whole


@pytest.mark.parametrize(
    "line", ["По материалам https://x.example/news/1", "Ольга Соснова, ЗАРЕЧЬЕ. 3 мая, 2024 года."]
)
def test_what_names_the_source_below_the_text_is_left_out(line: str) -> None:
    assert page(f"<h1>{TITLE}</h1><div>{BODY}<p>{line}</p></div>").body == f"{TEXT}\n{MORE}"


def test_an_address_may_name_its_day_with_the_month_in_letters() -> None:
    markup = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}</body></html>"
    url = "https://vestnik-zarechya.example/article/28Nov2023/most.html"
    assert extract_article(markup.encode(), url).published == "2023-11-28"
