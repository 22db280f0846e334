"""Cards that listings name: what each leads to, which wait for a visit, where a listing goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crawler.items import NamedCard, Place, Rejection
from crawler.sources import Source
from pipelines.records import Grant
from pipelines.storage.absence_reading import absence_facts
from pipelines.storage.cards import addresses_of
from pipelines.storage.pages import SqlitePageStore
from pipelines.urgency import FEW_CARDS, Chosen

from .conftest import HOME, START, Desk

CARD = f"{HOME}/item?id="
KEY = CARD.removeprefix("https://")


def row(name: str, **columns: Any) -> Grant:
    columns = {"title": f"Проект {name}", "application_number": name, **columns}
    facts = {"key": name, "source_id": "vestnik", "url": f"{CARD}{name}"}
    return Grant(origin="listing", **facts, **columns)


def ask(desk: Desk, sql: str) -> list[dict[str, Any]]:
    return list(desk.db.query(sql))


def listing(desk: Desk, *rows: Grant, page: str = "cards?page=1", **facts: Any) -> Any:
    found = tuple(grant.url.removeprefix("https://") for grant in rows)
    return desk.visit(page, *rows, kind="listing", found=found, links=len(found), **facts)


def name_many(desk: Desk, many: int) -> None:
    """Name more cards than are visited without being asked for."""
    found = tuple(f"{KEY}old{number}" for number in range(many))
    desk.writer.write([desk.visit("cards?page=9", kind="listing", found=found, links=many)])


@pytest.fixture(autouse=True)
def portal(desk: Desk) -> None:
    """The desk's source is a portal of grants."""
    desk.writer.declare([Source(id="vestnik", home_url=HOME, kind="grants")])


@pytest.fixture
def store(desk: Desk) -> Iterator[SqlitePageStore]:
    chosen = Chosen(regions=frozenset({"RU-PSK"}), inns=frozenset({"6027000001"}))
    with closing(SqlitePageStore(desk.path, chosen)) as opened:
        yield opened


def waiting(store: SqlitePageStore, which: Any, *named: NamedCard, **limit: Any) -> list[str]:
    places = store.waiting("vestnik", START, named, which=which, **limit)
    return [place.url.removeprefix(CARD) for place in places]


def test_cards_wait_in_the_order_of_their_urgency(desk: Desk, store: SqlitePageStore) -> None:
    name_many(desk, FEW_CARDS)
    rows = [
        row("decided", status="won", decided_on="2026-01-15"),
        row("undecided", status="under_review"),
        row("near", region="RU-PSK", status="won"),
        row("watched", status="won"),
        row("past", status="won", decided_on="2019-01-15"),
    ]
    desk.writer.write([listing(desk, *rows)])
    workbook = Grant(
        origin="workbook", key="watched", source_id="vestnik", url=HOME, title="В", inn="6027000001"
    )
    desk.writer.write([desk.visit("data", workbook, kind="listing")])
    assert waiting(store, "wanted") == ["watched", "near", "undecided", "decided"]
    assert waiting(store, "wanted", limit=2) == ["watched", "near"]
    assert waiting(store, "rest") == [], "nobody asked for it"
    assert len(waiting(store, "all")) == FEW_CARDS + 5
    everything = SqlitePageStore(desk.path, Chosen(everything=True))
    with closing(everything):
        assert "past" in waiting(everything, "rest")


def test_a_card_that_was_visited_waits_no_longer(desk: Desk, store: SqlitePageStore) -> None:
    desk.writer.write([listing(desk, row("one"), row("two"))])
    assert set(waiting(store, "wanted")) == {"one", "two"}
    place = Place(source_id="vestnik", url=f"{CARD}one", key=f"{KEY}one", kind="grant")
    card = desk.grant("one")
    visit = desk.visit("item?id=one", card, kind="grant")
    desk.writer.write([replace(visit, place=place)])
    assert waiting(store, "wanted") == ["two"]


def test_cards_that_a_run_has_just_named_are_not_forgotten(store: SqlitePageStore) -> None:
    place = Place(source_id="vestnik", url=f"{CARD}new", key=f"{KEY}new", kind="grant")
    assert waiting(store, "wanted", NamedCard(place=place)) == ["new"]


def test_the_card_of_a_number_is_known_by_its_row(desk: Desk) -> None:
    desk.writer.write([listing(desk, row("26-1-000001"), row("26-1-000002"))])
    found = addresses_of(desk.db.conn, "vestnik", ["26-1-000002", "26-1-000009"])
    assert found == {"26-1-000002": f"{CARD}26-1-000002"}


