"""When a feed's text stands in for a page's, and when it tells which of its texts is the one."""

import pytest

from crawler.extraction import Unreadable, extract_article
from crawler.extraction.body import best_body
from crawler.items import RawArticle
from crawler.sources import Selectors, Source
from crawler.told import Hints, Told

URL = "https://paper.example/news/1"
TITLE = "Мост через реку откроют весной"
PARAGRAPHS = (
    "Строители закончили опоры моста и начали укладывать настил, сообщили в управлении дорог.",
    "Движение по мосту откроют в мае, когда просохнут подъезды с обеих сторон реки.",
    "До тех пор машины пойдут в объезд через соседнее село, а для пешеходов пустят паром.",
    "Паром ходит каждые полчаса с раннего утра до позднего вечера, проезд на нём бесплатный.",
)
OTHERS = tuple(
    f"Другая новость номер {number}: в школах области начались каникулы, погода стоит ясная."
    for number in range(4)
)
TEXT = "\n".join(PARAGRAPHS)


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


TOLD = Told(title=TITLE, text=p(*PARAGRAPHS), authors=("Анна Речная",), tags=("Дороги",))


def page(body: str, title: str = TITLE, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title>"
        f"{head}</head><body>{body}</body></html>"
    ).encode()


def read(body: bytes, told: Told | None = TOLD, **about: object) -> RawArticle:
    hints = Hints(told=told, text_by=about.get("before"))  # type: ignore[arg-type]
    return extract_article(body, URL, source=about.get("source"), hints=hints)  # type: ignore[arg-type]


def why(body: bytes, told: Told | None = TOLD) -> str:
    with pytest.raises(Unreadable) as raised:
        read(body, told)
    return raised.value.reason


SHELL = page("<div id=app></div>", title="Вести", head="<script src=/a.js></script>")
MENUS = page(f"<h1>{TITLE}</h1><ul><li>Новости<li>Афиша<li>О нас</ul>")


def test_an_empty_page_is_read_from_its_feed_alone() -> None:
    raw = read(SHELL)
    assert (raw.title, raw.body, raw.authors, raw.tags) == (
        TITLE, TEXT, ("Анна Речная",), ("Дороги",),
    )  # fmt: skip
    assert set(raw.origins.values()) == {"feed"}
    assert why(SHELL, None) == "shell"


def test_what_an_empty_page_says_of_the_article_for_machines_comes_first() -> None:
    head = (
        "<script src=/a.js></script>"
        f'<meta property="og:title" content="{TITLE}">'
        '<meta property="article:published_time" content="2026-03-02T11:30:00+03:00">'
    )
    raw = read(page("<div id=app></div>", title="Вести", head=head))
    assert (raw.published, raw.origins["published"]) == ("2026-03-02T11:30:00+03:00", "opengraph")
    of_site = head.replace(TITLE, "Вести района")
    assert read(page("<div id=app></div>", title="Вести", head=of_site)).published is None


def test_a_page_of_furniture_keeps_its_own_title_and_takes_the_text() -> None:
    raw = read(MENUS)
    assert (raw.title, raw.origins["title"]) == (TITLE, "heading")
    assert (raw.body, raw.origins["body"]) == (TEXT, "feed")
    assert why(MENUS, None) == "no_body"


def test_a_story_in_pictures_takes_its_text_from_the_feed_too() -> None:
    head = '<meta property="article:published_time" content="2026-03-02T11:30:00+03:00">'
    body = page(f"<article><h1>{TITLE}</h1><figure><img src=/1.jpg></figure></article>", head=head)
    assert (read(body, None).body, read(body).body) == (None, TEXT)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (page("<h1>Страница не найдена</h1>"), "soft_404"),
        (page(f"<h1>{TITLE}</h1><p>Материал удалён.</p>"), "soft_404"),
        (page("<h1>Доступ закрыт</h1><p>Оплатить</p>", title="Доступ закрыт"), "no_body"),
        (page("<h1>DDoS-Guard</h1>", title="DDoS-Guard"), "blocked"),
        (page("<p>Мы используем cookie, чтобы сайт работал лучше.</p>"), "not_article"),
    ],
)
def test_what_says_something_else_stays_what_it_is(body: bytes, reason: str) -> None:
    assert why(body) == reason


