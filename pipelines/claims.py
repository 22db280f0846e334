"""What each origin says of an application, and which of them the record shows. Pure.

An application is spoken of by its card, by rows of a listing and of a workbook, by the site of
results. The record shows, field by field, the word of highest precedence; what the others say
stays a claim. Which word came first plays no part, so that any order of visits ends in the same
record.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, NamedTuple

from crawler.items import Origin
from pipelines.normalize.moments import period_days
from pipelines.records import Grant

Columns = Mapping[str, Any]
FULL: frozenset[Origin] = frozenset({"card"})
"""Origins that speak of every field: what they lack they say is not."""

_BY_DEFAULT: Sequence[Origin] = ("card", "workbook", "results", "listing")
_BY_DECISION: Sequence[Origin] = ("workbook", "results", "card", "listing")
_AS_PRINTED: Sequence[Origin] = ("card", "listing", "results", "workbook")
_IN_PROSE: Sequence[Origin] = ("card", "results", "workbook", "listing")
PRECEDENCE: Mapping[str, Sequence[Origin]] = {
    # The workbook is the Fund's statement of record: it says when and how much was decided, what
    # came of it, and that a grant was taken back; cards of old contests are not touched again.
    **dict.fromkeys(("status", "decided_on", "awarded_kopecks"), _BY_DECISION),
    **dict.fromkeys(("evaluation", "violations"), _BY_DECISION),
    # A card has no field for the region; the workbook has, in one spelling.
    "region": ("workbook", "listing", "results", "card"),
    # The workbook writes contests and directions in a way of its own; it has no addresses.
    **dict.fromkeys(("contest", "direction", "url"), _AS_PRINTED),
    **dict.fromkeys(("summary", "aims", "tasks", "social_significance"), _IN_PROSE),
    **dict.fromkeys(("target_groups", "geography"), _IN_PROSE),
}
"""Who is believed first, by field; other fields as the card says, then the workbook, the results,
and last the listing, whose rows are abridged."""

_LISTS = ("aims", "tasks", "target_groups")
_KOPECKS = (
    *("requested_kopecks", "cofinancing_kopecks", "total_kopecks"),
    *("awarded_kopecks", "disbursed_kopecks"),
)
FIELDS = (
    *("url", "title", "application_number", "contest", "direction", "status", "evaluation"),
    *("submitted_on", "decided_on", *_KOPECKS, "currency", "rating", "period_edtf"),
    *("organisation", "inn", "ogrn", "region", "violations", "website", "address", "geography"),
    *("summary", "social_significance", *_LISTS),
)
"""The columns of a grant that are claimed; those of `_FOLLOWING` follow from them."""
_WORDS = {"status": "status_text", "evaluation": "evaluation_text"}
_FOLLOWING = frozenset({*_WORDS.values(), "starts_on", "ends_on"})
_OTHERS = frozenset({"texts", "origins", "problems", "key", "source_id"})
_KNOWN = frozenset(FIELDS) | _FOLLOWING | _OTHERS
COLUMNS = tuple(f.name for f in fields(Grant) if f.name in _KNOWN)
"""The columns that a version of a grant tells."""
_UNDECIDED = "under_review"


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class Claim(NamedTuple):
    """What an origin says of one field: the value as its column holds it, and the site's words.

    `found_by` is the extractor, `problem` why the words could not be read, or not well.
    """

    field: str
    origin: Origin
    value: Any = None
    text: str | None = None
    found_by: str | None = None
    problem: str | None = None


def claims_of(row: Columns, origin: Origin) -> list[Claim]:
    """Give the claims that an origin's statement makes, given as columns of a grant.

    A column that is not there is not spoken of. One that is empty is claimed to be, by an origin
    that need not have spoken of it; a card, which speaks of everything, simply does not claim it.
    Labels that nobody knows are fields of their own names.
    """
    texts, found_by, problems = (json.loads(row[name]) for name in ("texts", "origins", "problems"))
    texts |= {name: row[words] for name, words in _WORDS.items() if row.get(words)}
    spoken = [name for name in FIELDS if name in row]
    labels = [name for name in texts if name not in _KNOWN]
    made = [
        Claim(
            name,
            origin,
            _value(row.get(name)),
            texts.get(name),
            found_by.get(name),
            problems.get(name),
        )
        for name in (*spoken, *labels)
    ]
    return [claim for claim in made if origin not in FULL or _says_something(claim)]


def said_by(claims: Iterable[Claim], origin: Origin) -> dict[str, Any] | None:
    """Give what an origin says as columns of a grant, or None where it never spoke.

    It is the inverse of `claims_of`, but for `key` and `source_id`.
    """
    own = {claim.field: claim for claim in claims if claim.origin == origin}
    return _columns(own, all_fields=origin in FULL) if own else None


def merged(claims: Iterable[Claim]) -> dict[str, Any]:
    """Give the record that claims make, as the columns of a grant but `key` and `source_id`."""
    by_field: dict[str, list[Claim]] = {}
    for claim in claims:
        by_field.setdefault(claim.field, []).append(claim)
    shown = {name: _first(name, found) for name, found in by_field.items()}
    return _columns(shown, all_fields=True)


def alone(claims: Iterable[Claim]) -> dict[str, Any]:
    """Give the record that the claims of a single origin make; see `merged`."""
    return _columns({claim.field: claim for claim in claims}, all_fields=True)


def _first(field: str, claims: Sequence[Claim]) -> Claim:
    """Give the claim that the record shows.

    A value that was read well goes before one with a fault (a wrong check digit), this before
    words that could not be read; and a decision goes before «under review», whoever tells of it:
    an application never goes back. Where several say the same, it is shown in the card's words, or
    else in those of the next of `_BY_DEFAULT`: the workbook has a wording of its own.
    """
    if len(claims) == 1:
        return claims[0]
    order = PRECEDENCE.get(field, _BY_DEFAULT)
    first = min(claims, key=lambda claim: (_weakness(claim), order.index(claim.origin)))
    same = [
        one for one in claims if one.value == first.value and _weakness(one) == _weakness(first)
    ]
    return min(same, key=lambda claim: _BY_DEFAULT.index(claim.origin))


def _weakness(claim: Claim) -> int:
    if claim.value is None:
        return 4 if claim.text is None else 3
    if claim.value == _UNDECIDED and claim.field == "status":
        return 2
    faulty = claim.problem is not None and claim.field not in _WORDS
    return 1 if faulty else 0


def _columns(claims: Mapping[str, Claim], *, all_fields: bool) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in FIELDS:
        claim = claims.get(name)
        if claim is not None or all_fields:
            value = claim.value if claim else None
            row[name] = "[]" if value is None and name in _LISTS else value
    row |= _following(row, claims)
    return row | {
        "texts": _json({name: one.text for name, one in claims.items() if one.text is not None}),
        "origins": _names_json(
            tuple([(name, one.found_by) for name, one in claims.items() if one.found_by])
        ),
        "problems": _names_json(
            tuple([(name, one.problem) for name, one in claims.items() if one.problem])
        ),
    }


def _following(row: Columns, claims: Mapping[str, Claim]) -> dict[str, Any]:
    derived: dict[str, Any] = {
        words: claims[name].text if name in claims else None
        for name, words in _WORDS.items()
        if name in row
    }
    if "period_edtf" in row:
        derived["starts_on"], derived["ends_on"] = period_days(row["period_edtf"])
    return derived


def _says_something(claim: Claim) -> bool:
    return claim.value is not None or claim.text is not None or claim.problem is not None


def _value(value: object) -> object:
    return None if value == "[]" else value


def _json(names: Mapping[str, str | None]) -> str:
    return _ENCODER.encode(dict(sorted(names.items()))) if names else "{}"


@lru_cache(1 << 10)
def _names_json(names: tuple[tuple[str, str | None], ...]) -> str:
    """Write what is much the same for most records: each row of a workbook finds its fields so."""
    return _json(dict(names))


def typed(field: str, value: str | None) -> Any:  # noqa: ANN401  a column's value
    """Give the value of a claim, stored as text, as the column of a grant holds it.

    >>> typed("awarded_kopecks", "220160000"), typed("rating", "74.33"), typed("inn", "7700")
    (220160000, 74.33, '7700')
    """
    if value is None:
        return None
    if field in _KOPECKS:
        return int(value)
    return float(value) if field == "rating" else value
