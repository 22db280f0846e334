import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.award import posted, read_award
from crawler.extraction import Unreadable
from crawler.extraction.results import read_project, read_projects
from crawler.sources import Source
from pipelines.normalize import normalize_grant

SITE = "https://results.example/award/api/v1/applications"
GUID = "1825FE4C-3AA5-4319-B135-A2C7867439D2"
ITEM_URL = f"{SITE}/item?applicationId={GUID.lower()}"
RESULT_URL = f"{SITE}/results?applicationId={GUID.lower()}"
SOURCE = Source(
    id="results",
    home_url="https://results.example/",
    kind="grants",
    engine="award",
    results_of="fund",
    keep_params=("applicationId",),
)
ITEM = {
    "applicationName": "Лес ",
    "applicationNumber": "23-2-003335",
    "contestDirectionTenant": {"name": "Сохранение исторической памяти"},
    "shortDescriptionRaw": "<p>О лесе.</p><p>И о реке.</p>",
    "aimsRaw": "Первая цель\nВторая цель",
    "startDate": "2023-07-01T00:00:00",
    "finalDate": "2024-06-30T00:00:00",
}
RESULT = {"qualityResult": 8.5, "evaluation": "Проект реализован успешно"}
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def packed(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_an_item_is_a_sparse_application_joined_by_its_number() -> None:
    raw = read_project(packed(ITEM), ITEM_URL, SOURCE)
    grant = normalize_grant(raw, reference=NOW)
    assert (grant.key, grant.origin, grant.source_id) == ("23-2-003335", "results", "fund")
    assert (grant.title, grant.period_edtf) == ("Лес", "2023-07-01/2024-06-30")
    assert grant.url == f"https://results.example/award/project/{GUID.lower()}"
    assert grant.summary == "О лесе.\nИ о реке."
    assert grant.aims == ("Первая цель", "Вторая цель")
    assert {"status", "awarded_kopecks", "region", "tasks", "evaluation"} <= grant.silent


def test_a_result_says_the_outcome_of_the_project_whose_item_stands_beside_it() -> None:
    item = read_project(packed({"applicationName": "Лес"}), ITEM_URL, SOURCE)
    raw = read_project(packed(RESULT), RESULT_URL, SOURCE)
    grant = normalize_grant(raw, reference=NOW)
    assert (grant.evaluation, grant.key) == ("success", item.key)
    assert {"title", "period_edtf", "summary"} <= grant.silent
    assert "evaluation" not in grant.silent


def test_an_outcome_that_is_not_stated_is_said_to_be_none() -> None:
    raw = read_project(packed({"evaluation": None}), RESULT_URL, SOURCE)
    assert (raw.evaluation, raw.unknown) == ("", {})


def test_a_mark_that_nobody_can_read_is_kept_under_its_name() -> None:
    raw = read_project(packed({"qualityResult": 8.5, "evaluation": 3}), RESULT_URL, SOURCE)
    assert raw.unknown == {"qualityResult": "8.5", "evaluation": "3"}
    assert raw.evaluation is None


def test_of_two_numbers_neither_is_taken() -> None:
    item = {**ITEM, "previous": {"applicationNumber": "22-1-000001"}}
    assert read_project(packed(item), ITEM_URL, SOURCE).application_number is None
    organisation = {**ITEM, "organisation": {"inn": "7707083893", "phoneNumber": "12-3-456789 0"}}
    raw = read_project(packed(organisation), ITEM_URL, SOURCE)
    assert (raw.inn, raw.application_number) == ("7707083893", "23-2-003335")


def test_a_project_without_a_name_is_none() -> None:
    with pytest.raises(Unreadable, match="without a name"):
        read_project(packed({**ITEM, "applicationName": " "}), ITEM_URL, SOURCE)


def test_a_list_names_the_items_of_its_projects_and_goes_on() -> None:
    url = "https://results.example/award/api/v1/projects/get-projects-info?page=2"
    listing = read_award(packed({"projects": [{"projectPublicId": GUID}]}), url)
    assert [entry.url for entry in listing.found] == [ITEM_URL]
    assert (listing.number, listing.pattern) == (2, url)
    assert json.loads(posted(url)) == {"take": 20, "skip": 20, "searchText": ""}


def test_projects_are_named_by_their_guids() -> None:
    page = {"projects": [{"projectPublicId": GUID}, {"projectPublicId": GUID}]}
    assert read_projects(packed(page)) == (GUID.lower(),)
    assert read_projects(packed({"projects": []})) == ()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"projects": 5}', b'{"projects": [{}]}', b'{"items": []}']
)
def test_json_of_another_shape_is_no_list_of_projects(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_projects(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(sorted(ITEM)), json_values, json_values)
def test_nothing_but_unreadable_is_raised(name: str, value: Any, result: Any) -> None:
    with contextlib.suppress(Unreadable):
        read_project(packed({**ITEM, name: value}), ITEM_URL, SOURCE)
    with contextlib.suppress(Unreadable):
        read_project(packed({**RESULT, "evaluation": result}), RESULT_URL, SOURCE)
