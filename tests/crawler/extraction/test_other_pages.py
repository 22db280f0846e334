"""Pages that read well and are no articles; and articles that only look like them."""

import pytest

from crawler.extraction import Unreadable, extract_article

URL = "https://paper.example/vse-novosti-nashego-rayona/"
TEXT = "Мост через реку строили два года, и теперь дорога до школы стала вдвое короче."
MORE = "Первыми по нему прошли ученики, за ними проехала пожарная машина с сиреной."
WORDPRESS = '<link href="/wp-content/themes/vesti/style.css">'


def page(title: str, body: str, head: str = "", css: str = "") -> bytes:
    markup = f"<html><head><title>{title}</title>{head}</head>"
    return f'{markup}<body class="{css}"><h1>{title}</h1>{body}</body></html>'.encode()


def teasers(count: int) -> str:
    return "".join(
        f'<div class="t"><h3><a href="/{n}">Заголовок другой новости под номером {n}</a></h3>'
        f"<p>Несколько слов о том, что случилось в районе в день номер {n} этого месяца.</p></div>"
        for n in range(count)
    )


def cards(count: int) -> str:
    return "".join(
        f'<a class="card" href="/{n}"><h3>Заголовок другой новости под номером {n}</h3>'
        f"<span>Несколько слов о том, что случилось в районе в день номер {n}.</span></a>"
        for n in range(count)
    )


def front(name: str) -> bytes:
    """A front page: its first heading is a link, and the only text stands above it."""
    head = f'<meta property="og:type" content="article"><meta property="og:title" content="{name}">'
    above = f'<blockquote><a href="/mnenie">{TEXT} {MORE}</a></blockquote>'
    first = '<h1><a href="/news/1">Мост открыли вовремя, и школьники уже прошли по нему</a></h1>'
    return f"<html><head>{head}</head><body>{above}<div>{first}</div></body></html>".encode()


PARAGRAPHS = f"<div><p>{TEXT}</p><p>{MORE}</p></div>"
COLLECTION = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'


@pytest.mark.parametrize(
    "markup",
    [
        page("Новости района за весну", teasers(6)),
        page("Новости района за весну", cards(12)),
        page("Общество", PARAGRAPHS, head=COLLECTION),
        page("Общество", PARAGRAPHS, head=WORDPRESS, css="archive category"),
        page("Как мы работаем", PARAGRAPHS, head=WORDPRESS, css="page page-id-7"),
        page("О редакции", PARAGRAPHS),
        page("Политика обработки персональных данных", PARAGRAPHS),
        page("Контакты", PARAGRAPHS),
        front("Главная"),
        page("Вести", "<p>Мы используем файлы cookie, чтобы сайт работал лучше. Согласны?</p>"),
    ],
    ids=[
        "teasers",
        "cards",
        "json-ld",
        "archive",
        "page",
        "about",
        "policy",
        "contacts",
        "front",
        "cookies",
    ],
)
def test_it_is_recorded_as_no_article(markup: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        extract_article(markup, URL)
    assert caught.value.reason == "not_article"


PUBLISHED = '<meta property="article:published_time" content="2026-03-02T10:00:00+03:00">'


@pytest.mark.parametrize(
    "markup",
    [
        page("Открыли мост", PARAGRAPHS + f'<div class="x">{teasers(6)}</div>'),
        page("Открыли мост", PARAGRAPHS + f'<div class="x">{cards(12)}</div>'),
        page("Главное за неделю", teasers(6), head=PUBLISHED),
        page("Контакты", PARAGRAPHS, head=PUBLISHED),
        page("Открыли мост", PARAGRAPHS, head=WORDPRESS, css="single category-obshchestvo"),
        page("Открыли мост", PARAGRAPHS, head=WORDPRESS, css="home category date"),
        page("Открыли мост", PARAGRAPHS + "<p>Сайт использует cookie, оставаясь, вы согласны.</p>"),
    ],
    ids=["with teasers", "with cards", "digest", "dated", "single", "themed", "with a banner"],
)
def test_it_is_an_article(markup: bytes) -> None:
    assert extract_article(markup, URL).body
