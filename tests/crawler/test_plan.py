"""The arguments of a spider."""

from datetime import UTC, datetime

import pytest

from crawler.plan import plan_of
from crawler.sources import Source

SOURCE = Source(id="paper", home_url="https://paper.example/", since=10)


@pytest.mark.parametrize(
    "pages",
    ["https://a.example/1,https://a.example/2", "https://a.example/1\n https://a.example/2\n"],
)
def test_pages_may_be_a_list_in_text(pages: str) -> None:
    assert plan_of(pages=pages).pages == ("https://a.example/1", "https://a.example/2")


@pytest.mark.parametrize("limit", ["0", "-1", "many", 0])
def test_a_limit_is_a_whole_number_of_one_or_more(limit: str | int) -> None:
    with pytest.raises(ValueError, match="limit"):
        plan_of(limit=limit)


def test_since_is_a_date_or_the_sources_own_days(noon: datetime) -> None:
    assert plan_of(since="2026-01-05").earliest(SOURCE) == datetime(2026, 1, 5, tzinfo=UTC)
    assert (noon - plan_of().earliest(SOURCE)).days == 10
    with pytest.raises(ValueError, match="since"):
        plan_of(since="yesterday")


@pytest.mark.parametrize(("text", "full"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_full_may_be_text(text: str, full: bool) -> None:
    assert plan_of(full=text).full is full