def test_a_listing_remembers_where_it_is_to_be_gone_on_with(
    desk: Desk, store: SqlitePageStore
) -> None:
    first = f"{HOME}/cards?page=1"
    desk.writer.write([listing(desk, row("a"), goes_on=first)])
    assert store.position("vestnik", first) == first
    later = f"{HOME}/cards?page=7"
    desk.writer.write([listing(desk, row("b"), page="cards?page=7", way=first, goes_on=later)])
    assert store.position("vestnik", first) == later
    assert store.has_wanted("vestnik", START)
    desk.writer.write([listing(desk, row("c"), way=first)])
    assert store.position("vestnik", first) == later, "a visit that says nothing of it"
    desk.writer.write([listing(desk, row("d"), page="cards?page=9", way=first, goes_on="")])
    assert store.position("vestnik", first) is None


def test_what_of_a_listing_could_not_be_read_is_reported_beside_what_could(desk: Desk) -> None:
    fault = Rejection(reason="invalid", detail="rows without a card's link: Проект")
    desk.writer.write([listing(desk, row("a"), faults=(fault,))])
    (reject,) = ask(desk, "SELECT reason, detail FROM rejects")
    assert reject == {"reason": "invalid", "detail": fault.detail}
    assert ask(desk, "SELECT key, page_id FROM grants") == [{"key": "a", "page_id": None}]
    (run,) = ask(desk, "SELECT rejected, errors FROM runs")
    assert run == {"rejected": 0, "errors": 0}


def test_a_row_that_tells_of_a_decision_makes_its_card_due(desk: Desk) -> None:
    desk.writer.write([listing(desk, row("x", status="under_review"))])
    place = Place(source_id="vestnik", url=f"{CARD}x", key=f"{KEY}x", kind="grant")
    card = replace(desk.grant("x"), status="under_review", application_number="x", key="x")
    desk.writer.write([replace(desk.visit("c", card, kind="grant"), place=place)])
    (due,) = ask(desk, "SELECT next_visit FROM pages WHERE kind = 'grant'")
    desk.now = START + timedelta(hours=2)
    desk.writer.write([listing(desk, row("x", status="under_review"))])
    assert ask(desk, "SELECT next_visit FROM pages WHERE kind = 'grant'") == [due]
    desk.writer.write([listing(desk, row("x", status="won"))])
    (now,) = ask(desk, "SELECT next_visit FROM pages WHERE kind = 'grant'")
    assert now == {"next_visit": "2026-03-01T08:00:00Z"}


def test_a_page_has_the_kind_that_its_first_visit_finds(desk: Desk) -> None:
    key = f"{HOME}/public/news/itogi"
    desk.writer.write([desk.visit("public/news", kind="listing", found=(key,), links=1)])
    desk.writer.write([desk.visit("public/news/itogi", desk.article("itogi"), kind="article")])
    kinds = ask(desk, "SELECT kind FROM pages WHERE key LIKE '%itogi'")
    assert kinds == [{"kind": "article"}]


def test_news_that_left_a_portals_list_are_not_missing(desk: Desk) -> None:
    """A list of news keeps only the newest, though the listing of cards was read to its end."""
    articles = [f"{HOME}/public/news/{number}" for number in range(3)]
    desk.start()
    desk.write(desk.visit("public/news", kind="listing", found=tuple(articles), links=3))
    for number in range(3):
        desk.write(desk.visit(f"public/news/{number}", desk.article(str(number))))
    desk.write(listing(desk, row("a")))
    desk.end(complete=True)
    desk.later(days=1)
    desk.start()
    desk.write(desk.visit("public/news", kind="listing", found=tuple(articles[1:]), links=2))
    desk.write(listing(desk, row("a")))
    desk.end(complete=True)
    with closing(sqlite3.connect(desk.path)) as connection:
        assert absence_facts(connection, "vestnik").lacking == ()


@pytest.mark.parametrize(("verified", "enabled"), [(True, 1), (False, 0)])
def test_a_source_on_hearsay_is_not_enabled_by_being_declared(
    desk: Desk, verified: bool, enabled: int
) -> None:
    desk.writer.declare([Source(id="portal", home_url=HOME, verified=verified)])
    (found,) = ask(desk, "SELECT enabled FROM sources WHERE id = 'portal'")
    assert found == {"enabled": enabled}
