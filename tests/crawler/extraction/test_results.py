import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction import Unreadable
from crawler.extraction.results import read_projects, read_result
from pipelines.normalize import normalize_grant

URL = "https://results.example/award/project/1825fe4c-3aa5-4319-b135-a2c7867439d2"
GUID = "1825FE4C-3AA5-4319-B135-A2C7867439D2"
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


def packed(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def test_a_result_is_a_sparse_application_joined_by_its_number() -> None:
    raw = read_result(packed(ITEM), packed(RESULT), url=URL)
    grant = normalize_grant(raw, reference=datetime(2026, 3, 1, tzinfo=UTC))
    assert (grant.key, grant.origin, grant.evaluation) == ("23-2-003335", "results", "success")
    assert (grant.title, grant.period_edtf) == ("Лес", "2023-07-01/2024-06-30")
    assert grant.summary == "О лесе.\nИ о реке."
    assert grant.aims == ("Первая цель", "Вторая цель")
    assert {"status", "awarded_kopecks", "region", "tasks"} <= grant.silent


def test_a_mark_that_nobody_can_read_is_kept_under_its_name() -> None:
    raw = read_result(packed(ITEM), packed({"qualityResult": 8.5, "evaluation": 3}), url=URL)
    assert raw.unknown == {"qualityResult": "8.5", "evaluation": "3"}
    assert raw.evaluation is None


def test_a_project_without_a_number_joins_nothing() -> None:
    item = {name: value for name, value in ITEM.items() if name != "applicationNumber"}
    with pytest.raises(Unreadable, match="no application number"):
        read_result(packed(item), None, url=URL)


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
        read_result(packed({**ITEM, name: value}), packed(result), url=URL)
