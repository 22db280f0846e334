"""News sites and the Fund on the sample world: every record is found, every fault is named."""

import pytest
from crawling import Crawled, run_crawl

from crawler.addresses import canonical
from dozor.world import SampleWorld, moment
from dozor.world.sites.site import Site
from spiders.grants.president_grants import PresidentGrants
from spiders.news.iz import Iz
from spiders.news.ksorstn import Ksorstn
from spiders.news.pln_pskov import PlnPskov
from spiders.news.ysia import Ysia

SOURCES = [spider.source for spider in (PlnPskov, Iz, PresidentGrants, Ksorstn, Ysia)]
Day = tuple[SampleWorld, int, Crawled]


def crawled_sites(world: SampleWorld) -> list[Site]:
    return [site for site in world.sites if site.id in {source.id for source in SOURCES}]


@pytest.fixture(scope="module", params=[0, 3])
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Day:
    number: int = request.param
    with SampleWorld(day=number) as world:
        folder = tmp_path_factory.mktemp("world")
        arguments = {"since": "2000-01-01", "now": moment(number)}
        return world, number, run_crawl(folder, world.address, *SOURCES, **arguments)


def test_every_listed_record_is_found_and_nothing_else(day: Day) -> None:
    world, number, crawled = day
    visits = [visit for visit in crawled.visits if visit.records]
    found = {canonical(visit.final_url or "") for visit in visits}
    assert found == {canonical(url) for site in crawled_sites(world) for url in site.listed(number)}


def test_every_fault_has_its_reason(day: Day) -> None:
    world, number, crawled = day
    reasons = {visit.place.key: visit.rejection for visit in crawled.visits}
    # What stood there on an earlier day is linked no more: only a second crawl would look.
    faults = {
        canonical(fault["url"]): fault["reason"]
        for site in crawled_sites(world)
        for fault in site.broken(number)
        if not fault["was_live"] or canonical(fault["url"]) in reasons
    }
    seen = {key: getattr(reasons.get(key), "reason", None) for key in faults}
    assert seen == faults


def test_titles_and_keys_stand(day: Day) -> None:
    world, number, crawled = day
    titles = {canonical(record["url"]): record.get("title") for record in world.truth(number)}
    read = {
        canonical(visit.final_url or ""): record.title
        for visit in crawled.visits
        for record in visit.records
    }
    assert {key: title for key, title in read.items() if titles.get(key) != title} == {}


def test_every_source_ends_well(day: Day) -> None:
    _, _, crawled = day
    assert [crawled.ended(source.id).reason for source in SOURCES] == ["finished"] * 5
    assert crawled.ended("president_grants").complete
    assert "Traceback" not in crawled.log
