"""Feeds of any table, filter and search, as a feed reader reads them."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import httpx
import pytest

Get = Callable[..., httpx.Response]
ATOM = "{http://www.w3.org/2005/Atom}"
TABLES = ["articles", "grants", "competitions", "calls", "organisations", "changes", "events"]
TABLES += ["leads", "stealth_edits", "runs", "rejects", "revisions"]


def check(element: ET.Element, *required: str) -> None:
    """What RFC 4287 requires of a feed (4.1.1) and of an entry (4.1.2)."""
    for name in required:
        assert len(element.findall(ATOM + name)) == 1, name
    assert re.match(r"[a-z]+:", element.findtext(f"{ATOM}id", ""))
    assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo
    for link in element.findall(f"{ATOM}link"):
        assert link.get("href", "").isascii()
        assert link.get("href", "").startswith("http")


def feed(get: Get, address: str) -> feedparser.FeedParserDict:
    answer = get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    check(root, "id", "title", "updated", "author")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        check(entry, "id", "title", "updated")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    read = feedparser.parse(answer.content)
    assert not read.bozo
    assert len(read.entries) == len(entries)
    return read


@pytest.mark.parametrize("table", TABLES)
def test_every_table_that_knows_when_has_a_valid_feed(get: Get, table: str) -> None:
    assert feed(get, f"/dozor/{table}.atom").feed.title.endswith("— Дозор")


def test_a_filter_and_a_search_have_feeds_of_their_own(get: Get) -> None:
    chosen = feed(get, "/dozor/articles.atom?region=RU-SA&_search=грант")
    assert [entry.title for entry in chosen.entries] == [
        "Якутские общественники получили гранты на мастерские"
    ]
    assert "«грант»" in chosen.feed.title
    assert chosen.feed.id != feed(get, "/dozor/articles.atom").feed.id


def test_an_entry_leads_to_the_record_and_to_its_source(get: Get) -> None:
    entry = feed(get, "/dozor/articles.atom?_search=грант").entries[0]
    assert entry.link.endswith("/dozor/articles/1")
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://veter.example/1"]
    assert entry.summary == "Восемь мастерских откроются до конца лета."
    assert entry.published == "2026-03-01T04:47:00Z"
    assert get(entry.link.removeprefix("http://localhost")).status_code == 200


def test_how_a_page_is_shown_makes_no_other_feed(get: Get) -> None:
    plain = get("/dozor/grants.atom?status=won").text
    assert get("/dozor/grants.atom?status=won&_col=title&_size=1&_facet=region").text == plain


def test_names_are_of_the_keys_so_that_a_rebuilt_database_keeps_them(get: Get) -> None:
    entry = feed(get, "/dozor/grants.atom?status=won").entries[0]
    assert entry.id == "tag:dozor,2026:grant/fond/k1"


def test_a_change_says_what_was_and_what_became(get: Get) -> None:
    entry = feed(get, "/dozor/changes.atom").entries[-1]
    assert entry.title == "Присуждено: Тихий берег: мастерские для подростков"
    assert entry.summary.replace("\u00a0", " ") == "Присуждено: 1 500 000,00 ₽ → 1 980 000,50 ₽"
    assert entry.link.endswith("/dozor/grants/1")


def test_a_changed_record_comes_first_and_says_what_its_site_changed(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE grants SET last_changed = '2026-03-05T09:00:00Z' WHERE id = 1")
        connection.commit()
    entry = feed(client(copied), "/dozor/grants.atom").entries[0]
    assert entry.updated == "2026-03-05T09:00:00Z"
    assert "1 500 000,00 ₽ → 1 980 000,50 ₽" in entry.summary.replace("\u00a0", " ")
    assert "на рассмотрении" not in entry.summary, "the parser's doing is no news"


def test_an_event_names_its_record(get: Get) -> None:
    assert feed(get, "/dozor/events.atom").entries


def test_a_named_order_is_kept(get: Get) -> None:
    titles = [entry.title for entry in feed(get, "/dozor/articles.atom?_sort=title").entries]
    assert titles == sorted(titles)


def test_a_query_of_ones_own_has_a_feed_where_it_says_when(get: Get) -> None:
    sql = "select title, first_seen, id as article_id from articles where id = :number"
    entry = feed(get, f"/dozor.atom?sql={sql}&number=2").entries[0]
    assert entry.title == "Река вскрылась раньше обычного"
    assert entry.link.endswith("/dozor/articles/2")


def test_rows_without_a_moment_have_none_and_say_so(get: Get) -> None:
    answer = get("/dozor.atom?sql=select+region+from+articles")
    assert answer.status_code == 400
    assert "Ленты здесь нет" in answer.text
    assert get("/dozor.atom?sql=select+nothing").status_code == 400


def test_an_unknown_column_is_as_wrong_as_on_the_page(get: Get) -> None:
    assert get("/dozor/grants.atom?inm=1").status_code == 400


def test_letters_that_xml_cannot_hold_are_left_out(get: Get) -> None:
    sql = "select 'а' || char(0, 11, 65535) || 'б' as title, '2026-03-01T00:00:00Z' as updated"
    assert feed(get, f"/dozor.atom?sql={sql}").entries[0].title == "аб"


def test_sample_data_has_other_names_and_says_so(get_sample: Get) -> None:
    read = feed(get_sample, "/dozor/grants.atom?status=won")
    assert read.feed.title.startswith("Образец данных")
    assert read.entries[0].id == "tag:dozor,2026:sample/grant/fond/k1"


def test_feeds_speak_the_readers_language(get: Get) -> None:
    assert feed(get, "/dozor/changes.atom?_lang=en").entries[-1].title.startswith("Awarded:")


def test_pages_offer_what_to_follow(get: Get) -> None:
    page = get("/dozor/calls?standing=open&_search=гранты").text
    for address in ("/dozor/calls.atom?", "/dozor/calls.ics?"):
        assert address in page
    assert "dozor watch add search search гранты --to desk" in page.replace("&#39;", "'").replace(
        "'", ""
    )
    assert "dozor watch add deadline-7 deadline 7 --to desk" in page or "deadline 7" in page


def test_a_record_says_how_to_follow_it(get: Get) -> None:
    article, grant = get("/dozor/articles/1").text, get("/dozor/grants/1").text
    assert 'href="/dozor/articles.atom?id=1"' in article
    assert "page https://veter.example/1 --to desk" in article
    assert "organisation 6027068261 --to desk" in grant
    organisation = get("/dozor/organisations/1").text
    assert 'href="/dozor/grants.atom?organisation_id=1"' in organisation
    assert "organisation 6027068261 --to desk" in organisation
    assert get("/dozor/grants.atom?organisation_id=1").status_code == 200
    assert 'href="/-/map"' in article
