"""Filters become the parameters of a portal's search form."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.filters import KNOWN, filtered, read_filters
from crawler.portal import portal
from crawler.sources import Source

LISTING = "https://fund.example/public/application/cards?page=1"


def asked(*texts: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(filtered(LISTING, read_filters(texts))).query))


def test_filters_stand_beside_the_page() -> None:
    assert asked("region=60", "direction=8", "contest=31", "city=7") == {
        "RegionId": "60", "ContestDirectionTenantId": "8", "CompetitionId": "31",
        "AreaCityId": "7", "page": "1",
    }  # fmt: skip
    assert filtered(LISTING, ()) == LISTING


def test_a_status_is_sent_as_the_form_sends_it_with_the_others_unchosen() -> None:
    sent = asked("status=not_supported")
    assert sent["Statuses[0].Selected"] == sent["Statuses[1].Selected"] == "false"
    assert sent["Statuses[2].Selected"] == "true"
    assert sent["Statuses[2].Name"] == "проект не получил поддержку"


def test_days_and_terms_and_words() -> None:
    sent = asked("from=2025-02-01", "to=2025-03-15", "term=long", "search=23-2-003335")
    assert (sent["DateFrom"], sent["DateTo"]) == ("01.02.2025", "15.03.2025")
    assert (sent["IsLongTermProjects"], sent["SearchString"]) == ("true", "23-2-003335")


@pytest.mark.parametrize(
    "text", ["region", "=60", "region=", "regoin=60", "status=lost", "from=1.2"]
)
def test_a_filter_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"filter|status|from"):
        read_filters([text])


def test_the_refusal_names_the_filters_that_there_are() -> None:
    with pytest.raises(ValueError, match="no filter reads") as caught:
        read_filters(["регион=60"])
    assert all(f"{name}=" in str(caught.value) for name in KNOWN)


def test_a_source_declares_its_filters_and_needs_an_engine_for_them() -> None:
    assert portal(id="fund", host="fund.example", filters=("status=won",)).filters
    with pytest.raises(ValueError, match="source paper: filters need the engine"):
        Source(id="paper", home_url="https://paper.example/", filters=("status=won",))
    with pytest.raises(ValueError, match="source fund: status must be one of"):
        portal(id="fund", host="fund.example", filters=("status=lost",))
