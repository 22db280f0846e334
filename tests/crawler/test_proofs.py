"""Whatever a listing does to its reader, it is proven complete only when nothing of it is lacking.

Listings are generated with every fault that was met on real sites, written as markup, and read as
a crawl reads them.
"""

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crawler.discovery.listings import page_number, read_listing
from crawler.walk import Walk

START = "https://fund.example/cards"
PAGERS = ("numbers", "window", "next", "always next", "from zero", "none")
BEYOND = ("empty", "last", "first", "404")
FAULTS = ("none", "clamped", "blank", "error", "cut", "total", "ignored", "stopped", "moved")
SAID = (
    "Найдено проектов: {}",
    "Найдено {} записей",
    "Всего: {}",
    "Показано 1–3 из {}",
    "<i data-total='{}'></i>",
)


@dataclass(frozen=True, kw_only=True)
class Fund:
    """A portal's listing: what it holds, how it is shown, and what is wrong from page `at` on."""

    items: int
    size: int
    pager: str
    beyond: str
    fault: str = "none"
    at: int = 2
    says: str | None = None

    @property
    def last(self) -> int:
        return -(-self.items // self.size)

    def number(self, url: str) -> int:
        stated = page_number(url)
        return 1 if stated is None else stated + (self.pager == "from zero")

    def answer(self, url: str) -> str | None:
        """Give the markup at an address; None for a page that is not found, "" for an error."""
        number = self.number(url)
        if number == self.at and self.fault == "error":
            return ""
        if self.fault == "ignored":
            number = 1
        elif self.fault == "clamped":
            number = min(number, self.at)
        if number > self.last:
            number = {"last": self.last, "first": 1}.get(self.beyond, number)
        if number > self.last and self.beyond == "404":
            return None
        markup = self.page(number)
        return markup[: len(markup) // 2] if (number, self.fault) == (self.at, "cut") else markup

    def page(self, number: int) -> str:
        shown = range((number - 1) * self.size, min(number * self.size, self.items))
        if self.fault == "moved" and number >= self.at:  # one that was read already is taken out
            shown = range(shown.start + 1, min(shown.stop + 1, self.items))
        if self.fault == "blank" and number == self.at:
            shown = range(0)
        rows = "".join(f'<div><a class=card href="/item/{n}">Проект {n}</a></div>' for n in shown)
        said = f"<p>{self.says.format(self.total(number))}</p>" if self.says else ""
        return f"<html><body><div>{said}{rows}</div><ul>{self.links(number)}</ul></body></html>"

    def total(self, number: int) -> int:
        if self.fault == "total":
            return self.items + 1
        return self.items - (self.fault == "moved" and number >= self.at)

    def links(self, number: int) -> str:
        numbers: list[int] = {
            "numbers": list(range(1, self.last + 1)),
            "window": [n for n in range(number - 1, number + 2) if 1 <= n <= self.last],
            "next": [number + 1] if number < self.last else [],
            "always next": [number + 1],
            "from zero": list(range(1, self.last + 1)),
            "none": [],
        }[self.pager]
        zero = self.pager == "from zero"
        return "".join(f'<li><a class=p href="{START}?page={n - zero}">{n}</a></li>'
                       for n in numbers if n != number)  # fmt: skip


def walked(fund: Fund) -> Walk:
    walk = Walk(listing=START, full=True)
    url: str | None = START
    while url and walk.pages < 40:
        if fund.fault == "stopped" and walk.pages == fund.at:
            break
        markup = fund.answer(url)
        if not markup:
            walk.broken("404" if markup is None else "500")
            break
        page = read_listing(markup.encode(), url, links=["a.card"], next_page="a.p")
        keys = [found.url for found in page.found]
        url = walk.read(url, page, keys, brings_unknown=True)
    return walk


def lacks(fund: Fund, walk: Walk) -> int:
    return fund.items - len(walk.keys)


funds = st.builds(
    Fund,
    items=st.integers(1, 23),
    size=st.integers(2, 6),
    pager=st.sampled_from(PAGERS),
    beyond=st.sampled_from(BEYOND),
    fault=st.sampled_from(FAULTS),
    at=st.integers(1, 5),
    says=st.sampled_from((None, *SAID)),
)


@given(funds)
@settings(max_examples=300, deadline=None)
def test_no_listing_that_lacks_an_entry_is_proven(fund: Fund) -> None:
    # What is taken out between two pages cannot be seen where no total is stated.
    assume(fund.fault != "moved" or (fund.says and fund.at > 1))
    walk = walked(fund)
    assert not (walk.complete and lacks(fund, walk)), walk.proof()


@given(funds.filter(lambda fund: fund.says is not None))
@settings(max_examples=300, deadline=None)
def test_a_stated_total_that_holds_proves_any_listing_read_to_its_end(fund: Fund) -> None:
    fund = replace(fund, fault="none")
    walk = walked(fund)
    assert walk.complete is (lacks(fund, walk) == 0), walk.proof()


@pytest.mark.parametrize("pager", ["numbers", "window", "next"])
@pytest.mark.parametrize("beyond", ["empty", "last", "404"])
def test_a_listing_without_a_total_is_proven_by_its_end(pager: str, beyond: str) -> None:
    assert walked(Fund(items=11, size=4, pager=pager, beyond=beyond)).complete


def test_a_page_number_that_may_be_ignored_proves_nothing() -> None:
    assert not walked(Fund(items=11, size=4, pager="next", beyond="first")).complete
    one_page = Fund(items=3, size=4, pager="always next", beyond="last")
    assert not walked(one_page).complete
    assert walked(replace(one_page, says="Найдено: {}")).complete


def test_an_endless_offer_of_a_next_page_is_believed_after_a_shorter_one() -> None:
    endless = Fund(items=11, size=4, pager="always next", beyond="last")
    assert walked(endless).complete
    assert not walked(replace(endless, items=12)).complete
    assert walked(replace(endless, items=12, says="Найдено: {}")).complete


def test_a_listing_that_counts_its_pages_from_zero_is_read_whole() -> None:
    walk = walked(Fund(items=11, size=4, pager="from zero", beyond="empty"))
    assert (walk.complete, len(walk.keys)) == (True, 11)
