"""Pages of the wide web: dates as their languages have them, and what stands around a text."""

import pytest

from crawler.extraction import Unreadable, extract_article
from crawler.extraction.dates import holds_date, is_date
from crawler.extraction.world_dates import date_of_byline
from crawler.items import RawArticle

TITLE = "The lighthouse keeper paints his own door"
TEXT = (
    "<p>For eleven years the keeper had asked the harbour office for a tin of green paint.</p>"
    "<p>On Friday he bought one himself, and by Sunday evening the old door shone in the dusk.</p>"
    "<p>The office says that the bill will be paid, as soon as somebody has found the form.</p>"
)


def article(body: str, *, head: str = "", lang: str = "en") -> RawArticle:
    markup = (
        f"<html lang='{lang}'><head><title>{TITLE} | Shore Post</title>{head}</head>"
        f"<body>{body}</body></html>"
    )
    return extract_article(markup.encode(), "https://shore.example/stories/door.html")


def under_headline(between: str, *, lang: str = "en") -> RawArticle:
    return article(f"<main><h1>{TITLE}</h1>{between}<div>{TEXT}</div></main>", lang=lang)


@pytest.mark.parametrize(
    "text",
    ["25 de marzo de 2019", "Miércoles, 25 de marzo del 2019", "25 marzo 2019", "7 مارس 2019",
     "Publicado el 4 de noviembre de 2014 a las 18:30", "12 gennaio 2020 alle 9:15",
     "3 de março de 2020", "12 januari 2020"],
)  # fmt: skip
def test_a_date_in_spanish_italian_portuguese_dutch_or_arabic_is_one(text: str) -> None:
    assert is_date(text)
    assert under_headline(f"<p>{text}</p>", lang="es").published == text


def test_an_american_byline_may_have_figures() -> None:
    line = "2/26/2015 7:11 AM PST BY SHORE STAFF"
    assert date_of_byline(line) == "2/26/2015 7:11 AM PST"
    assert under_headline(f"<h5 class='posted-date'>{line}</h5>").published == line[:21]


def test_an_abbreviation_states_the_moment_that_it_stands_for() -> None:
    shown = '<p>on <abbr class="published" title="2015-03-10T08:05:41-07:00">March 10, 2015</abbr>'
    assert under_headline(shown + " by Ada</p>").published == "2015-03-10T08:05:41-07:00"


def test_a_byline_with_the_authors_name_keeps_its_date() -> None:
    header = (
        f"<header><h1>{TITLE}</h1><div class='entry-meta pf-author'><a rel='author'>Ada</a>"
        "<br><time datetime='2019-07-13T15:52:31+02:00'>Sa 13 Jul 2019</time></div></header>"
    )
    found = article(f"<div id='sidebar'>{header}</div><div class='entry'>{TEXT}</div>")
    assert found.published == "2019-07-13T15:52:31+02:00"


@pytest.mark.parametrize(
    "stated", ["Fri Mar 13 21:30:09 EST 2015", "Wed Oct 10 20:19:24 +0000 2018"]
)
def test_dates_as_programs_print_them_are_read(stated: str) -> None:
    assert holds_date(stated)
    head = f'<meta name="article:publicationdate" content="{stated}">'
    assert article(f"<h1>{TITLE}</h1>{TEXT}", head=head).published == stated


def test_what_stands_above_the_headline_is_no_part_of_the_text() -> None:
    above = (
        "<div>This is an old page of the harbour office. It is no longer kept up to date.</div>"
        "<div>The Harbour Office</div><div>For Immediate Release</div><span>April 11, 2015</span>"
    )
    found = article(f"<div class='c'>{above}<h1>{TITLE}</h1><div>{TEXT}</div></div>")
    assert (found.body or "").startswith("For eleven years")


VERSES = "<br>".join(
    ["Sea so wide", "Boat so small", "Who will row", "If I fall"] * 4 + ["Refrain", "Row on"]
)


def test_a_poem_on_the_page_of_one_entry_is_its_text() -> None:
    entry = f"<h3 class='entry-title'>{TITLE}</h3><div class='entry-content'>{VERSES}</div>"
    found = article(f"<div class='posts'><div class='post hentry'>{entry}</div></div>")
    assert (found.body or "").count("Boat so small") == 4


ROWS = "".join(
    f"<tr><td>{district}</td><td>{flats}</td></tr>"
    for district, flats in (
        ("Северный", 12), ("Южный", 7), ("Приречный", 31), ("Заводской", 4), ("Горный", 18),
    )
)  # fmt: skip
TABLE = (
    "<html lang=ru><head><title>Сколько квартир построят в районах</title>{}</head><body>"
    "<nav><a href='/'>Главная</a></nav><div><h1>Сколько квартир построят в районах</h1>{}<table>"
    f"<tr><th>Район</th><th>Квартиры</th></tr>{ROWS}</table></div></body></html>"
)
PUBLISHED = '<meta property="article:published_time" content="2024-03-05T10:00:00+03:00">'


