"""A page that is no article gives its reason and never a record."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import Unreadable, extract_article, extract_grant
from crawler.items import Reason

URL = "https://paper.example/society/1.html"
TEXT = "В городе открылась библиотека с читальным залом на сто мест и детским уголком."
ARTICLE = (
    "<html><head><title>Открылась библиотека</title></head><body><div>"
    f"<h1>Открылась библиотека</h1><p>{TEXT}</p><p>{TEXT}</p></div></body></html>"
)


def page(title: str = "", body: str = "", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


LINKS = "".join(
    f'<li><a href="/{n}.html">Заголовок очень интересной новости {n}</a></li>' for n in range(12)
)
PAGES: list[tuple[Reason, str]] = [
    ("empty", ""),
    ("empty", " \n\t "),
    ("empty", "<html><body></body></html>"),
    ("soft_404", page("Страница не найдена — Газета", "<h1>Упс</h1><p>Вернитесь на главную.</p>")),
    ("soft_404", page("Газета", f"<h1>404</h1><p>{TEXT}</p>")),
    ("soft_404", page("Газета", "<h1>Ошибка 404: страница не найдена</h1>")),
    ("soft_404", page("404 Not Found", "<h1>Not Found</h1>")),
    ("soft_404", page("Новость не найдена | Газета", "")),
    ("shell", page("Газета", '<div id="app"></div><script src="/app.js"></script>')),
    ("shell", page("Газета", "<noscript>This website requires JavaScript.</noscript><div></div>")),
    ("shell", page("Газета", "<p>Для работы сайта включите JavaScript в браузере.</p>")),
    ("blocked", page("DDoS-Guard", "<h1>Checking your browser</h1>")),
    ("blocked", page("", '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>')),
    ("blocked", page("Just a moment...", '<div id="cf-wrapper"></div>')),
    ("blocked", page("", '<script src="/__qrator/qauth_utm_v2.js"></script>')),
    ("blocked", page("Вы не робот?", "<p>Подтвердите, что запросы отправляли вы, а не робот</p>")),
    ("blocked", page("", '<div class="smart-captcha"></div><script src="https://smartcaptcha.yandexcloud.net/captcha.js"></script>')),
    ("blocked", page("", '<script src="https://servicepipe.ru/static/checkjs/x.js"></script>')),
    *(
        ("blocked", page(title, f"<h1>{title}</h1>"))
        for title in (
            "Доступ ограничен", "Доступ запрещён администратором", "403", "403 Forbidden",
            "Ошибка 403. Доступ запрещён", "403 — Газета", "Access Denied",
        )
    ),
    ("not_article", '<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'),
    ("not_article", page("Новости", f"<h1>Новости</h1><ul>{LINKS}</ul>")),
    ("wrong_type", "%PDF-1.7 ..."),
    ("wrong_type", '{"items": []}'),
    ("no_title", page("", f"<div><p>{TEXT}</p><p>{TEXT}</p></div>")),
    ("no_body", page("Открылась библиотека", "<h1>Открылась библиотека</h1><p>Фото</p>")),
    ("cut_off", ARTICLE[: ARTICLE.index("детским")]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "markup"), PAGES)
def test_reason(reason: Reason, markup: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract_article(markup.encode(), URL)
    assert caught.value.reason == reason


def test_half_a_packed_page_is_cut_off() -> None:
    packed = gzip.compress(ARTICLE.encode())
    assert extract_article(packed, URL).title == "Открылась библиотека"
    with pytest.raises(Unreadable) as caught:
        extract_article(packed[:-20], URL)
    assert caught.value.reason == "cut_off"


@pytest.mark.parametrize("share", [n / 20 for n in range(1, 20)])
def test_no_beginning_of_a_page_is_taken_for_the_whole(share: float) -> None:
    body = ARTICLE.encode()
    with pytest.raises(Unreadable):
        extract_article(body[: int(share * body.index(b"</div>"))], URL)


@pytest.mark.parametrize(
    "said",
    [
        "Сбой в работе DDoS-Guard отключил сайты трёх районных газет на несколько часов в среду.",
        "На портале долго висела надпись «Страница не найдена», и жители не могли записаться.",
        "Сайт просил: включите JavaScript и подтвердите, что вы не робот, — рассказали читатели.",
    ],
)
def test_an_article_may_speak_of_such_pages(said: str) -> None:
    long = f"<p>{said}</p>" + f"<p>{TEXT}</p>" * 20
    markup = page("Сбой на портале", f"<div><h1>Сбой на портале</h1>{long}</div>")
    assert (extract_article(markup.encode(), URL).body or "").startswith(said)


@pytest.mark.parametrize(
    "title",
    ["403 семьи получили помощь", "Доступ ограничен на мост через Великую", "404 дома без света"],
)
def test_a_headline_may_begin_as_such_pages_do(title: str) -> None:
    markup = ARTICLE.replace("Открылась библиотека", title)
    assert extract_article(markup.encode(), URL).title == title


def test_a_short_article_with_a_captcha_in_its_form_is_an_article() -> None:
    form = '<form><div class="smart-captcha"></div></form><script src="https://smartcaptcha.yandexcloud.net/captcha.js"></script>'
    markup = ARTICLE.replace("</div>", f"</div>{form}")
    assert extract_article(markup.encode(), URL).title == "Открылась библиотека"


def test_an_article_is_no_grant_card() -> None:
    with pytest.raises(Unreadable) as caught:
        extract_grant(ARTICLE.encode(), URL)
    assert caught.value.reason == "not_article"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_bytes_raise_anything_else(body: bytes, url: str) -> None:
    for extract in (extract_article, extract_grant):
        try:
            extract(b"<h1>a</h1><p>" + body, url)
        except Unreadable:
            continue


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<h1>",
                "</h1>",
                "<a href='//['>",
                "<time datetime='x'>",
                "<dt>",
                "<dd>",
                "<li>",
                "<b>ИНН</b>",
                "<span>ОГРН:</span>",
                "12.05.2024",
                "\x0b\ufffe",
                TEXT,
                "<meta itemprop=datePublished>",
                "<div itemscope itemtype='http://schema.org/Article'>",
                '<script type=\'application/ld+json\'>[{"@type":[null,1],"@graph":3}]</script>',
                "<base href='http://['>",
                "<svg>",
                "<!--",
                "<![CDATA[",
            ]
        ),
        max_size=25,
    )
)
def test_no_markup_raises_anything_else(pieces: list[str]) -> None:
    for extract in (extract_article, extract_grant):
        try:
            extract("".join(pieces).encode("utf-8", "replace"), URL)
        except Unreadable:
            continue


def test_very_deep_markup_is_read() -> None:
    deep = "<div>" * 5000 + f"<h1>Глубоко</h1><p>{TEXT}</p>"
    with pytest.raises(Unreadable):
        extract_article(deep.encode(), URL)
    closed = (
        f"<html><body><h1>Глубоко</h1><p>{TEXT}</p>{'<div>' * 5000}{'</div>' * 5000}</body></html>"
    )
    assert extract_article(closed.encode(), URL).body == TEXT
