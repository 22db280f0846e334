"""Awarded grants in 360Giving: valid by its schema, and nothing put in the place of what is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pipelines.exports.giving import LeftOut, giving_grant

COLUMNS = (
    *("status_text", "evaluation", "evaluation_text", "direction", "contest", "summary", "region"),
    *("requested_kopecks", "disbursed_kopecks", "starts_on", "ends_on", "geography"),
    *("last_changed", "ogrn"),
)


def row(**columns: Any) -> dict[str, Any]:
    known = {
        "key": "26-1-000117",
        "source_id": "fund",
        "funder": "Фонд",
        "url": "https://fund.example/7",
        "title": "Тропа",
        "status": "won",
        "awarded_kopecks": 184632050,
        "currency": "RUB",
        "decided_on": "2026-01-15",
        "organisation": "АНО «Мост»",
        "inn": "6027068261",
        "first_seen": "2026-03-02T06:00:00Z",
    }
    return dict.fromkeys(COLUMNS) | known | columns


@pytest.fixture
def schema(shared: Path) -> dict[str, Any]:
    path = shared / "data" / "360giving" / "360-giving-schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


FULL = {
    "ogrn": "1026000002302",
    "status_text": "победитель конкурса",
    "evaluation": "success",
    "evaluation_text": "проект реализован успешно",
    "direction": "Культура",
    "contest": "Первый конкурс 2026",
    "summary": "Тропа длиной в день",
    "region": "RU-PSK",
    "requested_kopecks": 200000000,
    "disbursed_kopecks": 0,
    "starts_on": "2026-02-01",
    "ends_on": "2026-11-30",
    "geography": "Псков",
}


@pytest.mark.parametrize(
    "columns", [{}, FULL, {"inn": None}, {"inn": "500100732259"}, {"starts_on": "2026-02-01"}]
)
def test_an_awarded_grant_is_valid(
    schema: dict[str, Any], formats: FormatChecker, columns: dict[str, Any]
) -> None:
    grant = giving_grant(row(**columns), "360G-dozor")
    found = Draft202012Validator(schema, format_checker=formats).iter_errors(grant)
    assert [error.message for error in found] == []


def test_sums_organisations_and_status_stand_where_the_standard_has_them() -> None:
    grant: Any = giving_grant(row(**FULL), "360G-x")
    assert grant["id"] == "360G-x-fund:26-1-000117"
    assert (grant["amountAwarded"], grant["amountAppliedFor"]) == (1846320.5, 2000000.0)
    assert grant["amountDisbursed"] == 0
    assert grant["recipientOrganization"][0]["id"] == "RU-OGRN-1026000002302"
    assert grant["fundingOrganization"] == [{"id": "360G-x-ORG:fund", "name": "Фонд"}]
    assert grant["dataSource"] == "https://fund.example/7"
    assert grant["plannedDates"] == [{"startDate": "2026-02-01", "endDate": "2026-11-30"}]
    codes = [(one["vocabulary"], one["code"]) for one in grant["classifications"]]
    assert ("Dozor: decision", "won") in codes
    assert ("Dozor: outcome", "success") in codes


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"decided_on": None}, "no date of the decision"),
        ({"awarded_kopecks": None}, "no sum awarded"),
        ({"organisation": None}, "no recipient"),
    ],
)
def test_what_the_sources_do_not_state_leaves_a_grant_out(
    columns: dict[str, Any], reason: str
) -> None:
    assert giving_grant(row(**columns), "x") == LeftOut(reason)


def test_an_unvalid_number_names_nobody() -> None:
    grant: Any = giving_grant(row(inn="6027068262", ogrn=None), "360G-x")
    assert grant["recipientOrganization"][0]["id"].startswith("360G-x-ORG:")


def test_a_private_person_is_not_named() -> None:
    grant: Any = giving_grant(row(inn="500100732259", organisation="ИП"), "360G-x")
    assert grant["recipientIndividual"] == {
        "id": "360G-x-IND:fund:26-1-000117",
        "name": "Individual Recipient",
    }
    assert "500100732259" not in json.dumps(grant)
