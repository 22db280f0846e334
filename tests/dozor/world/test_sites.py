"""Each replica offers what its real site offers, traps included."""

import gzip
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from dozor.world import SampleWorld
from dozor.world.markup import references

Get = Callable[..., Any]

FUND = "https://xn--80afcdbalict6afooklqi5o.xn--p1ai"
CARDS = f"{FUND}/public/application/cards"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def items(answer: Any) -> list[ET.Element]:
    return ET.fromstring(answer.body).findall("./channel/item")


def links(text: str) -> list[str]:
    return re.findall(r'href="([^"]*application/item[^"]*)"', text)


def test_the_feed_of_pln_has_http_links_one_tracked_and_one_twice(get: Get) -> None:
    answer = get("https://pln-pskov.ru/rss.php")
    found = [item.findtext("link") for item in items(answer)]
    assert all(link.startswith("http://pln-pskov.ru/") for link in found)
    assert [link for link in found if "utm_source" in link] == [
        "http://pln-pskov.ru/culture/581990.html?utm_source=rss&utm_medium=feed"
    ]
    assert len(found) - len(set(found)) == 1
    assert b"<title><![CDATA[" in answer.body
    assert b"<category><![CDATA[" in answer.body
    assert get(found[0].replace("http:", "https:")).status == 200


def test_only_the_article_dated_to_the_month_has_no_date_in_the_feed_of_pln(get: Get) -> None:
    undated = [i for i in items(get("https://pln-pskov.ru/rss.php")) if i.find("pubDate") is None]
    assert [item.findtext("link") for item in undated] == [
        "http://pln-pskov.ru/society/528411.html"
    ]
    page = get("https://pln-pskov.ru/society/528411.html").text
    assert "ноябрь 2024<span" in page


def test_dates_of_pln_are_glued_to_the_comments(get: Get) -> None:
    page = re.sub(r"<[^>]+>", "", get("https://pln-pskov.ru/society/582014.html").text)
    assert re.search(r"02\.03\.2026 08:35\|ПсковКомментариев: \d+", page)


def test_the_new_markup_of_pln_has_none_of_the_old_classes(get: Get) -> None:
    told = get("https://pln-pskov.ru/society/581902.html").text
    untold = get("https://pln-pskov.ru/culture/581888.html").text
    assert "pl__" not in told + untold
    assert '"datePublished": "2026-02-27T09:30:00+03:00"' in told
    assert "2026-02-26" not in untold
    assert 'property="og:title"' in untold


def test_iz_lists_every_article_in_two_sitemaps_under_an_index(
    get: Get, world: SampleWorld
) -> None:
    index = ET.fromstring(get("https://iz.ru/sitemap.xml").body)
    older, newer = [element.text for element in index.iter(LOC)]
    packed = gzip.decompress(get(newer).body)
    found = {e.text for e in ET.fromstring(get(older).body).iter(LOC)}
    found |= {e.text for e in ET.fromstring(packed).iter(LOC)}
    articles = {url for url in found if "/rubric/" not in url}
    expected = [r for r in world.truth() + world.broken() if r["source_id"] == "iz"]
    assert articles == {record["url"] for record in expected}


def test_some_pages_of_iz_have_their_date_in_the_address_alone(get: Get) -> None:
    dated = get("https://iz.ru/2051875/2026-02-24/v-dalnevostochnom-portu-otkryli-shkolu-iung")
    undated = get("https://iz.ru/2052290/2026-02-28/kak-malye-goroda-vozvrashchaiut-katki")
    assert 'published_time" content="2026-02-24T07:30:00+03:00"' in dated.text
    assert "published_time" not in undated.text
    assert "2026-02-28T" not in undated.text


def test_the_feed_of_ysia_is_in_utc_and_agrees_with_the_clock_of_yakutsk_on_the_page(
    get: Get, world: SampleWorld
) -> None:
    truth = {record["url"]: record for record in world.truth()}
    feed = items(get("https://ysia.ru/feed/"))
    for item in feed:
        record = truth.get(item.findtext("link"))
        stated = parsedate_to_datetime(item.findtext("pubDate"))
        assert stated.utcoffset().total_seconds() == 0
        if record:
            assert f"{stated:%Y-%m-%dT%H:%M:%SZ}" == record["published_utc"]
            clock = record["published_edtf"][11:16]
            assert f"<span>{clock}, " in get(record["url"]).text
    full = [item.findtext(ENCODED) for item in feed if item.find(ENCODED) is not None]
    assert 0 < len(full) < len(feed)
    assert all("впервые появилась" in text for text in full)


def test_ysia_repeats_pages_for_phones_and_closes_its_interface(get: Get) -> None:
    url = "https://ysia.ru/pochemu-v-nyurbe-schitayut-lastochek/"
    amp = get(f"{url}amp")
    assert "This post was published on 24.02.2026 19:35" in amp.text
    assert f'rel="canonical" href="{url}"' in amp.text
    assert get(url.rstrip("/")).headers["location"] == url
    assert get("https://ysia.ru/feed").headers["location"] == "https://ysia.ru/feed/"
    assert get("https://ysia.ru/wp-json/wp/v2/posts?per_page=100").status == 401
    assert '/amp"' in get("https://ysia.ru/").text