def test_a_cut_or_untitled_entry_stands_in_for_nothing() -> None:
    assert why(SHELL, Told(title=TITLE, text=p(*PARAGRAPHS, "Читать далее"))) == "shell"
    assert why(MENUS, Told(title="Другое", text=p(*PARAGRAPHS))) == "no_body"
    assert why(SHELL, Told(text=p(*PARAGRAPHS))) == "shell"


def test_a_pages_own_text_is_never_replaced_however_long_the_feeds_is() -> None:
    body = page(f"<article><h1>{TITLE}</h1>{p(PARAGRAPHS[0])}</article>")
    raw = read(body)
    assert (raw.body, raw.origins["body"]) == (PARAGRAPHS[0], "structure")


def test_own_selectors_stay_first_whatever_a_feed_says() -> None:
    source = Source(
        id="paper", home_url="https://paper.example/", selectors=Selectors(body=(".own",))
    )
    body = page(f"<h1>{TITLE}</h1><div class=own>{p(*OTHERS)}</div><div>{p(*PARAGRAPHS)}</div>")
    raw = read(body, source=source)
    assert (raw.body, raw.origins["body"]) == ("\n".join(OTHERS), "own")


def test_the_reading_that_agrees_with_the_feed_wins_and_is_found_again_without_it() -> None:
    wrong = f'<div itemprop="articleBody">{p(*OTHERS)}</div>'
    body = page(
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}'
        f"</h1><div class=t>{p(*PARAGRAPHS)}</div></div><div>{wrong}</div>"
    )
    texts = {"microdata": "\n".join(OTHERS), "structure": TEXT}
    best = best_body(lambda name: texts.get(name, ""), TITLE, TEXT)
    assert best == ("structure (feed)", TEXT)
    again = best_body(lambda name: texts.get(name, ""), TITLE, before="structure (feed)")
    assert again == best
    assert best_body(lambda name: texts.get(name, ""), TITLE, before="structure") == (
        "microdata", texts["microdata"],
    )  # fmt: skip
    assert read(body).body == TEXT


def test_a_shortened_feed_does_not_choose_the_shorter_text() -> None:
    whole = "\n".join((*PARAGRAPHS, *OTHERS, *OTHERS))
    texts = {"structure": whole, "json-ld": TEXT, "trafilatura": TEXT}
    assert best_body(lambda name: texts.get(name, ""), TITLE, TEXT) == ("structure", whole)


@pytest.mark.parametrize(
    "says",
    [
        "Эта страница удалена по решению суда.",
        "Публикация недоступна.",
        "Доступ к материалу ограничен.",
        "К сожалению, запрашиваемый материал был удалён автором",
    ],
)
def test_a_feed_keeps_no_page_alive_that_says_it_is_gone(says: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(page(f"<h1>{TITLE}</h1><div>{p(says)}</div>"))
    assert raised.value.reason in {"no_body", "soft_404"}


@pytest.mark.parametrize(
    "ending",
    [
        "<p>Мост открыли […]</p><p>Запись <a href='/x'>Мост</a> впервые появилась Вести.</p>",
        "<p>Мост открыли […]</p><p>The post <a href='/x'>Bridge</a> appeared first on Paper.</p>",
        f"<p>{PARAGRAPHS[0]} {PARAGRAPHS[1].partition('просохнут')[0]}</p>",
    ],
)
def test_an_entry_that_breaks_off_before_a_signature_or_in_a_sentence_is_cut(ending: str) -> None:
    assert TOLD.text is not None
    cut = Told(title=TOLD.title, text=TOLD.text + ending)
    assert why(page(f"<h1>{TITLE}</h1><div></div>"), cut) == "no_body"
