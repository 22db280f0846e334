"""What happens in the world from day to day."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dozor.world import SampleWorld
from dozor.world.days import as_of

Get = Callable[..., Any]

TEN_WORKS = "https://pln-pskov.ru/society/582014.html"
WITHDRAWN = "https://pln-pskov.ru/society/581815.html"
UNAPPROVED = "https://pln-pskov.ru/culture/581790.html"
SOFT = "https://ksorstn.org/teatralnaya-studiya-premera"
OLD = "https://ysia.ru/pervyy-trollik-dlya-seminarov-na-ldu/"
NEW = "https://ysia.ru/vagonchik-dlya-urokov-na-ldu/"


def by_url(world: SampleWorld, day: int) -> dict[str, dict[str, Any]]:
    return {r["url"]: r for r in world.truth(day) if r["kind"] != "competition"}


def grants(world: SampleWorld, day: int) -> dict[str, dict[str, Any]]:
    return {r["application_number"]: r for r in world.truth(day) if r["kind"] == "grant"}


def test_day_1_publishes_on_every_site(world: SampleWorld) -> None:
    fresh = by_url(world, 1).keys() - by_url(world, 0).keys()
    counts = {}
    for url in fresh:
        source = by_url(world, 1)[url]["source_id"]
        counts[source] = counts.get(source, 0) + 1
    portals = {"culture_fund": 2, "vbudushee": 2, "yaroslavl_grants": 2, "tomsk_grants": 2}
    news = {"pln_pskov": 2, "iz": 2, "ysia": 2, "ksorstn": 2}
    assert counts == {**news, **portals, "president_grants": 3}


def test_day_2_edits_a_headline_and_a_text(world: SampleWorld) -> None:
    before, after = by_url(world, 1), by_url(world, 2)
    assert "14 дворовых" in before[TEN_WORKS]["title"]
    assert "17 дворовых" in after[TEN_WORKS]["title"]
    changed = {url for url in before.keys() & after.keys() if before[url] != after[url]}
    turned = {"pln_pskov", "ysia", "president_grants", "culture_fund"}
    assert {after[url]["source_id"] for url in changed} == turned


def test_day_2_decides_on_an_application_and_its_card_changes_labels(
    get: Get, world: SampleWorld
) -> None:
    world.move_to(1)
    before = grants(world, 1)["26-1-000815"]
    assert "Запрашиваемая сумма" in get(before["url"]).text
    world.move_to(2)
    after = grants(world, 2)["26-1-000815"]
    text = get(after["url"]).text
    assert (before["status"], after["status"]) == ("under_review", "won")
    assert after["awarded_kopecks"] == 125_400_000
    assert "Размер гранта" in text
    assert "Запрашиваемая сумма" not in text


def test_day_3_withdraws_pages_in_three_ways_and_a_card(get: Get, world: SampleWorld) -> None:
    gone = grants(world, 2)["25-1-000871"]["url"]
    world.move_to(3)
    assert get(WITHDRAWN).status == 404
    assert get(UNAPPROVED).headers["location"] == "https://pln-pskov.ru/"
    assert "Страница не найдена" in get(SOFT).text
    assert get(gone).status == 404
    assert "25-1-000871" not in grants(world, 3)
    withdrawn = {page["url"] for page in world.broken() if page["was_live"]}
    assert {WITHDRAWN, UNAPPROVED, SOFT, gone} < withdrawn
    assert not any(page["was_live"] for page in world.broken(2))


def test_day_4_restores_an_article_and_moves_another(get: Get, world: SampleWorld) -> None:
    world.move_to(4)
    assert by_url(world, 4)[WITHDRAWN] == by_url(world, 2)[WITHDRAWN]
    answer = get(OLD)
    assert (answer.status, answer.headers["location"]) == (301, NEW)
    assert by_url(world, 4)[NEW] == by_url(world, 3)[OLD] | {"url": NEW}
    assert (world.moved(3), world.moved(4)) == ({}, {OLD: NEW})


def test_day_5_changes_numbers_without_a_word(world: SampleWorld) -> None:
    before, after = by_url(world, 4), by_url(world, 5)
    changed = {url for url in before.keys() & after.keys() if before[url] != after[url]}
    assert sorted(after[url]["source_id"] for url in changed) == ["iz", "ksorstn"]


def test_after_the_last_event_only_noise_goes_on(get: Get, world: SampleWorld) -> None:
    world.move_to(40)
    assert world.truth(40) == world.truth(6)
    assert get(TEN_WORKS).status == 200


def test_old_articles_leave_the_feed_and_stay_on_the_site(get: Get, world: SampleWorld) -> None:
    oldest = "https://pln-pskov.ru/business/581742.html"
    assert oldest.split("//")[1] in get("https://pln-pskov.ru/rss.php").text
    world.move_to(1)
    assert oldest.split("//")[1] not in get("https://pln-pskov.ru/rss.php").text
    assert oldest not in world.listed()
    assert get(oldest).status == 200


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_an_entry_says_what_its_last_change_by_then_says(first: int, change: int, day: int) -> None:
    entry = {"day": first, "title": "old", "later": [{"day": change, "title": "new"}]}
    said = as_of(entry, day)
    if day < first:
        assert said is None
    else:
        assert said == {"title": "new" if day >= change else "old"}
