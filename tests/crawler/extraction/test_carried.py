"""A page that shows nothing may carry its article for its script."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction import Unreadable, extract_article
from crawler.extraction.carried import read
from crawler.extraction.page import parse

URL = "https://vesti.example/news/most-otkryli"
TITLE = "Мост у старой мельницы открыли для машин"
TEXT = "Мост строили два года, и теперь дорога до школы стала вдвое короче для всех учеников."
MORE = "Первой по нему проехала пожарная машина, за ней прошёл школьный оркестр с трубами."
WHOLE = f"{TEXT}\n{MORE}"
HTML = f"<p>{TEXT}</p><p>{MORE}</p>"
ARTICLE = {"slug": "most-otkryli", "title": TITLE, "text": HTML, "published_at": "2026-03-01T10:00"}
OTHER = {"slug": "sovsem-drugoe", "title": "Каток зальют к субботе", "text": HTML}


def shell(state: Any, *, form: str = "next", title: str = "Вести", shown: str = "") -> bytes:
    stated = json.dumps(state, ensure_ascii=False)
    script = {
        "next": f"<script id='__NEXT_DATA__' type='application/json'>{stated}</script>",
        "window": f"<script>window.__STATE__ = {stated};window.run=1</script>",
        "nuxt": f"<script>window['__NUXT__']={stated}</script>",
    }[form]
    app = f"<div id='__next'>{shown}</div><script src='/app.js'></script>"
    page = f"<html><head><title>{title}</title></head><body>{app}{script}</body></html>"
    return page.encode()


@pytest.mark.parametrize("form", ["next", "window", "nuxt"])
@pytest.mark.parametrize("title", ["Вести", f"{TITLE} | Вести"])
def test_the_article_that_a_shell_carries_is_read(form: str, title: str) -> None:
    state = {"props": {"pageProps": {"related": [OTHER], "post": ARTICLE}}}
    raw = extract_article(shell(state, form=form, title=title), URL)
    assert (raw.title, raw.body, raw.published) == (TITLE, WHOLE, "2026-03-01T10:00")
    assert raw.origins == {"title": "state", "body": "state", "published": "state"}


@pytest.mark.parametrize(
    "text",
    [
        {"content": [{"type": "paragraph", "data": {"text": line}} for line in (TEXT, MORE)]},
        {"body": {"blocks": [{"html": f"<p>{TEXT}</p>"}, {"html": f"<p>{MORE}</p>"}]}},
        {"detail_text": WHOLE},
    ],
    ids=["blocks", "blocks of markup", "lines"],
)
def test_a_text_may_be_made_of_blocks(text: dict[str, Any]) -> None:
    state = {"id": 1700, "title": TITLE, **text}
    assert extract_article(shell(state), "https://vesti.example/news/1700").body == WHOLE


def test_a_headline_without_its_text_is_filled_from_what_the_page_carries() -> None:
    raw = extract_article(shell(ARTICLE, shown=f"<h1>{TITLE}</h1>"), URL)
    assert (raw.title, raw.body) == (TITLE, WHOLE)


@pytest.mark.parametrize(
    "state", [{"related": [OTHER]}, {**ARTICLE, "text": "Коротко."}, {"title": TITLE}, [], {"a": 1}]
)
def test_what_is_not_the_pages_article_is_not_taken_for_it(state: Any) -> None:
    with pytest.raises(Unreadable) as told:
        extract_article(shell(state), URL)
    assert told.value.reason == "shell"


def test_a_page_that_says_it_is_not_there_stays_so() -> None:
    with pytest.raises(Unreadable) as told:
        extract_article(shell(ARTICLE, shown="<h1>Страница не найдена</h1>"), URL)
    assert told.value.reason == "soft_404"


@given(st.text())
def test_no_script_raises(text: str) -> None:
    page = parse(f"<html><body><script>window.__A__ = {{{text}</script></body></html>", URL)
    assert read(page) == {}
