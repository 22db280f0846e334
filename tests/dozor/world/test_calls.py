"""The calls of the world stand where its truth says, and change from day to day."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from dozor.world import SampleWorld

Get = Callable[..., Any]

WITH_PAGES = ("grants_culture", "fondpotanin", "fondtimchenko", "myvmeste", "dobro", "vsekonkursy")


def calls(world: SampleWorld, day: int | None = None) -> dict[str, dict[str, Any]]:
    return {r["url"]: r for r in world.truth(day) if r["kind"] == "competition"}


@pytest.mark.parametrize("day", range(6))
def test_every_call_stands_on_its_page_in_the_words_of_the_truth(
    get: Get, world: SampleWorld, day: int
) -> None:
    world.move_to(day)
    for record in calls(world).values():
        if record["source_id"] in WITH_PAGES:
            answer = get(record["url"])
            assert answer.status == 200
            assert record["title"] in answer.text


def test_eight_portals_and_a_news_site_have_calls(world: SampleWorld) -> None:
    counts = Counter(record["source_id"] for record in calls(world, 1).values())
    portals = {*WITH_PAGES, "myrosmol", "cptgrantov"}
    assert counts.keys() == portals | {"iz"}
    assert all(counts[portal] >= 2 for portal in portals)


def test_calls_appear_are_put_off_close_and_are_withdrawn(world: SampleWorld) -> None:
    days = [calls(world, day) for day in range(6)]
    assert days[1].keys() > days[0].keys()
    culture = "https://grants.culture.ru/grants"
    deadlines = [days[day][f"{culture}/4401/"]["closes_edtf"] for day in (1, 2)]
    assert deadlines == ["2026-03-20", "2026-03-30"]
    statuses = [days[day][f"{culture}/4402/"]["status"] for day in (2, 3)]
    assert statuses == ["open", "closed"]
    assert f"{culture}/4403/" in days[2]
    assert f"{culture}/4403/" not in days[3]


def test_a_withdrawn_call_is_named_as_broken(get: Get, world: SampleWorld) -> None:
    world.move_to(3)
    withdrawn = {page["url"] for page in world.broken() if page["was_live"]}
    gone = "https://grants.culture.ru/grants/4403/"
    assert gone in withdrawn
    assert get(gone).status == 404


def test_bitrix_repeats_its_last_page_beyond_the_end(get: Get) -> None:
    page = "https://grants.culture.ru/grants/?PAGEN_2={}&ajax_load=Y"
    assert get(page.format(2)).body == get(page.format(9)).body
    assert get(page.format(1)).body != get(page.format(2)).body


def test_the_api_of_dobro_answers_only_in_its_own_media_type(get: Get) -> None:
    url = "https://dobro.ru/api/v2/vacancies/search?limit=100&page=1"
    assert get(url).status == 406
    answer = get(url, accept="application/vnd.meta+json")
    assert json.loads(answer.body)["meta"]["lastPage"] == 2


def test_the_feed_of_tilda_lies_at_another_host(get: Get) -> None:
    front = get("https://xn--e1aglkf7g.xn--b1agazb5ah1e.xn--p1ai/").text
    assert "tpost" not in front
    asked = "feeduid=451023987611-80&recid=701234567&size=1&slice={}"
    pages = [
        json.loads(get(f"https://feeds.tildacdn.com/api/getfeed/?{asked.format(n)}").body)
        for n in (1, 2, 3)
    ]
    assert [page["total"] for page in pages] == [2, 2, 2]
    assert [len(page["posts"]) for page in pages] == [1, 1, 0]


def test_a_channel_shows_its_newest_posts_the_oldest_of_them_first(get: Get) -> None:
    channel = "https://t.me/s/cptgrantov"
    newest, older = get(channel).text, get(f"{channel}?before=102").text
    assert newest.index("cptgrantov/102") < newest.index("cptgrantov/104")
    assert 'data-before="102"' in newest
    assert "cptgrantov/101" in older
    assert "data-before" not in older
