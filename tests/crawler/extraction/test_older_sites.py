"""Sites of an older make: names of sites in titles, no headings, dates at the text's edges."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.dates import is_date, stated_date
from crawler.items import RawArticle

URL = "https://vesti-rayona.example/society/most.html"
TITLE = "В посёлке открыли мост через реку"
TEXT = "Мост через реку строили два года, и теперь дорога до школы стала вдвое короче."
MORE = "Первыми по нему прошли ученики, за ними проехала пожарная машина с сиреной."
BODY = f"<div class='b'><p>{TEXT}</p><p>{MORE}</p></div>"
HEADLINE = f"<h1>{TITLE}</h1>"
MENU = "".join(f"<li><a href='/s{n}'>Раздел {n}</a></li>" for n in range(12))
CLOCK = "<div class='clock'>3 мая 2024</div>"
OTHERS = "<ul><li>1 мая 2024 <a href='/x'>Совсем другая новость о другом деле</a></li></ul>"


def page(
    content: str, *, title: str = TITLE, head: str = "", before: str = "", url: str = URL
) -> RawArticle:
    markup = (
        f"<html><head><title>{title}</title>{head}</head><body>{before}"
        f"<div id='content'>{content}</div></body></html>"
    )
    return extract_article(markup.encode(), url)


@pytest.mark.parametrize(
    "title",
    [
        f"Вести района :: {TITLE}",
        f"Новости «Вести района»: {TITLE}",
        f"Vesti-Rayona.example: новости дня - {TITLE}",
        f"Общество / {TITLE}",
        f"{TITLE} - Вести района",
    ],
)
def test_a_title_stands_behind_or_before_the_name_of_its_site_or_section(title: str) -> None:
    named = "<a href='/'>Вести района</a><ul><li><a href='/o'>Общество</a></li></ul>"
    read = page(f"<h2>{TITLE}</h2>{BODY}", title=title, before=f"{named}<h1>Вести района</h1>")
    assert (read.title, read.body) == (TITLE, f"{TEXT}\n{MORE}")


def test_a_feed_names_its_site() -> None:
    feed = "<link rel='alternate' type='application/rss+xml' title='Вести района » Лента'>"
    assert page(BODY, title=f"Вести района: {TITLE}", head=feed).title == TITLE


def test_entities_that_are_escaped_twice_are_read() -> None:
    title = "<meta property='og:title' content='Мост &amp;laquo;Северный&amp;raquo; открыт'>"
    lead = "<meta name='description' content='&amp;#65279;По&amp;nbsp;нему прошли ученики.'>"
    read = page(BODY, title="", head=title + lead)
    assert (read.title, read.lead) == ("Мост «Северный» открыт", "По нему прошли ученики.")


def test_a_headline_keeps_the_words_before_its_colon() -> None:
    said = "Глава посёлка: мост через реку открыли вовремя"
    assert page(f"<h2>{said}</h2>{BODY}", title=said).title == said


@pytest.mark.parametrize(
    "headline",
    [
        f"<div class='t'>{TITLE}</div>",
        f"<b><span>{TITLE}</span></b><br><br>",
        f"<table><tr><td class='t'>{TITLE}</td></tr></table>",
    ],
)
def test_a_page_without_headings_has_its_headline_where_its_title_stands(headline: str) -> None:
    read = page(f"{headline}<div>2 мая 2024</div>{BODY}", title=f"{TITLE} | Вести района")
    assert (read.title, read.published) == (TITLE, "2 мая 2024")
    assert read.body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "above",
    [
        "<div class='d'>2 мая 2024, 10:15</div>",
        "<p><span>2 мая 2024, 10:15</span></p><p><a href='/o'>Общество</a></p>",
        "<div>[2 мая 2024, 10:15]</div>",
        "<div>2 мая 2024, 10:15 | Источник: Вести района</div>",
    ],
)
def test_a_date_right_above_the_headline_is_the_articles(above: str) -> None:
    read = page(f"{above}{HEADLINE}{BODY}", before=f"{CLOCK}<ul>{MENU}</ul>")
    assert read.published
    assert "2 мая 2024, 10:15" in read.published
    assert read.body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "content",
    [
        f"{CLOCK}<ul>{MENU}</ul>{HEADLINE}{BODY}",
        f"<div>Пятница, 3 мая 2024</div>{HEADLINE}{BODY}",
        f"<div>Сегодня 3 мая 2024</div>{HEADLINE}{BODY}",
        f"{OTHERS}{HEADLINE}{BODY}",
        f"<div>3 мая 2024 USD 91,70</div>{HEADLINE}{BODY}",
    ],
    ids=["page's head", "weekday", "today", "other news", "rates"],
)
def test_no_other_date_above_the_headline_is_the_articles(content: str) -> None:
    assert page(content).published is None


def test_a_clock_at_the_head_of_a_page_without_headline_is_nobodys_date() -> None:
    assert page(BODY, before=f"{CLOCK}<ul>{MENU}</ul>").published is None
    assert page(f"{HEADLINE}{BODY}", before=CLOCK).published is None


@pytest.mark.parametrize(
    "foot",
    [
        "<div><span>2 мая 2024</span> <a href='/print'>Версия для печати</a></div>",
        "<div>2 мая 2024</div><div><a href='/p'>Постоянный адрес</a></div>",
        "<p class='o'>Опубликовано: 2 мая 2024</p>",
        "<p class='o'>Просмотров: 15. Дата публикации: 2 мая 2024</p>",
    ],
)
def test_a_date_in_the_articles_foot_is_read_and_left_out_of_its_text(foot: str) -> None:
    read = page(f"<div>{HEADLINE}{BODY}{foot}</div>")
    assert read.published
    assert read.published.endswith("2 мая 2024")
    assert read.body is not None
    assert read.body.startswith(f"{TEXT}\n{MORE}")


@pytest.mark.parametrize(
    "after",
    [
        "<div class='c'><b>Читатель</b> <span>4 мая 2024, 12:30</span><p>Хороший мост.</p></div>",
        f"<h3>Читайте также</h3>{OTHERS}",
        f"<div><a href='/print'>Версия для печати</a>{OTHERS}</div>",
        f"<h3>Читайте также</h3>{OTHERS}<div>5 мая 2024 <a href='/p'>Распечатать</a></div>",
        "<div>© 2010–2024 Вести района</div>",
    ],
)
def test_dates_of_comments_and_of_other_news_are_not_the_articles(after: str) -> None:
    assert page(f"<div>{HEADLINE}{BODY}</div>{after}").published is None


def test_a_date_before_links_to_its_section_is_read() -> None:
    between = "<div>2 мая 2024 <a href='/o'>Общество</a>, <a href='/d'>Дороги</a></div>"
    assert page(f"{HEADLINE}{between}{BODY}").published == "2 мая 2024"


def test_a_link_to_the_papers_front_page_is_no_other_news() -> None:
    paper = "«Вести района», общественная газета"
    between = "<div><a href='{}'>" + paper + "</a><br>02.05.2024, 12:45</div>"
    ours = f"{HEADLINE}{between.format('http://www.vesti-rayona.example')}{BODY}"
    assert page(ours).published == "02.05.2024, 12:45"
    assert page(f"{HEADLINE}{between.format('/news/7')}{BODY}").published is None


def test_the_moment_of_a_byline_is_read_rather_than_its_day() -> None:
    byline = "<div>14:39 | <a href='/day'>02.05.2024</a></div>"
    assert page(f"{HEADLINE}{byline}{BODY}").published == "14:39 | 02.05.2024"


def test_a_folder_may_name_the_day_first() -> None:
    url = "https://vesti-rayona.example/news/02-05-2024/most/"
    assert page(f"{HEADLINE}{BODY}", url=url).published == "2024-05-02"


@pytest.mark.parametrize(
    "line",
    [
        "Читайте: как в районе ремонтируют дороги",
        "Заметили ошибку? Выделите её и нажмите Ctrl + Enter.",
        "Адрес материала: https://vesti-rayona.example/1",
        "Поделитесь новостью с друзьями:",
        "Поделиться ссылкой:",
    ],
)
def test_a_line_of_service_is_left_out_of_the_text(line: str) -> None:
    read = page(f"{HEADLINE}<div><p>{TEXT}</p><p>{line}</p><p>{MORE}</p></div>")
    assert read.body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize("line", ["Поделится ли район мостом?", "Клавиши Ctrl+Enter не нужны."])
def test_a_line_like_one_of_service_stays(line: str) -> None:
    read = page(f"{HEADLINE}<div><p>{TEXT}</p><p>{line}</p><p>{MORE}</p></div>")
    assert read.body == f"{TEXT}\n{line}\n{MORE}"


IMAGE = "<img src='/i.jpg'>"
CAPTION = "Мост через реку в день открытия, вид с берега."


@pytest.mark.parametrize(
    "rows", [f"<tr><td>{IMAGE}</td></tr><tr><td>{CAPTION}</td></tr>", f"<td>{IMAGE} {CAPTION}</td>"]
)
def test_a_caption_in_a_table_with_its_image_is_no_text(rows: str) -> None:
    read = page(f"{HEADLINE}<div><p>{TEXT}</p><table>{rows}</table><p>{MORE}</p></div>")
    assert read.body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "rows", [f"<tr><td>{IMAGE}</td><td>{CAPTION}</td></tr>", f"<tr><td>{CAPTION} {IMAGE}</td></tr>"]
)
def test_a_text_beside_or_above_an_image_stays(rows: str) -> None:
    read = page(f"{HEADLINE}<div><p>{TEXT}</p><table>{rows}</table><p>{MORE}</p></div>")
    assert read.body == f"{TEXT}\n{CAPTION}\n{MORE}"


@pytest.mark.parametrize("name", ["ИА «Вести района»", "ООО Вести", "Paper Design Ltd."])
def test_an_organisation_is_no_author(name: str) -> None:
    assert page(f"{HEADLINE}{BODY}", head=f"<meta name='author' content='{name}'>").authors == ()


@pytest.mark.parametrize(
    "text",
    [
        "[16:30/02.05.2024]",
        "2 мая 2024 | Источник: Вести района",
        "2 мая 2024 | Время публикации 17:31",
        "Опубликовано: 2 мая 2024",
        "Опубликовано 2 мая 24 (17:50)",
        "2 мая, 17:50",
    ],
)
def test_older_ways_to_write_a_moment(text: str) -> None:
    assert is_date(text)


def test_a_clock_time_is_no_year() -> None:
    assert not is_date("2 мая 17 человек")
    assert is_date("2 мая 17:50")


def test_only_a_date_with_a_label_is_stated() -> None:
    assert stated_date("Автор. Опубликовано: 2 мая 2024 | 5 отзывов") == "Опубликовано: 2 мая 2024"
    assert stated_date("Мост открыли 2 мая 2024 года") == ""


def test_the_day_of_the_week_before_a_text_without_headline_is_the_pages_clock() -> None:
    other = "https://paper.example/society/most.html"
    assert page(f"<div>Пятница, 3 мая 2024</div>{BODY}", title="Вести", url=other).published is None


@pytest.mark.parametrize("rest", ["", "<footer>Вести</footer>", "Дорога открыта.<p>Да.</p>"])
@pytest.mark.parametrize("start", ["<header><a href='/'>Вести</a></header>", ""])
def test_the_tags_that_html_lets_one_omit_are_not_missed(start: str, rest: str) -> None:
    markup = f"<!doctype html><title>{TITLE}</title><meta charset=utf-8>{start}"
    read = extract_article(f"{markup}<main>{HEADLINE}{BODY}</main>{rest}".encode(), URL)
    assert (read.title, read.body) == (TITLE, f"{TEXT}\n{MORE}")
