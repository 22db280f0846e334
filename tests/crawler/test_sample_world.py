"""News sites and grant portals on the sample world: every record is found, every fault is named."""

import pytest
from crawling import Crawled, run_crawl

from crawler.addresses import canonical
from dozor.world import SampleWorld, moment
from dozor.world.sites.site import Site
from spiders.grants.culture_fund import CultureFund
from spiders.grants.president_grants import PresidentGrants
from spiders.grants.regional_grants import RegionalGrants
from spiders.grants.vbudushee import Vbudushee
from spiders.news.iz import Iz
from spiders.news.ksorstn import Ksorstn
from spiders.news.pln_pskov import PlnPskov
from spiders.news.ysia import Ysia

NEWS = [spider.source for spider in (PlnPskov, Iz, Ksorstn, Ysia)]
PORTALS = [spider.source for spider in (PresidentGrants, CultureFund, Vbudushee)]
PORTALS += [s for s in RegionalGrants.portals if s.id in {"yaroslavl_grants", "tomsk_grants"}]
SOURCES = NEWS + PORTALS
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
    visits = [v for v in crawled.visits if v.records and v.place.kind != "listing"]
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
        if visit.place.kind != "listing"
    }
    assert {key: title for key, title in read.items() if titles.get(key) != title} == {}


def test_every_row_of_a_listing_says_what_its_card_says(day: Day) -> None:
    world, number, crawled = day
    truth = {canonical(record["url"]): record for record in world.truth(number)}
    rows = [r for v in crawled.visits if v.place.kind == "listing" for r in v.records]
    assert len(rows) == sum(record["kind"] == "grant" for record in truth.values())
    for row in rows:
        card = truth[row.key]
        told = (row.title, row.application_number, row.status, row.contest, row.direction)
        names = ("title", "application_number", "status_text", "contest", "direction")
        assert told == tuple(card[name] for name in names)
        assert row.origin == "listing"


def test_every_source_ends_well(day: Day) -> None:
    _, _, crawled = day
    assert {crawled.ended(source.id).reason for source in SOURCES} == {"finished"}
    assert all(crawled.ended(source.id).complete for source in PORTALS)
    assert "Traceback" not in crawled.log
