"""What differs between two versions of a record, and how much it weighs. Pure.

A record is given here as its columns: JSON for lists, as it is stored. Columns that follow from
others (`sort_utc`, `word_count` …) and those that say how a value was found are not compared.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

Columns = Mapping[str, object]

_WEIGHTS = {
    "title": 60,
    "author": 30,
    "section": 10,
    "tags": 5,
    "language": 5,
    "published_edtf": 60,
    "image_url": 5,
    "region": 30,
    "lead": 40,
    "body": 40,
    "application_number": 80,
    "contest": 50,
    "direction": 50,
    "status": 100,
    "status_text": 40,
    "evaluation": 100,
    "evaluation_text": 40,
    "submitted_on": 60,
    "decided_on": 70,
    "requested_kopecks": 85,
    "cofinancing_kopecks": 80,
    "total_kopecks": 80,
    "awarded_kopecks": 95,
    "disbursed_kopecks": 90,
    "currency": 70,
    "rating": 70,
    "period_edtf": 70,
    "organisation": 70,
    "inn": 85,
    "ogrn": 85,
    "violations": 95,
    "website": 15,
    "address": 20,
    "geography": 30,
    "summary": 30,
    "aims": 30,
    "tasks": 30,
    "social_significance": 20,
    "target_groups": 30,
    "organiser": 50,
    "opens_edtf": 70,
    "closes_edtf": 95,
    "deadline_text": 20,
    "minimum_kopecks": 80,
    "maximum_kopecks": 85,
    "regions": 40,
    "audience": 50,
}
_LISTS = frozenset({"tags", "aims", "tasks", "target_groups", "regions"})
_LINKS = frozenset({"image_url", "website"})
_PROSE = frozenset({"title", "lead", "body", "summary"}) | (_LISTS - {"tags"})
_FOLLOWING = {
    "published_edtf": ("published_utc", "published_precision", "published_on", "sort_utc"),
    "period_edtf": ("starts_on", "ends_on"),
    "opens_edtf": ("opens_on", "opens_utc", "opens_from_utc"),
    "closes_edtf": ("closes_on", "closes_utc", "closes_by_utc"),
    "lead": ("word_count",),
    "body": ("word_count",),
}
_NUMBER_WEIGHT, _NAME_WEIGHT, _QUOTE_WEIGHT, _SLIP_WEIGHT = 35, 20, 20, -25

_VARIANTS = str.maketrans(
    dict.fromkeys("«»„“”‟″‹›", '"')
    | dict.fromkeys("‘’‚‛′`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
    | {"…": "..."}
)
_NUMBER = re.compile(r"\d+(?:[ .,:]\d+)*")
_NAME = re.compile(r"(?<![.!?\"\n] )(?<!^)\b[А-ЯЁA-Z][\w-]+", re.MULTILINE)
_QUOTE = re.compile(r'"([^"\n]{3,})"')
_TELLING = (
    ("number", _NUMBER, _NUMBER_WEIGHT),
    ("quote", _QUOTE, _QUOTE_WEIGHT),
    ("name", _NAME, _NAME_WEIGHT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field's old and new value; `significance` 0 to 100, with the `reasons` for it."""

    field: str
    old: object
    new: object
    significance: int
    reasons: tuple[str, ...]


def changes_between(old: Columns, new: Columns) -> tuple[Change, ...]:
    """Give the changes from one version to the next, the most significant first.

    White space, typographic variants, the order of tags, the parameters of a picture's address and
    a date told less exactly are no change; ё for е is one, since it may be a name.
    """
    fields = [name for name in _WEIGHTS if name in new and name in old]
    found = [_change(name, old[name], new[name]) for name in fields if _differs(name, old, new)]
    found += _unread(old, new)
    return tuple(sorted(found, key=lambda change: -change.significance))


def written_with(field: str) -> tuple[str, ...]:
    """Give the columns that are written when a field changes: its own and those derived of it."""
    return (field, *_FOLLOWING.get(field, ()))


def folded(field: str, value: object) -> object:
    """Give a field's value without what is only noise in it."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    if field == "tags":
        return sorted(fold_noise(tag) for tag in json.loads(text))
    if field in _LISTS:
        return [fold_noise(line) for line in json.loads(text)]
    return _address(text) if field in _LINKS else fold_noise(text)


def fold_noise(text: str) -> str:
    """Fold white space, quotation marks, dashes and invisible characters."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_VARIANTS).split())


def _address(text: str) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # no address, though it stands in its place
        return fold_noise(text)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".casefold()


def _differs(field: str, old: Columns, new: Columns) -> bool:
    before, after = old[field], new[field]
    if before == after or (field == "published_edtf" and _is_coarser(after, before)):
        return False
    return folded(field, before) != folded(field, after)


def _is_coarser(edtf: object, known: object) -> bool:
    """Say whether a date tells less of the same: «вчера» of what was «два часа назад»."""
    return isinstance(edtf, str) and isinstance(known, str) and known.startswith(edtf)


def _change(field: str, old: object, new: object) -> Change:
    weight, reasons = _WEIGHTS[field], [f"{field} changed"]
    if old is None or new is None:
        reasons = [f"{field} {'appeared' if old is None else 'vanished'}"]
    elif field == "closes_edtf":
        reasons.append(
            f"the deadline was {'put off' if str(new) > str(old) else 'brought forward'}"
        )
    elif field in _PROSE:
        for points, reason in _prose_reasons(fold_noise(str(old)), fold_noise(str(new))):
            weight += points
            reasons.append(reason)
    significance = max(1, min(weight, 100))
    return Change(field=field, old=old, new=new, significance=significance, reasons=tuple(reasons))


def _prose_reasons(old: str, new: str) -> list[tuple[int, str]]:
    found = []
    for kind, pattern, points in _TELLING:
        gone, come = _swapped(pattern.findall(old), pattern.findall(new))
        if gone or come:
            found.append((points, f"{kind}: {_some(gone)} → {_some(come)}"))
    if not found and _is_slip(old, new):
        found.append((_SLIP_WEIGHT, "one word, by a letter or two"))
    return found


def _swapped(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    before, after = Counter(old), Counter(new)
    return list((before - after).elements()), list((after - before).elements())


def _some(words: list[str]) -> str:
    return ", ".join(words[:3]) if words else "—"


def _is_slip(old: str, new: str) -> bool:
    gone, come = _swapped(old.split(), new.split())
    if len(gone) != 1 or len(come) != 1:
        return False
    letters = Counter(gone[0])
    letters.subtract(Counter(come[0]))
    return sum(abs(number) for number in letters.values()) <= 2  # noqa: PLR2004


def _unread(old: Columns, new: Columns) -> list[Change]:
    """Compare the words of fields that could not be read: their values are null both times."""
    before, after = (json.loads(str(version.get("texts") or "{}")) for version in (old, new))
    problems = json.loads(str(new.get("problems") or "{}"))
    return [
        _unread_change(name, before[name], after[name])
        for name in problems
        if name in before and name in after and fold_noise(before[name]) != fold_noise(after[name])
    ]


def _unread_change(name: str, old: str, new: str) -> Change:
    reasons = ("its words changed; they cannot be read as a value",)
    return Change(field=f"texts.{name}", old=old, new=new, significance=30, reasons=reasons)
