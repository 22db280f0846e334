"""What platforms are known for: their marks, and their places beside other evidence."""

import pytest

from crawler.declared import is_selector
from crawler.extraction import extract_article
from crawler.extraction.known_places import PLACES
from crawler.extraction.page import parse
from crawler.extraction.platforms import platform_of
from crawler.sources import Selectors, Source

URL = "https://paper.example/novosti/otkryli-novyy-most"
TITLE = "В посёлке открыли новый мост"
TEXT = "Мост через реку строили два года, и теперь дорога до школы стала вдвое короче."
MORE = "Первыми по нему прошли ученики, за ними проехала пожарная машина с сиреной."
OTHER = "Соседи начали чинить дорогу, и работы там закончат только к осени этого года."
WORDPRESS = '<link rel="stylesheet" href="/wp-content/themes/vesti/style.css">'


@pytest.mark.parametrize(
    ("head", "platform"),
    [
        (WORDPRESS, "wordpress"),
        ('<meta name="generator" content="Joomla! - Open Source Content Management">', "joomla"),
        ('<meta name="generator" content="DataLife Engine (http://dle-news.ru)">', "dle"),
        ('<script src="/bitrix/js/main/core.js"></script>', "bitrix"),
        ('<link href="/sites/default/files/css/a.css">', "drupal"),
        ('<script src="https://static.tildacdn.com/js/t.js"></script>', "tilda"),
        ('<img src="/netcat_files/1/2.jpg">', "netcat"),
        ('<div class="soc_invites_block"></div>', "primamedia"),
        ('<script src="/assets/components/minifyx/a.js"></script>', "modx"),
        ('<link href="/.s/src/base.css">', "ucoz"),
        ("<p>Сайт сделан на WordPress и Joomla.</p>", None),
    ],
)
def test_a_platform_is_known_by_the_marks_of_its_software(head: str, platform: str | None) -> None:
    assert platform_of(parse(f"<html><head>{head}</head><body></body></html>", URL)) == platform


def test_what_the_page_says_of_itself_is_believed_first() -> None:
    head = f'{WORDPRESS}<meta name="generator" content="Drupal 10">'
    assert platform_of(parse(f"<html><head>{head}</head></html>", URL)) == "drupal"


@pytest.mark.parametrize("platform", PLACES)
def test_every_place_is_a_selector(platform: str) -> None:
    places = PLACES[platform]
    every = [css for name in Selectors.__dataclass_fields__ for css in getattr(places, name)]
    assert every
    assert [css for css in every if not is_selector(css)] == []


def wordpress(content: str, around: str = "", head: str = "") -> bytes:
    return (
        f"<html><head><title>{TITLE} | Вести</title>{WORDPRESS}{head}</head>"
        f'<body class="single">{around}<article><h1>{TITLE}</h1>'
        '<time class="entry-date" datetime="2026-03-02T09:00:00+03:00">2 марта</time>'
        f'<div class="entry-content">{content}</div></article></body></html>'
    ).encode()


def test_a_known_place_names_the_platform_as_its_extractor() -> None:
    raw = extract_article(wordpress(f"<p>{TEXT}</p><p>{MORE}</p>"), URL)
    assert raw.body == f"{TEXT}\n{MORE}"
    assert (raw.origins["body"], raw.origins["published"]) == ("wordpress", "wordpress")


def test_data_for_machines_is_believed_before_a_known_place_and_the_sites_own_before_both() -> None:
    meta = '<meta property="article:published_time" content="2026-03-01T10:00:00+03:00">'
    page = wordpress(f"<p>{TEXT}</p><p>{MORE}</p>", head=meta)
    assert extract_article(page, URL).origins["published"] == "opengraph"
    selectors = Selectors(body=("article p",), published=("time::attr(datetime)",))
    source = Source(id="paper", home_url="https://paper.example/", selectors=selectors)
    raw = extract_article(page, URL, source=source)
    assert (raw.origins["body"], raw.origins["published"]) == ("own", "own")


def test_the_same_places_of_other_news_are_left_alone() -> None:
    other = (
        '<div class="loop"><time class="entry-date" datetime="2020-01-01">1 января</time>'
        f'<div class="entry-content"><p>{OTHER}</p></div></div>'
    )
    raw = extract_article(wordpress(f"<p>{TEXT}</p><p>{MORE}</p>" * 3, around=other), URL)
    assert OTHER not in (raw.body or "")
    assert raw.published == "2026-03-02T09:00:00+03:00"


def test_a_title_and_date_inside_the_known_place_are_no_text() -> None:
    page = (
        f"<html><head><title>{TITLE}</title><script src='/bitrix/js/a.js'></script></head><body>"
        f"<div class='news-detail'><h1>{TITLE}</h1><p>02.03.2026</p><p>{TEXT}</p><p>{MORE}</p>"
        "</div></body></html>"
    ).encode()
    raw = extract_article(page, URL)
    assert (raw.body, raw.origins["body"]) == (f"{TEXT}\n{MORE}", "bitrix")
