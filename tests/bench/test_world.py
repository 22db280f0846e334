"""The hostile world: the same for a seed, and true to what it wrote down."""

import re
import socket
from collections import Counter
from datetime import timedelta
from html import unescape
from http.client import BadStatusLine, HTTPConnection, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from bench.monitoring.dozor_monitor import DozorPlan
from bench.monitoring.plan import Plan, Schedule
from bench.monitoring.replies import Reply, Request
from bench.monitoring.server import Server
from bench.monitoring.truth import HAZARDS, Happening
from bench.monitoring.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def world() -> World:
    return World(5)


def get(world: World, url: str, **headers: str) -> Reply:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return world.answer(Request(host=parts.hostname or "", target=target, headers=named))


def text(reply: Reply) -> str:
    body = reply.body
    return body.decode("cp1251" if b'charset="windows-1251"' in body[:200] else "utf-8")


def readable(world: World, one: Happening) -> bool:
    """Whether nothing but this happening stands in the way at its moment."""
    (site,) = (site for site in world.sites if site.source.id == one.site)
    return not site.spell_at(one.at) and not site.spell_at(one.at - MINUTE)


def all_of(world: World, kind: str) -> list[Happening]:
    found = [one for one in world.truth if one.kind == kind and readable(world, one)]
    assert found
    return found


def test_a_seed_gives_the_same_world_and_another_seed_another() -> None:
    assert World(1, sites=6).truth == World(1, sites=6).truth != World(2, sites=6).truth


@pytest.mark.parametrize("plan", [Plan(), DozorPlan()])
def test_twenty_seeds_hold_a_hundred_of_each_kind_that_the_plan_could_see(plan: Plan) -> None:
    seen: Counter[str] = Counter()
    endured: Counter[str] = Counter()
    for seed in range(1, 21):
        one = World(seed)
        schedule = Schedule(plan, one.truth, one.rounds)
        for expected in schedule.expected(one.truth):
            kind = expected.kind
            name = expected.happening.kind if kind == "changed" else kind
            seen[name] += 1
            if kind in {"missing", "gone", "restored"}:
                seen[f"{kind} {expected.happening.how}"] += 1
        endured.update(happening.kind for happening in one.truth)
    assert len(seen) == 11 + 12
    assert {kind: count for kind, count in seen.items() if count < 100} == {}
    assert {kind: endured[kind] for kind in HAZARDS if endured[kind] < 100} == {}


def test_an_edit_shows_its_new_fact_and_no_longer_the_old_text(world: World) -> None:
    for one in all_of(world, "edited"):
        assert one.page
        assert one.new
        world.move_to(one.at - MINUTE)
        before = get(world, one.page)
        world.move_to(one.at)
        after = get(world, one.page)
        assert (before.status, after.status) == (200, 200)
        assert one.new in text(after)
        assert text(before) != text(after)


def test_a_sum_shows_in_roubles(world: World) -> None:
    for one in all_of(world, "sum"):
        assert one.page
        assert one.new
        world.move_to(one.at)
        shown = text(get(world, one.page)).replace("\u00a0", " ")
        assert f"{int(one.new) // 100:,}".replace(",", " ") in shown


def test_a_removed_page_answers_as_the_truth_says(world: World) -> None:
    answers = {"404": 404, "410": 410, "soft_404": 200, "front_page": 302, "delisted": 404}
    for one in all_of(world, "removed"):
        assert one.page
        world.move_to(one.at)
        reply = get(world, one.page)
        assert reply.status == answers[one.how]
        if one.how == "soft_404":
            assert "Страница не найдена" in text(reply)
        if one.until:
            world.move_to(one.until)
            assert get(world, one.page).status == 200


def test_a_moved_page_leads_to_its_new_address(world: World) -> None:
    for one in all_of(world, "moved"):
        assert one.page
        world.move_to(one.at)
        reply = get(world, one.page)
        assert reply.status == 301
        new = dict(reply.headers)["Location"]
        assert new == one.new
        assert get(world, new).status == 200
        assert world.identify(new) == one.page


def test_a_page_that_scrolled_off_lives_on(world: World) -> None:
    others = {one.page for one in world.truth if one.kind in {"removed", "moved", "flapping"}}
    for one in all_of(world, "scrolled"):
        if one.page and one.page not in others:
            world.move_to(one.at)
            assert get(world, one.page).status == 200


