"""Of sample sites only the front page is known: every article is found, nothing else."""

from collections.abc import Mapping

import pytest
from crawling import Crawl, Crawled
from loopback_web import Web
from platform_sites import SITES, Site
from sample_stories import NOW

from crawler.addresses import canonical
from crawler.items import RawArticle
from crawler.sources import Source

BY_NAME: Mapping[str, Site] = {site.name: site for site in SITES}


@pytest.fixture(scope="module")
def crawled(web: Web, crawl: Crawl) -> Crawled:
    for site in SITES:
        site.put(web)
    sources = [Source(id=site.name, home_url=f"https://{site.host}/") for site in SITES]
    return crawl(*sources, now=NOW)


def records(crawled: Crawled, site: Site) -> dict[str, RawArticle]:
    visits = (visit for visit in crawled.visits if visit.place.source_id == site.name)
    return {record.key: record for visit in visits for record in visit.records}


@pytest.mark.parametrize("name", BY_NAME)
def test_all_articles_of_a_site_are_found_and_nothing_else_is_taken_for_one(
    crawled: Crawled, name: str
) -> None:
    site = BY_NAME[name]
    assert set(records(crawled, site)) == {canonical(site.url(story)) for story in site.stories}


@pytest.mark.parametrize("name", BY_NAME)
def test_every_field_of_every_article_is_right(crawled: Crawled, name: str) -> None:
    site = BY_NAME[name]
    found = records(crawled, site)
    for story in site.stories:
        expected = site.expected(story)
        record = found[canonical(site.url(story))]
        assert {field: getattr(record, field) for field in expected} == expected
