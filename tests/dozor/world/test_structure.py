"""The replicas are built as their real sites are: known selectors find what the truth states."""

from collections.abc import Callable
from typing import Any

import pytest
from parsel import Selector

from dozor.world import SampleWorld

Get = Callable[..., Any]

NEWS = {
    "pln_pskov": (".pl__header h1, h1.x-tl", ".pl__text > p, #material_txt > p, .x-bd > p"),
    "iz": ("h1[itemprop=headline]", "div.text-article article [itemprop=articleBody] > p"),
    "ysia": ("h1", ".elementor-widget-theme-post-content .elementor-widget-container > p"),
    "ksorstn": ("h1", "#content > p"),
}
FACT, SUM = "winner-info__list-item", "circle-bar__info-item"


def select(get: Get, url: str) -> Selector:
    return Selector(get(url).raw_text)


def words(selected: Any) -> list[str]:
    return [" ".join("".join(part.css("::text").getall()).split()) for part in selected]


def labelled(page: Selector, item: str, value: str) -> dict[str, str]:
    found = page.css(f"li.{item}")
    return dict(zip(words(found.css(f".{item}-title")), words(found.css(value)), strict=True))


@pytest.mark.parametrize("source", NEWS)
def test_the_known_places_of_a_news_page_hold_title_and_text(
    get: Get, world: SampleWorld, source: str
) -> None:
    title, paragraphs = NEWS[source]
    for record in (r for r in world.truth() if r["source_id"] == source):
        page = select(get, record["url"])
        assert words(page.css(title)) == [record["title"]]
        assert "\n".join(words(page.css(paragraphs))) == record["body"]


def test_the_known_places_of_pln_hold_rubric_and_tags(get: Get, world: SampleWorld) -> None:
    for record in (r for r in world.truth() if "section" in r):
        page = select(get, record["url"])
        assert words(page.css(".pl__section_name")) == [record["section"]]
        tags = words(page.css(".pl__tags .pl__tags__name a[href^='/tags/?tag=']"))
        assert tags == [f"#{tag}" for tag in record["tags"]]


def test_the_known_places_of_iz_hold_the_tags(get: Get, world: SampleWorld) -> None:
    for record in (r for r in world.truth() if r["source_id"] == "iz"):
        assert words(select(get, record["url"]).css("div.hash_tags a")) == record["tags"]


@pytest.mark.parametrize("day", [0, 2])
def test_the_labels_of_a_card_lead_to_its_facts(get: Get, world: SampleWorld, day: int) -> None:
    world.move_to(day)
    promised = (r for r in world.truth() if r["kind"] == "grant" and "status" in r)
    for record in promised:
        page = select(get, record["url"])
        facts = labelled(page, FACT, f".{FACT}-text")
        sums = labelled(page, SUM, f".{SUM}-number")
        status = words(page.css("p.winner-info__status > span"))
        assert status == [f"Статус проекта: {record['status_text']}"]
        assert words(page.css("h2.winner-info__title")) == [record["title"]]
        assert facts["Номер заявки"] == record["application_number"]
        assert facts["Грантовое направление"] == record["direction"]
        assert (facts["ИНН"], facts["ОГРН"]) == (record["inn"], record["ogrn"])
        assert ("Размер гранта" in sums) == (record["status"] == "won")
        assert ("Запрашиваемая сумма" in sums) == ("requested_kopecks" in record)


def test_the_sections_of_a_card_hold_its_texts(get: Get, world: SampleWorld) -> None:
    for record in (r for r in world.truth() if r["kind"] == "grant"):
        page = select(get, record["url"])
        assert "\n".join(words(page.css("#winner-summary p"))) == record["summary"]
        assert "\n".join(words(page.css("#winner-social p"))) == record["social_significance"]
        assert words(page.css("#winner-aims ol > li")) == record["aims"]
        assert words(page.css("#winner-tasks ol > li")) == record["tasks"]
        assert words(page.css("#winner-target ol > li")) == record["target_groups"]
        assert words(page.css("#winner-geography p")) == [record["geography"]]
        contacts = words(
            page.css("div.winner__details-contacts span.winner__details-contacts-item")
        )
        assert contacts == [record["address"]]
