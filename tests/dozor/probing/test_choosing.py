"""Selectors found from values that a person copied: robust ones, true on several pages."""

from datetime import UTC, datetime

import pytest

from crawler.extraction.page import parse
from crawler.sources import Source
from dozor.errors import SetupError
from dozor.probing.choosing import Chosen, Pages, choose_selectors
from dozor.probing.examples import Example, gathered, read_example

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = Source(id="paper", home_url="https://paper.example/")
TEXT = "Мост через реку строили два года, и в понедельник по нему прошли первые пешеходы. " * 4
PAGE = """
<html><head><title>Весть {n} | Газета</title></head><body>
<aside><div class="news"><span class="when">1 января 2026</span><b>Чужая новость</b></div></aside>
<main><div class="sc-hAx9Zq Card_head__x7Gh2">
<span class="rubric {mark}">Рубрика {n}</span><div class="name">Весть номер {n}</div>
<div class="info"><span class="when">{n} марта 2026 в 10:30</span>
<i>Автор: <u class="who">Анна Речная</u></i></div></div>
<div class="wrap"><div class="txt" id="post-{n}00500">
<p>{text}</p><p>Конец вести {n}.</p></div></div>
</main></body></html>
"""


def pages(count: int = 4, page: str = PAGE) -> Pages:
    made = {f"{n}": page.format(n=n, text=TEXT, mark=f"id{n}000") for n in range(1, count + 1)}
    parsed = {key: parse(made[key], f"https://paper.example/{key}", SOURCE) for key in made}
    return Pages(source=SOURCE, pages=parsed, bodies={}, now=NOW)


def chosen(site: Pages, **values: str) -> Chosen:
    return choose_selectors(site, [Example(url="2", values=values)])


def selectors(found: Chosen) -> dict[str, str]:
    return {choice.field: choice.selector for choice in found.choices}


def test_a_class_of_its_own_is_taken_before_a_place_among_others() -> None:
    found = chosen(pages(), title="Весть номер 2", section="Рубрика 2")
    assert selectors(found) == {"title": ".name", "section": ".rubric"}
    assert [(one.given, one.examples, one.pages, one.looked) for one in found.choices] == [
        (1, 1, 4, 4)
    ] * 2
    assert found.selectors.title == (".name",)


def test_a_date_is_found_in_other_words_and_not_in_the_news_beside() -> None:
    found = chosen(pages(), published="02.03.2026 10:30")
    assert selectors(found) == {"published": ".info .when"}


def test_an_author_is_found_beside_a_label() -> None:
    assert selectors(chosen(pages(), author="Анна Речная")) == {"author": ".who"}


def test_a_text_is_found_by_its_beginning_and_its_end() -> None:
    found = chosen(pages(), body="Мост через реку строили … Конец вести 2.")
    assert selectors(found) == {"body": ".txt"}


def test_machine_readable_names_come_first() -> None:
    page = PAGE.replace('class="name"', 'class="name" itemprop="headline"')
    found = chosen(pages(page=page), title="Весть номер 2")
    assert selectors(found) == {"title": '[itemprop="headline"]'}


def test_names_that_a_build_makes_are_cut_to_what_people_wrote() -> None:
    page = PAGE.replace('class="name"', 'class="Article_title__aB3xQ"')
    found = chosen(pages(page=page), title="Весть номер 2")
    assert selectors(found) == {"title": '[class*="Article_title__"]'}


def test_what_has_no_name_is_found_by_its_place() -> None:
    page = PAGE.replace(' class="who"', "").replace("<u>", "<span>").replace("</u>", "</span>")
    found = chosen(pages(page=page), author="Анна Речная")
    assert found.selectors.author == (".info i",)


def test_what_stands_nowhere_is_said() -> None:
    found = chosen(pages(), author="Пётр Полевой")
    assert (found.choices, found.misses) == (
        (), ("author: no selector gives «Пётр Полевой» on 2",),
    )  # fmt: skip
    assert found.wrong == ("author: «Пётр Полевой» stands nowhere on 2",)


def test_what_stands_in_the_midst_of_a_text_is_no_value_of_an_element() -> None:
    found = chosen(pages(), title="по нему прошли первые пешеходы")
    assert found.wrong == (
        "title: «по нему прошли первые пешеходы» stands only within a longer text on 2",
    )
    assert chosen(pages(), title="Весть номер 2").wrong == ()


def test_what_holds_on_one_page_alone_is_shown_and_not_written() -> None:
    site = pages()
    lone = "<html><body><div class='only'>Весть номер 9</div></body></html>"
    site = Pages(
        source=SOURCE, pages={**site.pages, "9": parse(lone, "https://paper.example/9", SOURCE)},
        bodies={}, now=NOW,
    )  # fmt: skip
    found = choose_selectors(site, [Example(url="9", values={"title": "Весть номер 9"})])
    assert [(choice.selector, choice.pages) for choice in found.choices] == [(".only", 1)]
    assert found.selectors.title == ()
    assert found.misses == ("title: .only holds on too few pages to be written",)


def test_a_page_that_was_not_read_is_said() -> None:
    found = choose_selectors(pages(), [Example(url="77", values={"title": "x"})])
    assert found.misses == found.wrong == ("77: gave no page",)


def test_values_behind_an_example_belong_to_it() -> None:
    words = ["x", "--example", "https://a.example/1", "title=a b", "date=1", "--json", "--example"]
    assert [word.split("\x1f") for word in gathered(words)] == [
        ["x"], ["--example"], ["https://a.example/1", "title=a b", "date=1"], ["--json"],
        ["--example"],
    ]  # fmt: skip
    example = read_example("https://a.example/1\x1ftitle=a  b\x1fdate=1")
    assert example.values == {"title": "a b", "published": "1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title=x", "begin with the address"),
        ("https://a.example/1", "say what its page shows"),
        ("https://a.example/1\x1fcolour=red", "no field is called colour"),
        ("https://a.example/1\x1ftitle= ", "title= says nothing"),
    ],
)
def test_an_example_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        read_example(text)
