"""Addresses: one key for one page, and nothing fetched that is no web address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import canonical, clean_url, in_site, site_host
from crawler.sources import Source

FUND = "xn--80afcdbalict6afooklqi5o.xn--p1ai"
GUID = "0b2f5f60-6c1e-4d0e-9a57-3f8c2f5e7a11"
CARDS = Source(id="fund", home_url=f"https://{FUND}/", keep_params=("id",))


@pytest.mark.parametrize(
    "url",
    [
        "https://pln-pskov.ru/society/503664.html",
        "http://www.pln-pskov.ru/society/503664.html",
        "https://m.pln-pskov.ru:443/society/503664.html#comments",
        "HTTP://PLN-PSKOV.RU:80/society//503664.html?utm_source=tg&utm_medium=social",
        "https://pln-pskov.ru/society/503664.html?ysclid=lx1&from=copy&erid=2Vt&yclid=1&gclid=2",
        "https://pln-pskov.ru/society/503664.html?fbclid=a&_openstat=b&openstat=c",
        "https://pln-pskov.ru/society/503664.html/amp/",
        "https://pln-pskov.ru/amp/society/503664.html",
        "https://amp.pln-pskov.ru/society/503664.html",
        "https://pln-pskov.ru/society/503664.html?print=Y",
        "https://pln-pskov.ru/society/503664.html/",
        "https://pln-pskov.ru/culture/../society/./503664.html",
        "//pln-pskov.ru/society/503664.html",
    ],
)
def test_all_addresses_of_a_page_have_one_key(url: str) -> None:
    assert canonical(url) == "pln-pskov.ru/society/503664.html"


@pytest.mark.parametrize(
    "url",
    [
        f"https://президентскиегранты.рф/public/application/item?id={GUID}",
        f"http://{FUND.upper()}/public/application/item?ID={GUID.upper()}",
        f"https://www.{FUND}/public/application/item?tab=2&id={GUID}&utm_source=x",
    ],
)
def test_a_card_is_known_by_its_guid_alone(url: str) -> None:
    assert canonical(url, CARDS) == f"{FUND}/public/application/item?id={GUID}"


def test_a_query_that_tells_pages_apart_is_kept_and_sorted() -> None:
    assert canonical("https://paper.example/?id=7&action=view") == "paper.example/?action=view&id=7"
    assert canonical("https://a.example/?q=%e4%f3&b=1+2") == canonical("a.example/?b=1+2&q=%E4%F3")


def test_cyrillic_paths_are_escaped_in_one_way() -> None:
    written = canonical("https://a.example/новости/дом")
    assert written == canonical("https://a.example/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/дом")


def test_a_host_of_one_label_keeps_its_name() -> None:
    assert canonical("http://m.ru/") == "m.ru/"
    assert canonical("http://localhost:8001/a") == "localhost:8001/a"


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.-]{1,12}/[^\s]{0,30}", fullmatch=True))
def test_a_key_of_a_key_is_the_key(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@given(st.from_regex(r"https?://[a-z.]{1,9}(:\d{1,4})?(/[\w%.~;&=?/-]{0,20}){0,3}", fullmatch=True))
def test_cleaning_twice_changes_nothing(url: str) -> None:
    cleaned = clean_url(url)
    assert cleaned is None or clean_url(cleaned) == cleaned


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("/society/1.html", "https://paper.example/society/1.html"),
        ("2.html#top", "https://paper.example/news/2.html"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("?page=2&amp;x=1", "https://paper.example/news/?page=2&x=1"),
        (" https://Пример.РФ/а б ", "https://xn--e1afmkfd.xn--p1ai/%D0%B0%20%D0%B1"),
        ("http://user:word@paper.example:80/", "http://paper.example/"),
        ("javascript:void(0)", None),
        ("mailto:a@paper.example", None),
        ("tel:+78112000000", None),
        ("data:text/html,x", None),
        ("ftp://paper.example/x", None),
        ("http://[::1", None),
        ("http://", None),
        ("http://paper.example:99999/", None),
        ("https://" + "a" * 70 + ".example/", None),
        ("https://paper.example/" + "a" * 5000, None),
    ],
)
def test_only_web_addresses_are_fetched(url: str, cleaned: str | None) -> None:
    assert clean_url(url, "https://paper.example/news/") == cleaned


def test_a_site_is_its_host_and_what_lies_below() -> None:
    source = Source(id="paper", home_url="https://www.paper.example/")
    assert in_site("http://paper.example/a", source)
    assert in_site("https://m.paper.example/a", source)
    assert in_site("https://archive.paper.example/a", source)
    assert not in_site("https://newspaper.example/a", source)
    assert not in_site("https://paper.example.evil.example/", source)
    assert not in_site("no address", source)
    assert site_host("https://www.m.paper.example/") == "paper.example"
