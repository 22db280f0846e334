"""What a look at a site asks of its listings."""

import pytest

from crawler.discovery.found import Found
from crawler.discovery.listings import Listing
from crawler.plan import Plan
from crawler.sources import Source
from crawler.stores import EmptyStore
from dozor.probing.frontier import ProbingFrontier

HOME = "https://bare.example/"


@pytest.mark.parametrize(("articles", "further"), [(4, True), (5, False)])
def test_a_page_with_a_handful_of_articles_leaves_time_for_sections_instead_of_further_pages(
    articles: int, further: bool
) -> None:
    title = "В посёлке открыли новый мост через реку"
    news = [Found(url=f"{HOME}news/{number}", title=title) for number in range(articles)]
    front = Listing(
        found=(*news, Found(url=f"{HOME}kultura/", title="Культура")), next_url=f"{HOME}?page=2"
    )
    work = ProbingFrontier(Source(id="bare", home_url=HOME), Plan(), EmptyStore())
    home = work.next()
    assert home
    work.found_by_listing(home, front)
    asked = [place.url for place in iter(work.next, None)]
    assert f"{HOME}kultura/" in asked
    assert (f"{HOME}?page=2" in asked) is further
