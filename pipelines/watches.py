"""What people watch for: what a watch asks, and whether something that happened answers it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pipelines.amounts import parse_amount
from pipelines.lemmas import NOTHING, search_expression
from pipelines.regions import region_code

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "search": "words, as in the search box",
        "organisation": "an INN or OGRN",
        "source": "a source's id",
        "page": "the address of a page",
        "region": "a region's code or name, as RU-PSK or Псковская область",
        "status": "won, not_supported, under_review, withdrawn or other",
        "sum": "a sum, as «5 млн»: applications that ask for or were given that much or more",
        "deadline": "a number of days before calls close",
    }
)
STATUSES = ("won", "not_supported", "under_review", "withdrawn", "other")
# Below this a difference is wording: nobody wants to be woken for a comma.
LEAST = 30
_NUMBER = re.compile(r"\d{10}|\d{12}|\d{13}|\d{15}")
_MOST_DAYS = 366
_HAPPENED = {
    "created": "new",
    "gone": "taken down",
    "restored": "back again",
    "moved": "at another address",
}
_SUMS = ("awarded_kopecks", "requested_kopecks")


class BadWatch(ValueError):  # noqa: N818  its text says what is wrong
    """A watch that could never fire, or would always do so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field's old and new value, and how much it weighs (0 to 100)."""

    id: int
    field: str
    old: str | None
    new: str | None
    significance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to a record: an event with what its record says now.

    `kind` is the event's. `found` says, by a watch's words, whether the search finds the record.
    """

    event_id: int
    at: str
    kind: str
    record_kind: str
    record_key: str
    source_id: str
    record: Mapping[str, Any]
    changes: Sequence[FieldChange] = ()
    found: Callable[[str], bool] = lambda _: False


def checked_target(kind: str, target: str) -> str:
    """Give a watch's target as it is kept. Raises BadWatch, saying what is wrong with it."""
    target = target.strip()
    if kind not in KINDS:
        raise BadWatch(f"no watch is of kind {kind}; there are {', '.join(KINDS)}")
    if not target:
        raise BadWatch(f"a watch needs something to watch for: {KINDS[kind]}")
    return _CHECKS.get(kind, str)(target)


def reason(kind: str, target: str, happened: Happening) -> str | None:
    """Say why something that happened is told to who watches for this; None where it is not."""
    answers = _ANSWERS.get(kind)
    if answers is None or not _is_worth(happened):
        return None
    about = answers(target, happened)
    return f"{about}: {_what(happened)}" if about else None


def _is_worth(happened: Happening) -> bool:
    if happened.kind == "changed":
        return any(change.significance >= LEAST for change in happened.changes)
    return happened.kind in _HAPPENED


def _what(happened: Happening) -> str:
    if happened.kind != "changed":
        return _HAPPENED[happened.kind]
    return ", ".join(dict.fromkeys(change.field for change in happened.changes)) + " changed"


def _of_search(target: str, happened: Happening) -> str | None:
    return f"«{target}»" if happened.found(target) else None


def _of_organisation(target: str, happened: Happening) -> str | None:
    record = happened.record
    return f"organisation {target}" if target in (record.get("inn"), record.get("ogrn")) else None


def _of_source(target: str, happened: Happening) -> str | None:
    return f"source {target}" if happened.source_id == target else None


def _of_page(target: str, happened: Happening) -> str | None:
    return "the page you watch" if happened.record.get("page_key") == target else None


def _of_region(target: str, happened: Happening) -> str | None:
    record = happened.record
    regions = {record.get("region") or record.get("organisation_region")}
    regions.update(json.loads(record.get("about_regions") or "[]"))
    return f"region {target}" if target in regions else None


def _of_status(target: str, happened: Happening) -> str | None:
    turned = any(change.field == "status" and change.new == target for change in happened.changes)
    return f"status {target}" if happened.kind == "changed" and turned else None


def _of_sum(target: str, happened: Happening) -> str | None:
    bound, record = int(target), happened.record
    if max((record.get(name) or 0 for name in _SUMS), default=0) < bound:
        return None
    if happened.kind == "changed":
        sums = [change for change in happened.changes if change.field in _SUMS]
        if not any(_kopecks(change.old) < bound <= _kopecks(change.new) for change in sums):
            return None
    elif happened.kind != "created":
        return None
    return f"a sum of {bound // 100:,} ₽ or more".replace(",", "\u00a0")


def _kopecks(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0


def _check_words(target: str) -> str:
    if search_expression(target) == NOTHING:
        raise BadWatch(f"«{target}» finds nothing: a search needs a word that is looked for")
    return target


def _check_number(target: str) -> str:
    if not _NUMBER.fullmatch(target):
        raise BadWatch(f"{target} is no INN (10 or 12 digits) and no OGRN (13 or 15)")
    return target


def _check_region(target: str) -> str:
    code = region_code(target.upper()) or region_code(target)
    if code is None:
        raise BadWatch(f"{target} is no region; write it as RU-PSK or Псковская область")
    return code


def _check_status(target: str) -> str:
    if target not in STATUSES:
        raise BadWatch(f"{target} is no status; there are {', '.join(STATUSES)}")
    return target


def _check_sum(target: str) -> str:
    amount = parse_amount(target, default_currency="RUB")
    if amount is None or not amount.minimum:
        raise BadWatch(f"«{target}» is no sum; write it as «5 млн» or 5000000")
    return str(amount.minimum)


def _check_days(target: str) -> str:
    if not target.isdecimal() or not 1 <= int(target) <= _MOST_DAYS:
        raise BadWatch(f"{target} is no number of days from 1 to {_MOST_DAYS}")
    return target


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "search": _check_words,
    "organisation": _check_number,
    "region": _check_region,
    "status": _check_status,
    "sum": _check_sum,
    "deadline": _check_days,
}
_ANSWERS: Mapping[str, Callable[[str, Happening], str | None]] = {
    "search": _of_search,
    "organisation": _of_organisation,
    "source": _of_source,
    "page": _of_page,
    "region": _of_region,
    "status": _of_status,
    "sum": _of_sum,
}
