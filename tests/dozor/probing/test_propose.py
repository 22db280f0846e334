"""The listings that are proposed for a site, of those that its home page leads to."""

from crawler.discovery.found import Found
from crawler.discovery.shapes import Shapes, sections_of
from crawler.outcomes import Answer
from crawler.sources import Source
from dozor.probing.model import Way
from dozor.probing.propose import proposed
from dozor.probing.ways import pager_of

HOME = "https://bereg.example/"
BASE = Source(id="bereg", home_url=HOME)
SHAPES = Shapes(frozenset({r"\?id=\d+"}))


def test_a_page_of_another_kind_that_was_not_asked_is_no_listing() -> None:
    asked = [Way(kind="listing", url=f"{HOME}?cat=1", pages=10)]
    sections = [f"{HOME}?cat=1", f"{HOME}?cat=2", f"{HOME}?p=reklama"]
    made = proposed(BASE, asked, sections, SHAPES)
    assert made.listings == (f"{HOME}?cat=1", f"{HOME}?cat=2")


def test_the_numbers_of_a_pager_are_no_sections() -> None:
    links = [
        Found(url=f"{HOME}?cat=1", title="Город"),
        Found(url=f"{HOME}?start=10", title="2"),
        Found(url=f"{HOME}?start=20", title="3"),
    ]
    assert list(sections_of(links, SHAPES, HOME)) == [f"{HOME}?cat=1"]


def test_a_pager_without_a_class_is_named_by_what_it_counts() -> None:
    links = "".join(f"<a href='/?cat=1&amp;start={n}0'>{n + 1}</a>" for n in range(1, 6))
    page = f"<html><body><a href='/?id=7'>Новость</a>{links}</body></html>"
    answer = Answer(url=f"{HOME}?cat=1", status=200, body=page.encode(), content_type="text/html")
    assert pager_of(answer) == 'a[href*="start="]'
