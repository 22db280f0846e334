"""The five reference pages come out whole, and so they do when their markup is moved about."""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from crawler.extraction import extract_article, extract_grant
from crawler.sources import Source

SPIDERS = {
    "pln_pskov": "spiders.news.pln_pskov:PlnPskov",
    "iz": "spiders.news.iz:Iz",
    "president_grants": "spiders.grants.president_grants:PresidentGrants",
    "ksorstn": "spiders.news.ksorstn:Ksorstn",
    "ysia": "spiders.news.ysia:Ysia",
}
PUBLISHED = {
    "pln_pskov": "май 2024|Псков",
    "iz": "2023-12-07",
    "ksorstn": None,
    "ysia": "13:47, 24 декабря 2021",
}
GRANT_TEXTS = {
    "status": "проект не получил поддержку",
    "submitted": "15.03.2023",
    "requested": "2 201 600,00 ₽",
    "cofinancing": "2 020 360,00 ₽",
    "total": "4 221 960,00 ₽",
    "period": "03.07.2023 - 29.12.2023",
}
NORMALISED = {"url", "kind", "currency", "region", "published_edtf", "published_utc", "status_text",
              "submitted_on", "requested_kopecks", "cofinancing_kopecks", "total_kopecks",
              "period_edtf"}  # fmt: skip


@dataclass
class Reference:
    """A recorded page and what must come out of it, with its source and without."""

    site: str
    body: str
    expected: dict[str, Any]
    source: Source | None

    def read(self, body: bytes | None = None, content_type: str | None = None) -> dict[str, Any]:
        extract = extract_grant if self.expected["kind"] == "grant" else extract_article
        raw = extract(
            body or self.body.encode(), self.expected["url"],
            source=self.source, content_type=content_type,
        )  # fmt: skip
        return {name: plain(getattr(raw, name)) for name in self.wanted()}

    def wanted(self) -> dict[str, Any]:
        stated = {k: v for k, v in self.expected.items() if k not in NORMALISED}
        if self.expected["kind"] == "grant":
            return stated | GRANT_TEXTS | {"unknown": {}}
        return stated | {"published": PUBLISHED[self.site], "modified": None, "authors": []}


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture(params=[(site, known) for site in SPIDERS for known in (True, False)], ids=str)
def reference(request: pytest.FixtureRequest, shared: Path) -> Reference:
    site, known = request.param
    stated = next((shared / "pages" / site).glob("*.json"))
    module, _, name = SPIDERS[site].partition(":")
    return Reference(
        site=site,
        body=stated.with_suffix(".html").read_text(encoding="utf-8"),
        expected=json.loads(stated.read_text(encoding="utf-8")),
        source=getattr(import_module(module), name).source if known else None,
    )


def test_every_field_comes_out(reference: Reference) -> None:
    assert reference.read() == reference.wanted()


# Each takes the markup and a source of chance and returns other markup that says the same.


def renamed_classes(markup: str, chance: random.Random) -> str:
    names: dict[str, str] = {}
    return re.sub(
        r'(class|id)="[^"]*"',
        lambda found: names.setdefault(found[0], f'{found[1]}="x{chance.randrange(10**6)}"'),
        markup,
    )


def minified(markup: str, _: random.Random) -> str:
    tight = re.sub(r">\s+<", "><", markup)
    tight = re.sub(r"</(?:p|li|body|html)>", "", tight)
    return re.sub(r'="([\w/.:-]+)"', r"=\1", tight)


def indented(markup: str, chance: random.Random) -> str:
    blanks = ("\n\t", "\r\n    ", " \n")
    block = r"(</?(?:p|li|div|ul|ol|h1|h2|header|footer|aside)\b[^>]*>)"
    return re.sub(
        block, lambda found: f"{chance.choice(blanks)}{found[1]}{chance.choice(blanks)}", markup
    )


def other_spaces(markup: str, chance: random.Random) -> str:
    spaces = (" ", "\u00a0", "&nbsp;", "&#160;", "\u202f", "\u2009", "  ", "\n")
    return re.sub(
        r"(?<=[\wа-я,]) (?=[\wа-яА-Я])(?![^<]*>)", lambda _: chance.choice(spaces), markup
    )


def references(markup: str, _: random.Random) -> str:
    return re.sub("[А-яё]", lambda found: f"&#x{ord(found[0]):X};", markup)


def divs_for_paragraphs(markup: str, _: random.Random) -> str:
    return re.sub(r"<(/?)p\b", r"<\1div", markup)


def breaks_for_paragraphs(markup: str, _: random.Random) -> str:
    return re.sub(r"</p>\s*<p>", "<br>\n<br/>", markup)


