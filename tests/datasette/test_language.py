"""The reader's language: an address, a cookie, the browser, else Russian."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipelines.display.texts import read_texts

Get = Callable[..., httpx.Response]
HOME = Path(__file__).resolve().parents[2] / "datasette"


def language_of(answer: httpx.Response) -> str:
    found = re.search(r'<html lang="(\w+)"', answer.text)
    assert found
    return found[1]


def test_russian_is_the_default(get: Get) -> None:
    assert language_of(get("/", accept_language="de-DE,de;q=0.9")) == "ru"


def test_the_browser_is_heard(get: Get) -> None:
    assert language_of(get("/", accept_language="de, en-GB;q=0.8")) == "en"


def test_a_choice_is_remembered(get: Get) -> None:
    answer = get("/?_lang=en")
    assert language_of(answer) == "en"
    assert answer.headers["set-cookie"].startswith("dozor_lang=en;")
    assert language_of(get("/", cookie="dozor_lang=en", accept_language="ru")) == "en"


def test_the_same_page_in_the_other_language_is_one_link_away(get: Get) -> None:
    assert 'href="/dozor/grants?status=won&amp;_lang=en"' in get("/dozor/grants?status=won").text


def test_caches_are_told_that_answers_differ_by_language(get: Get) -> None:
    assert "accept-language" in get("/").headers["vary"].lower()


def test_descriptions_of_tables_follow_the_language(get: Get) -> None:
    assert "Kopecks" not in get("/dozor/grants").text
    assert "in kopecks" in get("/dozor/grants", accept_language="en").text
    assert "в копейках" in get("/dozor/grants").text


def keys(texts: dict[str, Any], path: str = "") -> Iterator[str]:
    for key, value in texts.items():
        yield f"{path}{key}: {type(value).__name__}"
        if isinstance(value, dict):
            yield from keys(value, f"{path}{key}.")


def read(language: str) -> dict[str, Any]:
    return read_texts(HOME / "texts" / language)


def test_both_languages_have_the_same_texts() -> None:
    assert set(keys(read("ru"))) == set(keys(read("en")))


def test_both_languages_fill_in_the_same_values() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    russian, english = read("ru"), read("en")
    for part in ("front", "source", "record", "organisation", "table", "errors", "query"):
        for key, text in russian[part].items():
            assert places(text) == places(english[part][key]), f"{part}.{key}"


@pytest.mark.parametrize("path", sorted((HOME / "templates").glob("*.html")), ids=lambda p: p.name)
def test_every_text_that_a_template_asks_for_is_there(path: Path) -> None:
    texts = read("ru")
    for key in re.findall(r"""\bt\(["'](\w+)\.(\w+)["']""", path.read_text()):
        assert key[1] in texts[key[0]], ".".join(key)


def test_templates_hold_no_words_of_their_own() -> None:
    wordy = [
        path.name
        for path in (HOME / "templates").glob("*.html")
        if re.search("[а-яё]", path.read_text(), re.IGNORECASE)
    ]
    assert wordy == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_table_and_view_that_is_shown_has_a_name(get: Get, language: str) -> None:
    named = read(language)["tables"]
    database = get("/dozor.json").json()
    shown = {one["name"] for one in database["tables"] if not one["hidden"]}
    shown |= {one["name"] for one in database["views"]}
    assert len(shown) > 20
    assert shown - set(named) == set()


def test_why_a_page_gave_no_record_is_said_in_the_reader_s_language(get: Get) -> None:
    assert "ведёт на https://bereg.example/" in get("/dozor/rejects").text
    assert "leads to https://bereg.example/" in get("/dozor/rejects", accept_language="en").text
    assert get("/dozor/rejects.json?_shape=array").json()[0]["detail"].startswith("leads to")
