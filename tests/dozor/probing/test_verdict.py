"""What cannot be read is said in words that say why."""

from datetime import UTC, datetime

import pytest

from crawler.items import Place, Reason, Rejection, Visit
from crawler.sources import Source
from dozor.errors import SetupError
from dozor.probing.assess import report_of
from dozor.probing.look import Look
from dozor.probing.site import site_of
from dozor.probing.verdict import verdict_of


@pytest.mark.parametrize(
    ("name", "outcome", "words"),
    [
        ("guarded", "blocked", "answers with a block, which Dozor does not evade: DDoS-Guard, 403"),
        ("closed", "robots", "robots.txt forbids its home page"),
        ("paper", "not_html", "the home page is no HTML: application/pdf"),
        ("down", "failing", "the home page gives nothing to read: http_error 500"),
        ("moved", "no_articles", "leads to another site: dozor probe https://netcat.example/"),
        ("shell", "unread", "empty until a script fills them"),
        ("empty", "no_articles", "no articles found from the home page, feeds and sitemaps"),
    ],
)
def test_a_site_that_gives_no_articles(
    looks: dict[str, Look], name: str, outcome: str, words: str
) -> None:
    report = report_of(looks[name], "")
    assert (report.outcome, report.proposed) == (outcome, None)
    assert words in report.words


def test_a_channel_is_read_from_its_preview_and_nothing_else_is_asked(
    looks: dict[str, Look],
) -> None:
    look = looks["telegram_newsroom"]
    report = report_of(look, "")
    url = "https://t.me/s/Newsroom"
    assert [visit.place.url for visit in look.visits] == [url]
    assert [sample.raw.title for sample in report.samples] == ["Мост открыт"]
    assert report.proposed
    assert (report.proposed.listings, report.proposed.whole) == ((url,), True)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("unknown_host", "silent.example: there is no such host (DNS)"),
        ("unreachable", "silent.example: it cannot be reached (DNS)"),
        ("timeout", "silent.example: it does not answer in time (DNS)"),
    ],
)
def test_a_host_that_does_not_answer(reason: Reason, words: str) -> None:
    url = "https://silent.example/"
    look = Look(source=Source(id="silent", home_url=url))
    place = Place(source_id="silent", url=url, key="silent.example/", kind="listing")
    rejection = Rejection(reason=reason, detail="DNS")
    look.visits.append(
        Visit(place=place, fetched_at=datetime(2026, 3, 2, tzinfo=UTC), rejection=rejection)
    )
    assert verdict_of(look, 0) == ("unreachable", words)


@pytest.mark.parametrize("address", ["ftp://paper.example/", "https://[", "https://paper/"])
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(SetupError, match="is no web address"):
        site_of(address, [])
