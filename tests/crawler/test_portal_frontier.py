"""A portal's listing is read over many runs, its cards are visited by urgency."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.filters import read_filters
from crawler.frontier import Frontier
from crawler.frontiers import frontier_for
from crawler.items import KnownPage, NamedCard, Place, RawGrant, Visit
from crawler.plan import Plan
from crawler.portal import portal
from crawler.portal_frontier import PortalFrontier
from crawler.sources import Source
from crawler.stores import Cards, EmptyStore

FUND = portal(id="fund", host="fund.example", depth=3, budget=0, news=())
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CARD = "https://fund.example/public/application/item?id="
PAGE = "https://fund.example/public/application/cards?page="
LAST = 50


class Store(EmptyStore):
    """Knows the cards that were named, where the last run stopped, and which cards wait."""

    def __init__(self, named: Iterable[str] = (), position: str | None = None) -> None:
        self.keys = {f"fund.example/public/application/item?id={name}" for name in named}
        self.goes_on = position
        self.asked: list[Cards] = []
        self.due_pages: list[KnownPage] = []

    def named(self, _source_id: str, keys: Collection[str]) -> Collection[str]:
        return self.keys & set(keys)

    def position(self, _source_id: str, _key: str) -> str | None:
        return self.goes_on

    def due(self, _source: str, _now: datetime, *, limit: int | None = None) -> list[KnownPage]:
        return self.due_pages[:limit]

    def waiting(
        self,
        source_id: str,
        now: datetime,
        named: Sequence[NamedCard] = (),
        *,
        which: Cards,
        limit: int | None = None,
    ) -> Iterable[Place]:
        self.asked.append(which)
        return super().waiting(source_id, now, named, which=which, limit=limit)


def listing(number: int, *names: str, last: int = LAST) -> Listing:
    rows = [
        RawGrant(
            origin="listing",
            url=CARD + name,
            key=f"fund.example/public/application/item?id={name}",
            title=name,
            application_number=f"26-1-00000{number}",
        )
        for name in names
    ]
    return Listing(
        found=tuple(Found(url=CARD + name) for name in names),
        number=number,
        last=last,
        next_url=f"{PAGE}{number + 1}" if number < last else None,
        pattern=PAGE + str(last),
        rows=tuple(rows),
    )


def run(work: Frontier) -> list[str]:
    """Visit all that a frontier gives; page N names the card N. Gives the addresses in order."""
    asked = []
    while (place := work.next()) is not None:
        asked.append(place.url.removeprefix(PAGE).removeprefix(CARD))
        if place.kind == "listing":
            number = int(place.url.rpartition("page=")[2])
            names = [f"n{number}"] if number <= LAST else []
            work.found_by_listing(place, listing(number, *names))
        work.take(Visit(place=place, fetched_at=NOON, http_status=200))
    return asked


def frontier(store: Store, source: Source = FUND, **plan: object) -> PortalFrontier:
    work = frontier_for(source, Plan(**plan), store)  # type: ignore[arg-type]
    assert isinstance(work, PortalFrontier)
    return work


def position_after(work: PortalFrontier, number: int) -> str | None:
    key = f"fund.example/public/application/cards?page={number}"
    return work.position(Place(source_id="fund", url=PAGE, key=key, kind="listing"))


def test_the_listing_goes_first_as_deep_as_one_run_may_then_its_cards() -> None:
    work = frontier(Store())
    assert run(work) == ["1", "2", "3", "n1", "n2", "n3"]
    assert position_after(work, 3) == f"{PAGE}3"
    assert work.proof()[0] is False
    proof = work.proof()[1]
    assert proof is not None
    assert (proof["end"], proof["fault"]) == ("to be gone on with", "left early")


def test_the_next_run_looks_at_the_head_and_goes_on_where_the_last_stopped() -> None:
    store = Store(named=["n1", "n2", "n3"], position=f"{PAGE}3")
    work = frontier(store)
    pages = [asked for asked in run(work) if asked.isdecimal()]
    assert pages == ["1", "3", "4", "5"], "the last page again: entries may have moved up"
    assert position_after(work, 1) is None, "the head says nothing of what lies deeper"
    assert position_after(work, 5) == f"{PAGE}5"


def test_new_entries_at_the_head_are_read_before_the_rest_is_gone_on_with() -> None:
    store = Store(named=["n2", "n3"], position=f"{PAGE}30")
    pages = [asked for asked in run(frontier(store)) if asked.isdecimal()]
    assert pages == ["1", "2", "30", "31"], "page 1 was new, page 2 was known"


def test_a_position_on_a_page_just_read_leads_on_from_there() -> None:
    store = Store(named=["n1"], position=f"{PAGE}1")
    pages = [asked for asked in run(frontier(store)) if asked.isdecimal()]
    assert pages == ["1", "2", "3", "4"]


def test_a_rest_that_is_known_is_left_after_twenty_pages_and_forgotten() -> None:
    store = Store(named=[f"n{number}" for number in range(1, 60)], position=f"{PAGE}5")
    work = frontier(store, replace(FUND, depth=0))
    pages = [asked for asked in run(work) if asked.isdecimal()]
    assert pages == ["1", *map(str, range(5, 25))]
    assert position_after(work, 24) == ""


def test_a_listing_that_was_left_in_its_midst_is_asked_though_it_is_not_due(
    noon: datetime,
) -> None:
    class Resting(Store):
        def known(self, _source_id: str, keys: Collection[str]) -> dict[str, KnownPage]:
            later = noon.replace(year=2027)
            return {
                key: KnownPage(key=key, url=key, kind="listing", state="live", next_visit=later)
                for key in keys
                if "cards" in key
            }

    assert run(frontier(Resting(named=["n1"], position=f"{PAGE}1"), due=True))[0] == "1"
    assert run(frontier(Resting(named=["n1"]), due=True)) == []


def test_cards_that_were_chosen_go_before_known_ones_and_the_rest_after_them() -> None:
    store = Store()
    due = KnownPage(key="fund.example/k", url=f"{CARD}known", kind="grant", state="live")
    store.due_pages = [due]
    assert run(frontier(store, replace(FUND, depth=1))) == ["1", "n1", "known"]
    assert store.asked == ["wanted", "rest"]


def test_a_full_run_reads_the_whole_listing_and_every_card() -> None:
    store = Store(position=f"{PAGE}30")
    work = frontier(store, full=True)
    asked = run(work)
    assert asked[:50] == [str(number) for number in range(1, 51)]
    assert store.asked == ["all"]
    complete, proof = work.proof()
    assert proof is not None
    assert (complete, proof["pages"], proof["after"]) == (True, LAST, "empty page")


def test_the_limit_of_a_run_bounds_listing_and_cards_alike() -> None:
    assert run(frontier(Store(), limit=2)) == ["1", "2", "n1", "n2"]


def test_a_number_is_searched_for_and_only_its_card_visited() -> None:
    work = frontier(Store(), numbers=("26-1-000001",))
    place = work.next()
    assert place is not None
    assert "SearchString=26-1-000001" in place.url
    other = listing(1, "first", last=1)
    others = (*other.rows, replace(other.rows[0], application_number="26-1-000099", key="x"))
    found = (Found(url=f"{CARD}first"), Found(url=f"{CARD}second"))
    work.found_by_listing(place, replace(other, found=found, rows=others, pattern=None))
    work.take(Visit(place=place, fetched_at=NOON, http_status=200))
    assert run(work) == ["first"]
    assert work.proof() == (False, None)


@pytest.mark.parametrize("declared", [True, False])
def test_a_narrowed_listing_proves_nothing(declared: bool) -> None:
    filters = ("status=won",)
    source = replace(FUND, filters=filters) if declared else FUND
    work = frontier(Store(), source, filters=() if declared else read_filters(filters))
    place = work.next()
    assert place is not None
    assert "Statuses%5B0%5D.Selected=true" in place.url
    work.found_by_listing(place, replace(listing(1, "n1", last=1), pattern=None, total=1))
    work.take(Visit(place=place, fetched_at=NOON, http_status=200))
    assert run(work) == ["n1"]
    complete, proof = work.proof()
    assert not complete
    assert proof is not None
    assert proof["complete"], "it was read to its end"
    assert proof["filters"] == ["status=won"]


def test_a_list_of_news_takes_no_part_in_the_proof(noon: datetime) -> None:
    source = portal(id="fund", host="fund.example")
    work = frontier(Store(), source)
    news = work.next()
    assert news is not None
    assert news.url == "https://fund.example/public/news"
    article = Found(url="https://fund.example/public/news/itogi", moment=noon)
    work.found_by_listing(news, Listing(found=(article,)))
    work.take(Visit(place=news, fetched_at=NOON, http_status=200))
    assert work.next().kind == "article"  # type: ignore[union-attr]
    assert work.proof() == (False, None)


def test_sources_without_an_engine_have_the_usual_queue() -> None:
    paper = Source(
        id="paper", home_url="https://paper.example/", feeds=("https://paper.example/rss",)
    )
    assert type(frontier_for(paper, Plan(), EmptyStore())) is Frontier