def test_ksorstn_links_its_broken_pages_and_states_a_few_dates_of_change(
    get: Get, world: SampleWorld
) -> None:
    front = get("https://ksorstn.org/").text
    records = [r for r in world.truth() + world.broken() if r["source_id"] == "ksorstn"]
    assert all(f'href="{r["url"].removeprefix("https://ksorstn.org")}"' in front for r in records)
    sitemap = get("https://ksorstn.org/sitemap.xml").text
    assert 0 < sitemap.count("<lastmod>") < sitemap.count("<loc>")


def test_a_last_paragraph_of_ksorstn_begins_with_photographs_and_belongs_to_the_text(
    world: SampleWorld,
) -> None:
    bodies = [r["body"] for r in world.truth() if r["source_id"] == "ksorstn"]
    last = [body.split("\n")[-1] for body in bodies]
    assert sum(paragraph.startswith("Фотографии") for paragraph in last) >= 3


def test_the_listing_of_grants_has_twenty_a_page_and_is_empty_beyond_its_end(
    get: Get, world: SampleWorld
) -> None:
    first, second, third = (get(f"{CARDS}?page={number}").text for number in (1, 2, 3))
    assert (len(links(first)), len(links(second)), len(links(third))) == (20, 5, 0)
    assert len(world.truth()) > 25
    pager = re.findall(
        r'<li class="pagination__item"><a class="pagination__link"[^>]*>(\d+)', third
    )
    assert pager == ["1", "2"]
    assert get(f"{CARDS}?page=x").text == get(CARDS).text == first


def test_links_to_cards_vary_and_lead_to_the_same_cards(get: Get, world: SampleWorld) -> None:
    found = [link for n in (1, 2) for link in links(get(f"{CARDS}?page={n}").text)]
    assert any(link.startswith("http://президентскиегранты.рф/") for link in found)
    assert any(link.startswith(FUND) for link in found)
    assert any("&from=" in link for link in found)
    guids = {re.search(r"id=([0-9A-Fa-f-]{36})", link)[1] for link in found}
    assert any(guid != guid.lower() for guid in guids)
    ours = [r for r in world.truth() if r["source_id"] == "president_grants"]
    truth = {r["url"].split("id=")[1] for r in ours if r["kind"] == "grant"}
    assert {guid.lower() for guid in guids} == truth
    for guid in guids:
        assert get(f"{FUND}/public/application/item?id={guid}&from=cards").status == 200


@pytest.mark.parametrize(
    ("words", "count"),
    [("26-1-000245", 1), ("6099001033", 2), ("%D0%BC%D0%B0%D1%81%D1%82", 2), ("qqq", 0)],
)
def test_the_search_of_grants_knows_numbers_inn_and_titles(
    get: Get, words: str, count: int
) -> None:
    assert len(links(get(f"{CARDS}?SearchString={words}").text)) == count


def test_cards_show_the_labels_of_their_kind_in_no_fixed_order(
    get: Get, world: SampleWorld
) -> None:
    cards = {r["application_number"]: get(r["url"]) for r in world.truth() if r["kind"] == "grant"}
    assert "\N{CYRILLIC CAPITAL LETTER ES}офинансирование" not in cards["26-1-000117"].text
    assert "\N{LATIN CAPITAL LETTER C}офинансирование" in cards["26-1-000117"].text
    assert "реализацию проекта\N{NO-BREAK SPACE}<" in cards["26-1-000117"].text
    together = "".join(card.text for card in cards.values())
    for space in (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"):
        assert re.search(rf"\d{space}\d\d\d,\d\d", together)
    assert "₽" not in cards["26-1-000704"].text
    assert "&#x41E;" in cards["26-1-000245"].raw_text
    assert "по договорённости" in cards["26-1-000391"].text
    assert "Особая отметка" in cards["25-2-001340"].text
    shuffled = cards["26-1-000477"].text
    assert shuffled.index("ОГРН") < shuffled.index("Номер заявки")


def test_robots_of_each_site(get: Get, world: SampleWorld) -> None:
    texts = {site: get(f"https://{site}/robots.txt") for site in ("pln-pskov.ru", "iz.ru")}
    [forbidden] = [page["url"] for page in world.broken() if page["reason"] == "robots"]
    pln = Protego.parse(texts["pln-pskov.ru"].text)
    assert not pln.can_fetch(forbidden, "dozor")
    assert forbidden.split("//")[1] in get("https://pln-pskov.ru/rss.php").text
    assert get("https://ksorstn.org/robots.txt").status == 404
    for page in world.truth():
        host = page["url"].split("/")[2]
        robots = get(f"https://{host}/robots.txt")
        rules = Protego.parse(robots.text if robots.status == 200 else "")
        assert rules.can_fetch(page["url"], "dozor")


def test_the_robots_of_iz_is_a_trap_for_the_standard_library(get: Get) -> None:
    text = get("https://iz.ru/robots.txt").text
    naive = RobotFileParser()
    naive.parse(text.splitlines())
    assert "Disallow: /?" in text
    assert not naive.can_fetch("dozor", "https://iz.ru/xml/rss/all.xml")
    assert Protego.parse(text).can_fetch("https://iz.ru/xml/rss/all.xml", "dozor")


@given(st.text(st.characters(exclude_characters="&", codec="utf-8")))
def test_character_references_hide_every_cyrillic_letter_and_lose_nothing(text: str) -> None:
    hidden = references(text)
    assert not re.search("[А-Яа-яЁё]", hidden)
    assert unescape(hidden) == text
