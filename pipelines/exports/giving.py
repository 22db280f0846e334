"""An awarded grant as the 360Giving Data Standard 1.4 has it. Pure.

Organisations are named by org-id.guide's lists: `RU-OGRN-…`, since every organisation and sole
trader in the state's registers has one, else `RU-INN-…`; without a valid number by an identifier
of the publisher's own. A private person or sole trader is an individual, whose name and number
stay out of the file, as the standard's guidance asks. Nothing is put in the place of a date or sum
that the sources do not state: such a grant is left out, and the reason is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pipelines.identifiers import check_inn, check_ogrn
from pipelines.organisation_names import fold_name

VERSION = "1.4"
_NEEDED = (
    ("awarded_kopecks", "no sum awarded"),
    ("decided_on", "no date of the decision"),
    ("organisation", "no recipient"),
    ("currency", "no currency"),
)
_PERSONS_INN, _PERSONS_OGRN = 12, 15
_DIGEST = 12
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a grant cannot be told in this standard."""

    reason: str


def giving_grant(row: Row, prefix: str) -> dict[str, object] | LeftOut:
    """Give an awarded grant as a 360Giving object; `prefix` begins identifiers of our own.

    The row holds the columns of `grants` and its source's title as `funder`.
    """
    for column, reason in _NEEDED:
        if not row[column] and row[column] != 0:
            return LeftOut(reason)
    grant: dict[str, object] = {
        "id": f"{prefix}-{row['source_id']}:{row['key']}",
        "title": row["title"],
        "description": row["summary"] or row["title"],
        "currency": row["currency"],
        "amountAwarded": row["awarded_kopecks"] / 100,
        "awardDate": row["decided_on"],
        "fundingOrganization": [{"id": f"{prefix}-ORG:{row['source_id']}", "name": row["funder"]}],
        "classifications": _classifications(row),
        "dataSource": row["url"],
        "dateModified": row["last_changed"] or row["first_seen"],
    }
    return grant | _recipient(row, prefix) | _sums(row) | _term(row) | _about(row)


def organisation_id(inn: str | None, ogrn: str | None) -> str | None:
    """Give an organisation's identifier by its valid numbers, or None.

    >>> organisation_id("6027068261", "1026000002302"), organisation_id("6027068261", None)
    ('RU-OGRN-1026000002302', 'RU-INN-6027068261')
    """
    if ogrn and check_ogrn(ogrn):
        return f"RU-OGRN-{ogrn}"
    return f"RU-INN-{inn}" if inn and check_inn(inn) else None


def _recipient(row: Row, prefix: str) -> dict[str, object]:
    inn, ogrn, name = row["inn"], row["ogrn"], row["organisation"]
    if len(inn or "") == _PERSONS_INN or len(ogrn or "") == _PERSONS_OGRN:
        individual = {"id": f"{prefix}-IND:{row['source_id']}:{row['key']}"}
        return {"recipientIndividual": individual | {"name": "Individual Recipient"}}
    own = f"{prefix}-ORG:{sha256(fold_name(name).encode()).hexdigest()[:_DIGEST]}"
    found: dict[str, object] = {"id": organisation_id(inn, ogrn) or own, "name": name}
    if row["region"]:
        found["location"] = [{"geoCode": row["region"], "geoCodeType": "ISO 3166-2"}]
    return {"recipientOrganization": [found]}


def _classifications(row: Row) -> list[dict[str, str]]:
    found = [
        ("Dozor: decision", row["status"], row["status_text"]),
        ("Dozor: outcome", row["evaluation"], row["evaluation_text"]),
        (f"{row['source_id']}: direction", row["direction"], row["direction"]),
    ]
    return [
        {"vocabulary": vocabulary, "code": code, "title": title or code}
        for vocabulary, code, title in found
        if code
    ]


def _sums(row: Row) -> dict[str, object]:
    names = {"requested_kopecks": "amountAppliedFor", "disbursed_kopecks": "amountDisbursed"}
    return {name: row[column] / 100 for column, name in names.items() if row[column] is not None}


def _term(row: Row) -> dict[str, object]:
    days = {"startDate": row["starts_on"], "endDate": row["ends_on"]}
    known = {name: day for name, day in days.items() if day}
    return {"plannedDates": [known]} if "startDate" in known else {}


def _about(row: Row) -> dict[str, object]:
    found: dict[str, object] = {}
    if row["contest"]:
        found["grantProgramme"] = [{"title": row["contest"]}]
    if row["geography"]:
        found["beneficiaryLocation"] = [{"name": row["geography"]}]
    return found