def test_a_clamped_listing_gives_its_last_page_for_any_number_beyond(world: World) -> None:
    world.move_to(world.rounds[0])
    for site in world.sites:
        if site.clamped and site.is_fund:
            pages = [
                get(world, site.url(f"/public/application/cards?page={number}"))
                for number in (2, 3, 99)
            ]
            assert pages[1].body == pages[2].body


def test_a_listing_states_its_total_and_holds_it_except_where_the_truth_says_so(
    world: World,
) -> None:
    site = next(site for site in world.sites if site.is_fund and not site.spell_at(world.now))
    world.move_to(world.rounds[0])
    listed = [page for page in site.pages if page.is_listed_at(world.now)]
    first = text(get(world, site.url("/public/application/cards")))
    assert f"Найдено проектов: {len(listed)}<" in first
    wrong = next(one for one in world.truth if one.kind == "mismatch")
    world.move_to(wrong.at)
    host = next(site for site in world.sites if site.source.id == wrong.site)
    listed = [page for page in host.pages if page.is_listed_at(world.now)]
    assert f"Найдено проектов: {len(listed)}<" not in text(
        get(world, host.url("/public/application/cards"))
    )


def test_aliases_name_the_same_page(world: World) -> None:
    page = world.sites[0].pages[0]
    plain = world.sites[0].url(page.path)
    assert world.identify(plain) == plain
    assert world.identify(plain.replace("://", "://www.")) == plain
    assert world.identify(plain.replace(".example", ".example/amp") + "?utm_source=x") == plain
    assert world.identify("https://elsewhere.example/") is None


def test_validators_hold_until_the_page_changes(world: World) -> None:
    edits = all_of(world, "edited")
    sites = {site.source.id: site for site in world.sites if site.validator == "etag"}
    one = next(one for one in edits if one.site in sites)
    assert one.page
    world.move_to(one.at - MINUTE)
    tag = dict(get(world, one.page).headers)["ETag"]
    assert get(world, one.page, if_none_match=tag).status == 304
    world.move_to(one.at)
    assert get(world, one.page, if_none_match=tag).status == 200


def test_no_feed_or_sitemap_stands_by_its_validator_when_it_names_other_pages() -> None:
    """A site that says 304 of what changed would hide what no visit could then see."""
    world = World(13)
    places = {"feed": "/rss.xml", "sitemap": "/sitemap.xml"}
    dated = [one for one in world.sites if one.kind in places and one.validator == "modified"]
    assert dated
    for site in dated:
        seen: dict[str, list[object]] = {}
        for moment in world.rounds:
            world.move_to(moment)
            reply = get(world, site.url(places[site.kind]))
            stamp = dict(reply.headers).get("Last-Modified")
            if reply.status == 200 and stamp and not site.spell_at(moment):
                links = re.findall(r"<(?:link|loc)>([^<]+)", reply.body.decode())
                named = [world.identify(unescape(link)) for link in links]
                assert seen.setdefault(stamp, named) == named


def connect(server: Server, host: str, path: str) -> tuple[int, bytes]:
    parts = urlsplit(server.address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, body


def test_the_server_knows_a_host_by_header_or_by_path(world: World) -> None:
    site = next(site for site in world.sites if site.kind == "feed")
    world.move_to(world.rounds[0])
    with Server(world) as server:
        by_header = connect(server, site.host, "/rss.xml")
        by_path = connect(server, urlsplit(server.address).netloc, f"/{site.host}/rss.xml")
    assert by_header == by_path
    assert by_header[0] == 200
    assert [hit.host for hit in world.log[-2:]] == [site.host, site.host]
    assert world.log[-1].bytes > len(by_path[1])


def test_the_server_hangs_up_where_the_truth_says_reset(world: World) -> None:
    outage = next(one for one in world.truth if one.kind == "failing" and one.how == "reset")
    world.move_to(outage.at)
    with (
        Server(world) as server,
        pytest.raises((ConnectionError, RemoteDisconnected, BadStatusLine, socket.timeout)),
    ):
        connect(server, f"{outage.site}.example", "/")
