"""Of sample sites a look finds what they are, and a source that does for a crawl."""

import pytest
from crawling import run_crawl
from loopback_web import Web
from platform_sites import SITES, Site
from sample_stories import NOW

from crawler.addresses import canonical
from crawler.sources import Source
from dozor.probing.assess import report_of
from dozor.probing.look import Look
from dozor.probing.model import Report

NAMES = [site.name for site in SITES]


@pytest.fixture(scope="module")
def reports(looks: dict[str, Look]) -> dict[str, Report]:
    return {name: report_of(look, look.source.home_url) for name, look in looks.items()}


@pytest.mark.parametrize("name", NAMES)
def test_five_articles_are_read_and_none_is_asked_for_that_is_needless(
    reports: dict[str, Report], sites: dict[str, Site], name: str
) -> None:
    report, site = reports[name], sites[name]
    articles = {canonical(site.url(story)) for story in site.stories}
    keys = [sample.raw.key for sample in report.samples]
    assert (report.outcome, len(keys), set(keys) - articles) == ("well", 5, set())
    assert report.requests <= 25


@pytest.mark.parametrize("name", NAMES)
def test_platform_and_encoding_are_named(
    reports: dict[str, Report], sites: dict[str, Site], name: str
) -> None:
    facts = reports[name].facts
    encoding = {"cp1251": "windows-1251", "koi8-r": "KOI8-R", "utf-8": "UTF-8"}
    assert facts["encoding"].value == encoding[sites[name].encoding]
    assert facts["platform"].value in {name, "joomla" if name == "byquery" else None, None}
    assert facts["language"].value == "ru"


@pytest.mark.parametrize("name", NAMES)
def test_what_no_page_says_is_said_to_be_unknown(reports: dict[str, Report], name: str) -> None:
    facts = reports[name].facts
    assert (facts["region"].value, facts["timezone"].value) == (None, None)


def test_the_proposed_sources_find_every_article_and_nothing_else(
    reports: dict[str, Report],
    sites: dict[str, Site],
    web: Web,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    proposed = {name: report.proposed for name, report in reports.items()}
    sources = [source for name in NAMES if (source := proposed[name])]
    crawled = run_crawl(tmp_path_factory.mktemp("crawl"), web.url, *sources, now=NOW)
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for visit in crawled.visits:
        found[visit.place.source_id] |= {record.key for record in visit.records}
    for name, site in sites.items():
        assert found[name] == {canonical(site.url(story)) for story in site.stories}, name


def test_feeds_sitemaps_and_sections_are_declared_where_they_work(
    reports: dict[str, Report],
) -> None:
    def declared(name: str) -> tuple[object, ...]:
        source = reports[name].proposed
        assert isinstance(source, Source)
        return source.feeds, source.sitemaps, source.listings

    host = "https://wordpress.example"
    assert declared("wordpress") == ((f"{host}/feed/",), (f"{host}/wp-sitemap.xml",), ())
    host = "https://netcat.example"
    assert declared("netcat") == ((), (), (f"{host}/obshchestvo/", f"{host}/kultura/"))
    assert declared("tilda") == ((), ("https://tilda.example/sitemap-feeds.xml",), ())
    host = "https://plainlinks.example"
    sections = (f"{host}/?cat=2", f"{host}/?cat=3")
    assert declared("plainlinks") == ((f"{host}/?feed=rss2",), (), sections)
    host = "https://primamedia.example"
    assert declared("primamedia") == ((f"{host}/rss/feed",), (), (f"{host}/news/",))
