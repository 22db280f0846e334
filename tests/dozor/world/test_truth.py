"""The stated truth agrees with what is served."""

import http.client
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stdnum.ru import inn, ogrn

from dozor.world import SampleWorld

Get = Callable[..., Any]

DAYS = range(7)
PORTALS = {"culture_fund", "vbudushee", "yaroslavl_grants", "tomsk_grants"}
SITE_IDS = {"pln_pskov", "iz", "ksorstn", "ysia", "president_grants", *PORTALS}


def records(world: SampleWorld, day: int | None = None) -> list[dict[str, Any]]:
    """Articles and applications; test_calls has the calls."""
    return [record for record in world.truth(day) if record["kind"] != "competition"]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("day", DAYS)
def test_every_record_stands_on_its_page_in_the_words_of_the_truth(
    get: Get, world: SampleWorld, day: int
) -> None:
    world.move_to(day)
    for record in records(world):
        answer = get(record["url"])
        text = squeezed(answer.text)
        assert answer.status == 200, record["url"]
        assert squeezed(record["title"]) in text
        long = record["body"] if record["kind"] == "article" else record["summary"]
        for paragraph in long.split("\n"):
            assert paragraph in text, record["url"]


@pytest.mark.parametrize("day", DAYS)
def test_every_site_has_eight_to_thirty_pages(world: SampleWorld, day: int) -> None:
    addresses = [record["url"] for record in records(world, day) + world.broken(day)]
    assert len(addresses) == len(set(addresses))
    counts = Counter(record["source_id"] for record in records(world, day))
    assert counts.keys() == SITE_IDS
    assert all(8 <= count <= 30 for count in counts.values())


@pytest.mark.parametrize("day", DAYS)
def test_a_broken_page_answers_as_its_reason_says(get: Get, world: SampleWorld, day: int) -> None:
    world.move_to(day)
    expected = {
        "not_found": lambda a: a.status == 404,
        "http_error": lambda a: a.status == 500,
        "empty": lambda a: (a.status, a.body) == (200, b""),
        "soft_404": lambda a: a.status == 302 or "Страница не найдена" in a.text,
        "redirect_loop": lambda a: a.status == 302,
        "robots": lambda a: a.status == 200,
    }
    broken = [page for page in world.broken() if page["reason"] not in {"cut_off", "not_article"}]
    assert broken
    for page in broken:
        assert expected[page["reason"]](get(page["url"])), page


def test_a_cut_off_page_ends_in_the_middle_of_its_text(world: SampleWorld, get: Get) -> None:
    cut, short = [page["url"] for page in world.broken() if page["reason"] == "cut_off"]
    assert b"</html>" not in get(cut).body
    assert b"articleBody" in get(cut).body
    with pytest.raises(http.client.IncompleteRead):
        get(short)


def test_a_redirect_loop_comes_back_to_where_it_began(world: SampleWorld, get: Get) -> None:
    [start] = [page["url"] for page in world.broken() if page["reason"] == "redirect_loop"]
    there = get(start).headers["location"]
    assert get(there).headers["location"] == start


@pytest.mark.parametrize("day", DAYS)
def test_what_feeds_and_lists_name_is_there(world: SampleWorld, day: int) -> None:
    known = {record["url"] for record in world.truth(day)}
    assert world.listed(day) <= known
    assert world.listed(0) == {record["url"] for record in world.truth(0)}, "all can be found"


@pytest.mark.parametrize("day", DAYS)
def test_a_day_gives_the_same_bytes_in_every_world(ask: Get, day: int) -> None:
    with SampleWorld(day=day) as one, SampleWorld(day=0) as other:
        other.move_to(day)
        for site in one.sites:
            for path in site.all_pages(day):
                url = f"https://{site.host}{path}"
                if not site.all_pages(day)[path].missing_bytes:
                    assert ask(one, url) == ask(other, url)


_DIGEST = """
from hashlib import sha256
from dozor.world import SampleWorld
pages = [site.all_pages(2) for site in SampleWorld().sites]
print(sha256(repr(pages).encode()).hexdigest())
"""


def test_a_day_gives_the_same_bytes_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[3],
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_every_page_of_a_record_changes_every_day_though_the_record_does_not(
    get: Get, world: SampleWorld
) -> None:
    before = {record["url"]: (record, get(record["url"]).body) for record in records(world)}
    world.move_to(1)
    for record in records(world):
        if record["url"] in before:
            known, body = before[record["url"]]
            assert record == known
            assert get(record["url"]).body != body


def test_dates_are_stated_as_far_as_the_page_knows_them(world: SampleWorld) -> None:
    found = {record["url"]: record for record in world.truth() if record["kind"] == "article"}
    dates = {url: (r["published_edtf"], r["published_utc"]) for url, r in found.items()}
    assert dates["https://pln-pskov.ru/society/528411.html"] == ("2024-11", None)
    assert dates["https://pln-pskov.ru/society/582014.html"] == (
        "2026-03-02T08:35:00+03:00",
        "2026-03-02T05:35:00Z",
    )
    ysia = "https://ysia.ru/v-mirnom-sobrali-orkestr-iz-geologicheskikh-molotkov/"
    assert dates[ysia] == ("2026-02-25T13:47:00+09:00", "2026-02-25T04:47:00Z")
    by_address = "https://iz.ru/2052290/2026-02-28/kak-malye-goroda-vozvrashchaiut-katki"
    assert dates[by_address] == ("2026-02-28", None)
    assert {d for url, d in dates.items() if "ksorstn" in url} == {(None, None)}


def test_the_records_of_grants_hold_numbers_whose_checksums_are_right_but_for_one(
    world: SampleWorld,
) -> None:
    grants = [record for record in world.truth() if record["kind"] == "grant"]
    assert [r["inn"] for r in grants if not inn.is_valid(r["inn"])] == ["6699002071"]
    assert all(ogrn.is_valid(r["ogrn"]) for r in grants)
    assert {len(r["inn"]) for r in grants} == {10, 12}
    assert {len(r["ogrn"]) for r in grants} == {13, 15}


def test_sums_of_grants_are_in_kopecks_and_an_unreadable_one_is_null(world: SampleWorld) -> None:
    grants = {r["application_number"]: r for r in world.truth() if r["kind"] == "grant"}
    assert grants["26-1-000245"]["awarded_kopecks"] == 297_381_550
    assert grants["26-1-000562"]["disbursed_kopecks"] == 113_733_333
    assert grants["26-1-000477"]["cofinancing_kopecks"] == 0
    assert grants["26-1-000391"]["cofinancing_kopecks"] is None
    assert grants["26-1-000117"]["rating"] == 74.33


def test_every_statement_of_the_world_refuses_a_day_that_is_none(world: SampleWorld) -> None:
    for ask_for in (world.truth, world.broken, world.moved, world.listed):
        with pytest.raises(Exception, match="no day -1"):
            ask_for(-1)