@pytest.mark.parametrize(("head", "shown"), [(PUBLISHED, ""), ("", "<p>5 марта 2024</p>")])
def test_a_dated_table_alone_is_read_by_its_rows(head: str, shown: str) -> None:
    found = extract_article(TABLE.format(head, shown).encode(), "https://town.example/a.html")
    assert (found.body or "").splitlines()[:2] == ["Район Квартиры", "Северный 12"]
    assert found.origins["body"] == "table"


def test_a_table_that_states_no_date_is_no_article() -> None:
    with pytest.raises(Unreadable):
        extract_article(TABLE.format("", "").encode(), "https://town.example/a.html")


SHORT = (
    "<html lang=ru><head><title>Наш город</title>{}</head><body><main><h1>Катер вернулся</h1>"
    "<p>5 марта 2024</p><p>Катер снова ходит от пристани до мельницы и обратно каждый день.</p>"
    "<p>Зимой рейсов не будет, а летом их станет втрое больше, обещают в порту.</p></main>{}"
)


def test_a_short_article_with_a_robot_check_in_its_form_is_an_article() -> None:
    script = '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async></script>'
    form = '<form><div class="cf-turnstile"></div><textarea></textarea></form></body></html>'
    markup = SHORT.format(script, form)
    found = extract_article(markup.encode(), "https://town.example/b.html")
    assert (found.title, found.published) == ("Катер вернулся", "5 марта 2024")


STATIC = (
    "<html lang=ru><head><title>Отчёт за год</title><meta name=generator content='WordPress 6'>"
    "</head><body class='page page-id-7'><h1 class='entry-title'>Отчёт за год</h1>{}<div "
    "class='entry-content'><p>За год фонд помог двенадцати библиотекам купить книги и полки.</p>"
    "<p>Ещё восемь школ получили приборы для уроков физики, а клуб получил сцену.</p></div>"
)


def test_a_static_page_that_shows_its_date_is_an_article() -> None:
    dated = STATIC.format("<p class='meta'>5 марта 2024</p>").encode()
    assert extract_article(dated, "https://fund.example/year/").published == "5 марта 2024"
    with pytest.raises(Unreadable):
        extract_article(STATIC.format("").encode(), "https://fund.example/year/")


def test_the_way_back_is_no_section() -> None:
    link = "<h4><a href='/stories/'>Back to stories</a></h4>"
    assert article(f"{link}<h1>{TITLE}</h1>{TEXT}").section is None


def test_text_that_stands_straight_in_a_section_keeps_its_first_lines() -> None:
    lines = TEXT.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    found = article(f"<article><h1>{TITLE}</h1><section>{'<br><br>'.join(lines)}</section>")
    assert found.body == "\n".join(lines)


@pytest.mark.parametrize(
    "stranger",
    ["<p>Advertisement</p>", "<p>- Publicidade -</p>", "<p>Story continues below advertisement</p>",
     "<p><a href='/b'>Related: The harbour office closes for the winter</a></p>",
     "<p>Read more: <a href='/b'>The harbour office closes for the winter</a></p>"],
)  # fmt: skip
def test_labels_of_advertisements_and_links_to_read_on_are_no_text(stranger: str) -> None:
    text = TEXT.replace("</p><p>", f"</p>{stranger}<p>", 1)
    found = article(f"<main><h1>{TITLE}</h1><div>{text}</div></main>")
    assert found.body == under_headline("").body


def test_a_line_that_only_begins_as_a_link_to_read_on_is_text() -> None:
    said = "More: that is all the keeper wants to hear from the office this year."
    found = article(f"<main><h1>{TITLE}</h1><div>{TEXT}<p>{said}</p></div></main>")
    assert (found.body or "").endswith(said)


ENTRY = (
    "<div class='post hentry'><div class='story'><h3 class='entry-title'>{}</h3>"
    "<div class='entry-content'>{}</div></div>"
    "<div class='facts'><div>{}</div><div>Filed under: harbour</div></div></div>{}"
)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Published: 25 March 2019", "en"), ("Posted on: March 25, 2019", "en"),
     ("Veröffentlicht am: 25. März 2019", "de"), ("Publié le : 25 mars 2019", "fr")],
)  # fmt: skip
def test_a_date_named_so_beside_the_text_in_the_same_entry_is_its_own(text: str, lang: str) -> None:
    assert article(ENTRY.format(TITLE, TEXT, text, ""), lang=lang).published == text


def test_a_date_named_so_outside_of_the_entry_is_of_something_else() -> None:
    other = "<div class='notes'><p>A reader's note on the harbour.</p><p>Published: 2 May 2019</p>"
    assert article(ENTRY.format(TITLE, TEXT, "Filed by hand", f"{other}</div>")).published is None


def test_two_dates_named_so_in_an_entry_are_no_answer() -> None:
    both = "<p>Published: 25 March 2019</p><p>Published: 2 May 2019</p>"
    assert article(ENTRY.format(TITLE, TEXT, both, "")).published is None
