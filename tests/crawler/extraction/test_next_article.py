"""Pages that go on with the next article below their own."""

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle

TITLE = "Над Соротью открыли пешеходный мост"
TEXT = ["Мост строили два года, и теперь дорога до школы стала вдвое короче.", "Перила покрасят."]
NEXT = [
    "Лесники посадили четыре тысячи сосен на месте старой гари за рекой.",
    "Саженцы привезли из питомника, который открыли прошлой весной у посёлка.",
    "Осенью сюда приедут школьники, чтобы повесить на опушке сорок скворечников.",
]


def page(content: str) -> RawArticle:
    markup = f"<html><head><title>{TITLE} — Берег</title></head><body>{content}</body></html>"
    return extract_article(markup.encode(), "https://bereg.example/news/2026-11/most-5220")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def story(title: str, texts: list[str], *, tag: str = "article", rank: str = "h1") -> str:
    inner = f"<{rank} class='t'>{title}</{rank}><div class='b'>{paragraphs(texts)}</div>"
    return f"<{tag} class='s'>{inner}</{tag}>"


@pytest.mark.parametrize(("tag", "rank"), [("article", "h2"), ("article", "h1"), ("div", "h1")])
def test_the_next_article_is_no_part_of_this_one_however_long_it_is(tag: str, rank: str) -> None:
    after = story("Гарь за рекой засадили соснами", NEXT, tag=tag, rank=rank)
    assert page(story(TITLE, TEXT, tag=tag) + after).body == "\n".join(TEXT)


def test_an_article_whose_headline_stands_in_an_article_of_its_own_keeps_its_text() -> None:
    head = f"<article><h1 class='t'>{TITLE}</h1></article>"
    assert page(f"{head}<article>{paragraphs(TEXT)}</article>").body == "\n".join(TEXT)


def test_an_article_inside_of_the_article_belongs_to_it() -> None:
    inner = f"<article class='quote'>{paragraphs(NEXT[:1])}</article>"
    whole = (
        f"<article><h1>{TITLE}</h1>{paragraphs(TEXT[:1])}{inner}{paragraphs(NEXT[1:])}</article>"
    )
    assert page(whole).body == "\n".join([TEXT[0], *NEXT])