def wrapped_paragraphs(markup: str, _: random.Random) -> str:
    return re.sub(r"<p>(.*?)</p>", r"<div><div><p><span>\1</span></p></div></div>", markup)


def furniture_moved(markup: str, chance: random.Random) -> str:
    """Menus, tickers, rates and typo reports stand elsewhere, but never inside the text."""
    page = html.document_fromstring(markup)
    names = ("lenta", "rates", "currency", "posts", "lenta_news", "mistape", "keywords", "zen")
    moved = [node for name in names for node in page.find_class(name)] + page.xpath("//aside")
    heading = page.xpath("//h1|//h2")[0]
    for node in dict.fromkeys(moved):
        node.drop_tree()
        place = chance.choice(("first", "last", "beside"))
        if place == "first":
            page.body.insert(0, node)
        elif place == "last":
            page.body.append(node)
        else:
            heading.addnext(node)
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))


def widgets_beside_the_headline(markup: str, _: random.Random) -> str:
    widget = (
        '<div class="kurs"><b>24 апреля 24.04</b><ul><li>$ 93,29</li><li>€ 99,56</li></ul></div>'
        '<div class="now">Сейчас: 17:05</div><ul><li>25 апреля 2024 '
        '<a href="/x/1.html">Совсем другая новость о совсем другом деле</a></li></ul>'
    )
    return markup.replace("</h1>", f"</h1>{widget}", 1)


def comments_with_dates(markup: str, _: random.Random) -> str:
    comments = (
        "<div><h3>Комментарии</h3><div><b>Гость</b> <time datetime='2025-01-02T03:04:05'>2 января "
        "2025, 03:04</time><p>Хорошая новость, спасибо всем, кто её нам принёс сегодня утром!</p>"
        "</div></div>"
    )
    return markup.replace("<footer>", f"{comments}<footer>", 1)


def other_news_in_json(markup: str, _: random.Random) -> str:
    other = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": "https://example.org/other/1",
        "headline": "Совсем другая новость",
        "datePublished": "2020-01-01T00:00:00+03:00",
        "author": {"@type": "Person", "name": "Некто Посторонний"},
    }
    scripts = [other, {"@type": "ItemList", "itemListElement": [other]}]
    texts = "".join(f'<script type="application/ld+json">{json.dumps(s)}</script>' for s in scripts)
    return markup.replace(
        "</head>", f"{texts}<script type='application/ld+json'>{{broken,</script></head>"
    )


def shuffled_labels(markup: str, chance: random.Random) -> str:
    """Facts and sections of a card in another order; articles have none to shuffle."""
    page = html.document_fromstring(markup)
    lists = [*page.find_class("winner-info__list"), *page.find_class("circle-bar__info")]
    for holder in [*lists, *page.find_class("winner__details")]:
        children = list(holder)
        chance.shuffle(children)
        holder[:] = children
    return str(html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))


MUTATIONS = [
    renamed_classes, minified, indented, other_spaces, references, divs_for_paragraphs,
    breaks_for_paragraphs, wrapped_paragraphs, furniture_moved, widgets_beside_the_headline,
    comments_with_dates, other_news_in_json, shuffled_labels,
]  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_other_markup_says_the_same(
    reference: Reference, mutation: Callable[[str, random.Random], str]
) -> None:
    for seed in range(3):
        markup = mutation(reference.body, random.Random(seed))
        assert reference.read(markup.encode()) == reference.wanted(), seed


@pytest.mark.parametrize("seed", range(6))
def test_two_changes_at_once(reference: Reference, seed: int) -> None:
    chance = random.Random(seed)
    markup = reference.body
    moving = [m for m in MUTATIONS if m not in {references, other_spaces}]
    for mutation in chance.sample(moving[1:], 2):
        markup = mutation(markup, chance)
    markup = renamed_classes(markup, chance)
    assert reference.read(markup.encode()) == reference.wanted()


@pytest.mark.parametrize(
    ("declared", "content_type"),
    [
        ("windows-1251", "text/html; charset=windows-1251"),
        ("utf-8", "text/html; charset=windows-1251"),
        ("utf-8", "text/html; charset=utf-8"),
        ("windows-1251", None),
        ("", "text/html"),
    ],
)
def test_windows_1251_whatever_is_declared(
    reference: Reference, declared: str, content_type: str | None
) -> None:
    markup = re.sub('(?i)<meta charset="utf-8">', f'<meta charset="{declared}">', reference.body)
    body = markup.encode("cp1251", "xmlcharrefreplace")
    assert reference.read(body, content_type) == reference.wanted()
