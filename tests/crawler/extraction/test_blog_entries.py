"""Entries of blogs that say below their text when they were published."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.world_dates import date_of_entry
from crawler.items import RawArticle

TITLE = "Die Leiter hinter dem Bootshaus"
TEXT = (
    "<p>Seit dem Frühjahr lehnt hinter dem Bootshaus eine Leiter, die niemand vermisst hat.</p>"
    "<p>Am Samstag haben wir sie gestrichen, und nun führt sie auf den Boden mit den Segeln.</p>"
)


def read(below: str, *, above: str = "") -> RawArticle:
    entry = f"<h1>{TITLE}</h1>{above}<div class='entry'>{TEXT}</div>{below}"
    comments = (
        "<h3 id='comments'>2 Kommentare</h3><ol class='commentlist'><li><cite>Ina</cite>"
        "<small>9. Juni 2016</small><p>So eine Leiter hätten wir am Steg auch gern.</p></li></ol>"
    )
    markup = (
        f"<html lang='de'><head><title>{TITLE} | Hafenheft</title></head>"
        f"<body><div class='post'>{entry}</div>{comments}</body></html>"
    )
    return extract_article(markup.encode(), "https://heft.example/?p=7")


def published(below: str, *, above: str = "") -> str | None:
    return read(below, above=above).published


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Dieser Artikel wurde am 4. Mai 2015 um 14:48 von Ina geschrieben.",
         "4. Mai 2015 um 14:48"),
        ("Autor: Ina | Artikel veröffentlicht am 04.05.2015", "04.05.2015"),
        ("This entry was posted on Tuesday, May 3rd, 2011 and is filed under Boats.",
         "Tuesday, May 3rd, 2011"),
        ("This entry was posted in Boats by Ina on May 3, 2011.", "May 3, 2011"),
    ],
)  # fmt: skip
def test_the_sentence_that_ends_an_entry_states_its_date(said: str, date: str) -> None:
    assert date_of_entry(said) == date
    assert published(f"<p class='meta'>{said}</p>") == date


@pytest.mark.parametrize(
    "said",
    [
        "Dieser Artikel wurde am 4. Mai 2015 aktualisiert.",
        "Dieser Artikel wurde am 4. Mai 2015 aktualisiert und 2014 geschrieben.",
        "Das Heft erscheint am 04.05.2015",
        "This entry was updated on May 3, 2011.",
    ],
)
def test_what_is_said_of_a_change_or_of_something_else_is_no_date_of_the_entry(said: str) -> None:
    assert date_of_entry(said) == ""
    assert published(f"<p class='meta'>{said}</p>") is None


def test_a_long_link_to_the_comments_is_no_other_news() -> None:
    said = "Dieser Beitrag wurde am 4. Mai 2015 veröffentlicht."
    link = "<a href='/?p=7#comments'>Es gibt schon 2 Kommentare, und was meinst du dazu?</a>"
    assert published(f"<div class='meta'>{said} {link}</div>") == "4. Mai 2015"


def test_the_date_of_an_entry_may_be_called_updated_besides() -> None:
    shown = "<p><span class='post_date date updated'>Juli 12, 2017</span></p>"
    assert published("", above=shown) == "Juli 12, 2017"


def test_a_date_that_is_called_updated_alone_is_of_a_change() -> None:
    shown = "<p><span class='date-updated'>Juli 12, 2017</span></p>"
    assert published("", above=shown) is None


@pytest.mark.parametrize("label", ["Autor:", "Autorin:", "Auteur :", "Autore: "])
def test_the_label_of_an_author_is_no_part_of_the_name(label: str) -> None:
    assert read("", above=f"<meta name='author' content='{label} Ina'>").authors == ("Ina",)
