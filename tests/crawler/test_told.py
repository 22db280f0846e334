"""What an entry of a feed states, as every kind of feed gives it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.feeds import read_feed
from crawler.discovery.lists import read_list
from crawler.discovery.tilda import read_posts
from crawler.extraction.feed_text import LEAST, whole_text
from crawler.sources import WORDPRESS_POSTS, Source
from crawler.told import LONGEST, Told, as_markup, told

FEED = "https://paper.example/rss"
URL = "https://paper.example/news/1"
PARAGRAPHS = (
    "Строители закончили опоры моста и начали укладывать настил, сообщили в управлении дорог.",
    "Движение по мосту откроют в мае, когда просохнут подъезды с обеих сторон реки.",
    "До тех пор машины пойдут в объезд через соседнее село, а для пешеходов пустят паром.",
    "Паром ходит каждые полчаса с раннего утра до позднего вечера, проезд на нём бесплатный.",
)
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ESCAPED = MARKUP.replace("<", "&lt;").replace(">", "&gt;")
TEXT = "\n".join(PARAGRAPHS)
APPEARED = '<p>Запись <a href="/news/1">Мост</a> впервые появилась <a href="/">Вести</a>.</p>'


def rss(body: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', spaces: str = "") -> str:
    return (
        f'{head}<rss version="2.0" {spaces}><channel><title>Вести</title><item>'
        f"<title>Мост</title><link>{URL}</link><description>Коротко</description>{body}"
        "<pubDate>Пн, 02 марта 26 11:30 MSK</pubDate></item></channel></rss>"
    )


def only(body: bytes) -> Told | None:
    [found] = read_feed(body, FEED)
    return found.told


def text_of(stated: Told | None) -> str:
    return whole_text(stated, URL) if stated else ""


@pytest.mark.parametrize(
    "body",
    [
        f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded>",
        f"<content:encoded>{ESCAPED}</content:encoded>",
        f"<yandex:full-text>{ESCAPED}</yandex:full-text>",
        f"<yandex:full-text><![CDATA[{TEXT}]]></yandex:full-text>",
        f"<ya:full-text>{ESCAPED}</ya:full-text>",
        f"<turbo:content><![CDATA[<header><h1>Мост</h1></header>{MARKUP}]]></turbo:content>",
        f"<yandex:full-text>{TEXT}</yandex:full-text><content:encoded>Мало</content:encoded>",
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_the_whole_text_of_rss_is_kept_with_namespaces_or_without(
    body: str, *, declared: bool
) -> None:
    spaces = (
        'xmlns:yandex="http://news.yandex.ru" xmlns:turbo="http://turbo.yandex.ru" '
        'xmlns:ya="http://news.yandex.ru/ya" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    stated = only(rss(body, spaces=spaces if declared else "").encode())
    assert text_of(stated) == TEXT


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="windows-1251"?>', '<?xml version="1.0"?>', ""]
)
def test_windows_1251_survives_whatever_is_declared(head: str) -> None:
    body = f"<yandex:full-text>{ESCAPED}</yandex:full-text>"
    assert text_of(only(rss(body, head).encode("cp1251"))) == TEXT


def test_a_text_survives_broken_xml() -> None:
    broken = rss(f"<category>Мосты & дороги</category><content:encoded>{ESCAPED}</content:encoded>")
    stated = only(broken.replace("</channel></rss>", "").encode())
    assert text_of(stated) == TEXT


def test_an_entry_states_title_authors_and_categories_too() -> None:
    body = (
        f"<content:encoded>{ESCAPED}</content:encoded><category>Дороги</category>"
        "<category>Мост</category><dc:creator>Анна Речная</dc:creator>"
    )
    stated = only(rss(body, spaces='xmlns:dc="http://purl.org/dc/elements/1.1/"').encode())
    assert stated is not None
    assert (stated.title, stated.authors, stated.tags) == (
        "Мост", ("Анна Речная",), ("Дороги", "Мост"),
    )  # fmt: skip


def test_a_description_is_no_whole_text() -> None:
    assert only(rss("").replace("Коротко", TEXT).encode()) is None


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">{ESCAPED}</content>',
        f'<content type="text">{TEXT}</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content>',
    ],
)
def test_atom_content_of_every_type_is_read(content: str) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Мост</title>'
        f'<link href="{URL}"/><summary>Коротко</summary>{content}</entry></feed>'
    )
    assert text_of(only(atom.encode())) == TEXT


@pytest.mark.parametrize("content", [{"content_html": MARKUP}, {"content_text": TEXT}])
def test_json_feed_content_is_read(content: dict[str, str]) -> None:
    item = {"url": URL, "title": "Мост", "authors": [{"name": "Анна Речная"}], "tags": ["Дороги"]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item | content]}
    stated = only(json.dumps(feed).encode())
    assert text_of(stated) == TEXT
    assert stated is not None
    assert (stated.authors, stated.tags) == (("Анна Речная",), ("Дороги",))


@pytest.mark.parametrize(
    "odd",
    [{"authors": 5}, {"authors": [None, {"name": 3}]}, {"tags": "мост"}, {"content_html": ["x"]}],
)
def test_a_json_feed_of_other_types_raises_nothing(odd: dict[str, object]) -> None:
    item = {"url": URL, "content_html": MARKUP} | odd
    feed = {"version": "https://jsonfeed.org/version/1", "items": [item]}
    only(json.dumps(feed).encode())


def test_wordpress_gives_rendered_content() -> None:
    post = {
        "link": URL,
        "title": {"rendered": "Мост &#8211; весной"},
        "date_gmt": "2026-03-02T08:30:00",
        "content": {"rendered": MARKUP},
    }
    listed = "https://paper.example/wp-json/wp/v2/posts?page=1"
    paper = Source(
        id="paper", home_url="https://paper.example/", listings=(listed,), json=WORDPRESS_POSTS
    )
    [found] = read_list(json.dumps([post]).encode(), listed, paper).listing.found
    assert text_of(found.told) == TEXT
    assert found.told is not None
    assert found.told.title == "Мост – весной"


def test_tilda_gives_texts_of_markup_and_none_of_blocks() -> None:
    post = {"url": URL, "title": "Мост", "text": MARKUP, "parts": "Дороги,Мост"}
    blocks = {"url": URL + "2", "title": "Паром", "text": '[{"ty":"text","te":"Паром"}]'}
    first, second = read_posts({"posts": [post, blocks]}, FEED).found
    assert text_of(first.told) == TEXT
    assert first.told is not None
    assert first.told.tags == ("Дороги", "Мост")
    assert second.told is None


@pytest.mark.parametrize(
    "end",
    [
        "<p>А потом…</p>", "<p>А потом [...]</p>", "<p>А потом [&hellip;]</p>",
        '<p><a href="/news/1">Читать далее →</a></p>', "<p>Читать полностью</p>",
        '<p>А потом... <a href="/news/1">Подробнее</a></p>',
        f'<p><a href="/news/1">Continue reading Мост</a></p>{APPEARED}',
    ],
)  # fmt: skip
def test_a_text_that_leads_on_is_none(end: str) -> None:
    assert whole_text(Told(title="Мост", text=MARKUP + end), URL) == ""


@pytest.mark.parametrize(
    "end",
    [
        "Подробнее о мосте расскажут в среду.", "Далее строители займутся подъездами.",
        "Глава посёлка сказал: «Ну, дождались…»",
    ],
)  # fmt: skip
def test_a_sentence_of_such_words_ends_a_whole_text(end: str) -> None:
    assert whole_text(Told(title="Мост", text=f"{MARKUP}<p>{end}</p>"), URL).endswith(end)


def test_furniture_and_the_title_are_taken_off() -> None:
    markup = f"<h1>Мост</h1>{MARKUP}<div class='ya-share2'>ВК</div>{APPEARED}"
    assert whole_text(Told(title="Мост", text=markup), URL) == TEXT


def test_what_is_short_or_too_long_is_no_whole_text() -> None:
    assert whole_text(Told(title="Мост", text="<p>Мост открыт.</p>"), URL) == ""
    assert len(TEXT) > LEAST
    assert told("Мост", "я" * (LONGEST + 1)) is None
    assert told("Мост", " ") is None


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    for plain in (True, False):
        whole_text(Told(title=text, text=as_markup(text, plain=plain)), URL)
