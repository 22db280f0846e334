"""Whether differences over many records are one event: the site turned, not its records. Pure.

Each difference of a field can be read in one or more ways, each a set of shapes: «vanished»,
«read by own, then trafilatura», «line added: Подписывайтесь» … A shape that many records share in
one run is the template's; a difference is explained where some reading of it has only such shapes.
An edit of one record's own beside the template's leaves the difference unexplained. A value that
vanishes together with all that the source's own selectors found needs no company: a run that reads
two pages anew could never show five alike.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from pipelines.changes import fold_noise
from pipelines.corrections import adds_note

LEAST_RECORDS = 5
LEAST_SHARE = 0.3
Record = tuple[str, int] | tuple[str, int, str | None]
"""A record's kind and id, and who speaks of it where several do."""
Signature = tuple[str, str]
"""A field and a shape."""

_TURNED_BY_A_CONTEST = frozenset(
    {
        *("status", "status_text", "evaluation", "evaluation_text", "decided_on", "rating"),
        *("awarded_kopecks", "disbursed_kopecks", "violations", "total_kopecks"),
    }
)
"""Fields in which a contest's results turn hundreds of cards at once, and rightly so."""
_NOT_UNDERSTOOD = {"status": "other", "evaluation": "other"}
_EMPTY = (None, "", "[]")
_LOST = "vanished with all that the selectors found"
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_HEAD = re.compile(r"[^:\n]{3,40}:")
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a record that reads otherwise than before, and which extractors found it.

    `lost` says that selectors of the source found several fields of the record, and now find none.
    """

    record: Record
    field: str
    old: object
    new: object
    found_by: tuple[str | None, str | None] = (None, None)
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is the template's: the shapes that explain it, and the fields of each record."""

    signatures: frozenset[Signature] = frozenset()
    explained: Mapping[Record, frozenset[str]]

    def holds(self, record: Record, field: str) -> bool:
        """Say whether a record's difference in a field must wait for a person."""
        return field in self.explained.get(record, ())


def judge(
    differences: Iterable[Difference], reread: int, known: AbstractSet[Signature] = frozenset()
) -> Verdict:
    """Tell the differences that a redesign explains from the records' own.

    A shape is the template's if it is `known` as such, or if at least 5 records share it and
    these are 30 % or more of the `reread` records that were stored before and read anew.
    """
    read = [(difference, readings(difference)) for difference in differences]
    shared = _shared(read, reread) | known | {(one.field, _LOST) for one, _ in read}
    explained: dict[Record, set[str]] = defaultdict(set)
    used: set[Signature] = set()
    for difference, ways in read:
        found = next((way for way in ways if _signatures(difference, way) <= shared), None)
        if found is not None:
            explained[difference.record].add(difference.field)
            used |= _signatures(difference, found)
    return Verdict(
        signatures=frozenset(used),
        explained={record: frozenset(fields) for record, fields in explained.items()},
    )


def readings(difference: Difference) -> list[frozenset[str]]:
    """Give the ways in which a difference can be read, each as the shapes that make it up."""
    field, old, new = difference.field, difference.old, difference.new
    before, after = difference.found_by
    if new in _EMPTY:
        lost = difference.lost and before == "own"
        return [frozenset({"vanished"}), *([frozenset({_LOST})] if lost else [])]
    if new == _NOT_UNDERSTOOD.get(field, ""):
        return [frozenset({"no longer understood"})]
    switched = before is not None and after is not None and before != after
    found = [frozenset({f"read by {before}, then {after}"})] if switched else []
    if field in _TURNED_BY_A_CONTEST:
        return found
    if old in _EMPTY:
        return [*found, frozenset({"appeared"})]
    return [*found, *_transformations(field, old, new)]


def _shared(read: Iterable[tuple[Difference, list[frozenset[str]]]], reread: int) -> set[Signature]:
    records: dict[Signature, set[Record]] = defaultdict(set)
    for difference, ways in read:
        for signature in set().union(*(_signatures(difference, way) for way in ways)):
            records[signature].add(difference.record)
    least = max(LEAST_RECORDS, LEAST_SHARE * reread)
    return {signature for signature, those in records.items() if len(those) >= least}


def _signatures(difference: Difference, shapes: Iterable[str]) -> set[Signature]:
    return {(difference.field, shape) for shape in shapes}


def _transformations(field: str, old: object, new: object) -> list[frozenset[str]]:
    """Read one value as made of another; a text that says it was corrected is an edit."""
    if isinstance(old, int | float) and isinstance(new, int | float):
        return [frozenset({f"× {Fraction(new) / Fraction(old)}"})] if old else []
    before, after = str(old), str(new)
    if adds_note(before, after):
        return []
    if field.endswith(("_edtf", "_on")):
        return _shifts(before, after)
    return [_words(before, after), *_lines(before, after)]


def _shifts(old: str, new: str) -> list[frozenset[str]]:
    if new.startswith(old):
        return [frozenset({"told more exactly"})]
    try:
        gap = datetime.fromisoformat(new) - datetime.fromisoformat(old)
    except (ValueError, TypeError):  # a month, a period, or one with a zone and one without
        return []
    return [frozenset({f"moved by {gap}"})]


def _words(old: str, new: str) -> frozenset[str]:
    gone, come = _swapped(_WORD.findall(fold_noise(old)), _WORD.findall(fold_noise(new)))
    return frozenset({f"words: {_short(' '.join(gone))} → {_short(' '.join(come))}"})


def _lines(old: str, new: str) -> list[frozenset[str]]:
    """Read a difference line by line, by whole lines and by what they begin with."""
    gone, come = _swapped(_folded_lines(old), _folded_lines(new))
    if not (gone or come):
        return []
    parts = [("line gone", line) for line in gone] + [("line added", line) for line in come]
    whole = frozenset(f"{what}: {_short(line)}" for what, line in parts)
    heads = frozenset(f"{what}: {_head(line)}" for what, line in parts)
    return [whole, heads]


def _folded_lines(text: str) -> list[str]:
    return [folded for line in text.split("\n") if (folded := fold_noise(line))]


def _head(line: str) -> str:
    head = _HEAD.match(line)
    return f"{head[0]} …" if head else _short(line)


def _swapped(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    before, after = Counter(old), Counter(new)
    return sorted((before - after).elements()), sorted((after - before).elements())


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text or "—"
    return f"{text[:_LONGEST]}… {hashlib.sha256(text.encode()).hexdigest()[:8]}"
