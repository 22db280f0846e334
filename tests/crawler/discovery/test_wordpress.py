"""The JSON API of WordPress lists posts with their moments in UTC."""

import json
from datetime import UTC, datetime

import pytest

from crawler.discovery.lists import read_list
from crawler.sources import WORDPRESS_POSTS, Source

POSTS = "https://paper.example/wp-json/wp/v2/posts?per_page=20&page=1"
PAPER = Source(
    id="paper", home_url="https://paper.example/", listings=(POSTS,), json=WORDPRESS_POSTS
)


def post(number: int, moment: object) -> dict[str, object]:
    link = f"https://paper.example/news/{number}/"
    return {"link": link, "title": {"rendered": f"Новость {number}"}, "date_gmt": moment}


def test_posts_are_found_with_their_titles_and_moments() -> None:
    body = json.dumps([post(2, "2026-03-02T09:30:00"), post(1, "2026-03-01T21:00:00")]).encode()
    listing = read_list(body, POSTS, PAPER).listing
    first, second = listing.found
    assert (first.url, first.title) == ("https://paper.example/news/2/", "Новость 2")
    assert first.moment == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert second.published == "2026-03-01T21:00:00Z"
    assert listing.pattern == POSTS, "the next page is asked for until one brings nothing new"


@pytest.mark.parametrize("moment", [None, "", "0000-00-00T00:00:00", 5, {}])
def test_a_moment_that_is_none_is_left_out(moment: object) -> None:
    (found,) = read_list(json.dumps([post(1, moment)]).encode(), POSTS, PAPER).listing.found
    assert (found.moment, found.published) == (None, None)
