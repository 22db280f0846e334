"""What cannot be read is said in words that say why."""

from datetime import UTC, datetime

import pytest

from crawler.items import Place, Reason, Rejection, Visit
from crawler.sources import Source
from dozor.errors import SetupError
from dozor.probing.assess import report_of
from dozor.probing.look import Look
from dozor.probing.site import site_of
from dozor.probing.told import lines_of
from dozor.probing.verdict import verdict_of


@pytest.mark.parametrize(
    ("name", "outcome", "words"),
    [
        (
            "guarded",
            "blocked",
            "a block, which Dozor does not evade: DDoS-Guard, 403; try",
        ),
        ("closed", "robots", "robots.txt forbids its home page"),
        ("paper", "not_html", "the home page is no web page, but application/pdf"),
        ("down", "failing", "answers 500; that is the server's fault, try again later"),
        ("ill", "failing", "robots.txt answers 503, and without its rules nothing is asked"),
        ("tired", "blocked", "does not evade: 429 for robots.txt; try again another day"),
        ("absent", "failing", "the home page answers 404; is the address right?"),
        ("nothing", "failing", "the home page is empty"),
        ("huge", "failing", "the home page is larger than the 8 MiB that a page may have"),
        ("circle", "failing", "leads in a circle (back to https://circle.example/)"),
        ("octets", "not_html", "no web page, but application/octet-stream"),
        ("data", "not_html", "no web page, but JSON"),
        ("liar", "not_html", "no web page, but a PDF document"),
        ("plain", "not_html", "no web page, but something without any markup (text/plain)"),
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
    assert f"Listings    {url}: 1 article" in list(lines_of(report))


def test_a_site_that_has_moved_to_a_channel_names_it(looks: dict[str, Look]) -> None:
    said = report_of(looks["left"], "").words
    assert said.endswith("a channel, which can be read: dozor probe https://t.me/s/newsroom")


def test_a_channel_by_its_own_address_is_looked_at_by_its_preview() -> None:
    site = site_of("https://t.me/Newsroom", []).bare
    assert (site.id, site.home_url) == ("telegram_newsroom", "https://t.me/s/Newsroom")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("unknown_host", "silent.example: there is no such host (DNS); is it spelled right?"),
        ("unreachable", "silent.example: it cannot be reached (DNS); does it open in a browser"),
        ("timeout", "silent.example: it does not answer in time (DNS); try again later"),
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
    outcome, said = verdict_of(look, 0)
    assert (outcome, said[: len(words)]) == ("unreachable", words)


@pytest.mark.parametrize("name", ["moved", "paper", "octets", "data", "liar", "plain", "nothing"])
def test_nothing_is_told_of_what_is_no_page_of_the_site(looks: dict[str, Look], name: str) -> None:
    """No encoding of a PDF document, and none of another site's pages."""
    report = report_of(looks[name], f"https://{name}.example/")
    assert report.facts == {}
    assert len(list(lines_of(report))) == 1


@pytest.mark.parametrize(
    ("address", "home", "source_id"),
    [
        ("http://localhost:8000/", "http://localhost:8000/", "localhost"),
        ("http://[::1]:8000/", "http://[::1]:8000/", "site_1"),
        ("127.0.0.1", "https://127.0.0.1/", "site_127_0_0_1"),
        ("https://вести.рф/", "https://xn--b1agj9af.xn--p1ai/", "vesti_rf"),
        ("https://xn--b1agj9af.xn--p1ai/", "https://xn--b1agj9af.xn--p1ai/", "vesti_rf"),
    ],
)
def test_this_machine_and_hosts_in_cyrillic_are_sites_too(
    address: str, home: str, source_id: str
) -> None:
    site = site_of(address, []).bare
    assert (site.home_url, site.id) == (home, source_id)


def test_a_place_within_a_site_is_said_to_be_left_out(looks: dict[str, Look]) -> None:
    report = report_of(looks["netcat"], "netcat.example/kultura/")
    home = next(line for line in lines_of(report) if line.startswith("Home page"))
    assert home.endswith("(a source is a whole site: /kultura/ was not looked at by itself)")


def test_an_id_that_is_none_is_refused() -> None:
    with pytest.raises(SetupError, match="use small Latin letters, digits and _; name another"):
        site_of("https://paper.example/", [], "A B")
    with pytest.raises(SetupError, match="'telegram_x%20y'"):
        site_of("https://t.me/s/x y", [])


@pytest.mark.parametrize(
    "address", ["mailto:desk@paper.example", "ftp://paper.example/", "https://[", "https://paper/"]
)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(SetupError, match="is no web address"):
        site_of(address, [])
