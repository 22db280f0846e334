"""The language of a text: by its letters, and by the page where letters leave a doubt."""

import pytest

from crawler.extraction.language import language_of
from crawler.extraction.page import parse
from crawler.sources import Source

RUSSIAN = "В районе открыли новый мост, и дорога до школы стала короче."
SAKHA = "Бүгүн Дьокуускайга саҥа оскуола аһылынна, оҕолор үөрдүлэр."
TATAR = "Бүген авылда яңа мәктәп ачылды, балалар һәм әти-әниләр җыелды."
BASHKIR = "Бөгөн ауылда яңы мәктәп асылды, балалар ҙа, ата-әсәләр ҙә шатланды, ҡунаҡтар килде."
ENGLISH = "A new bridge was opened in the village, and the way to school is shorter now."


def on_page(lang: str) -> object:
    return parse(f'<html lang="{lang}"><body></body></html>', "https://paper.example/1")


@pytest.mark.parametrize(
    ("text", "language"), [(RUSSIAN, "ru"), (SAKHA, "sah"), (TATAR, "tt"), (BASHKIR, "ba")]
)
def test_letters_tell_a_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_name_in_its_own_letters_makes_no_text_sakha() -> None:
    assert language_of(f"{RUSSIAN} Об этом рассказал житель села Өлүөхүмэ. {RUSSIAN * 9}") == "ru"


def test_a_page_states_the_language_of_another_script_and_nobody_guesses_it() -> None:
    assert language_of(ENGLISH, page=on_page("en-GB")) == "en"  # type: ignore[arg-type]
    assert language_of(ENGLISH, page=on_page("ru-RU")) is None  # type: ignore[arg-type]
    assert language_of(ENGLISH) is None


def test_a_source_has_its_say_where_letters_have_none() -> None:
    source = Source(id="paper", home_url="https://paper.example/", language="kv")
    assert language_of(RUSSIAN, source) == "kv"
    assert language_of("", source) == "kv"
    assert language_of(SAKHA, source) == "sah"
