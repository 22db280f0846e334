"""Which organisations and applications a text speaks of, and what proves it. Pure.

A wrong link accuses someone; a missing one is found by a search. So a name alone is not enough
unless it is long: it takes a legal form before it, or the article's own region, and a name that
several organisations bear leads to the one of the region or to none.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipelines.identifiers import check_inn, check_ogrn
from pipelines.mentions.quoted import Quoted, quoted_names

_NUMBER: Final = re.compile(r"(?<![\d-])(?:\d{15}|\d{13}|\d{12}|\d{10})(?![\d-])")
_LABEL: Final = re.compile(r"\b(?:инн|огрн(?:ип)?)\W*$", re.IGNORECASE)
_TELLING_WORDS = 4
_TITLE_WORDS = 3
_SCORES: Final = {"number": 1.0, "form+region": 0.95, "long": 0.9, "form": 0.85, "region": 0.8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who bears a name: an organisation's or an application's id, and its region."""

    id: int
    region: str | None
    kind: Literal["organisation", "grant"] = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place of a text that speaks of a record; `score` is 0 to 1, `evidence` what proves it."""

    kind: Literal["organisation", "grant"]
    text: str
    normal: str
    start: int
    record_id: int
    score: float
    evidence: str


def numbers_in(text: str) -> Iterator[tuple[str, int]]:
    """Give the INN and OGRN that a text calls so, with the place where each stands.

    >>> list(numbers_in("ИНН 6027068261, телефон 8112000000"))
    [('6027068261', 4)]
    """
    for found in _NUMBER.finditer(text):
        valid = check_inn(found[0]) or check_ogrn(found[0])
        if valid and _LABEL.search(text[max(0, found.start() - 12) : found.start()]):
            yield found[0], found.start()


def find_mentions(
    text: str,
    regions: Collection[str],
    by_name: Mapping[str, Sequence[Known]],
    by_number: Mapping[str, int],
) -> list[Mention]:
    """Find what a text speaks of: each record once, where the proof is best.

    `regions` are those of the article, `by_name` leads from folded names (`fold_name`) and
    `by_number` from INN and OGRN to records.
    """
    best: dict[tuple[str, int], Mention] = {}
    for mention in (*_by_number(text, by_number), *_by_name(text, regions, by_name)):
        found = best.setdefault((mention.kind, mention.record_id), mention)
        if mention.score > found.score:
            best[mention.kind, mention.record_id] = mention
    return sorted(best.values(), key=lambda mention: mention.start)


def _by_number(text: str, by_number: Mapping[str, int]) -> Iterator[Mention]:
    for number, start in numbers_in(text):
        if number in by_number:
            yield Mention(
                kind="organisation", text=number, normal=number, start=start,
                record_id=by_number[number], score=_SCORES["number"], evidence="number",
            )  # fmt: skip


def _by_name(
    text: str, regions: Collection[str], by_name: Mapping[str, Sequence[Known]]
) -> Iterator[Mention]:
    for quoted in quoted_names(text):
        known = by_name.get(quoted.name, ())
        for kind in ("organisation", "grant"):
            bearer = _bearer([one for one in known if one.kind == kind], regions)
            evidence = bearer and _evidence(quoted, bearer, regions)
            if bearer and evidence:
                yield Mention(
                    kind=bearer.kind, text=quoted.text, normal=quoted.name, start=quoted.start,
                    record_id=bearer.id, score=_SCORES[evidence], evidence=evidence,
                )  # fmt: skip


def _bearer(known: Sequence[Known], regions: Collection[str]) -> Known | None:
    if len(known) == 1:
        return known[0]
    near = [one for one in known if one.region in regions]
    return near[0] if len(near) == 1 else None


def _evidence(quoted: Quoted, bearer: Known, regions: Collection[str]) -> str | None:
    words = len(quoted.name.split())
    near = bearer.region in regions
    if bearer.kind == "grant":
        return _title_evidence(words, near=near)
    if quoted.after_form and near:
        return "form+region"
    if words >= _TELLING_WORDS:
        return "long"
    if words == 1:
        return None
    return _of_two(form=quoted.after_form, near=near)


def _of_two(*, form: bool, near: bool) -> str | None:
    if form:
        return "form"
    return "region" if near else None


def _title_evidence(words: int, *, near: bool) -> str | None:
    if words >= _TELLING_WORDS:
        return "long"
    return "region" if near and words >= _TITLE_WORDS else None


def names_asked(texts: Iterable[str]) -> set[str]:
    """Give the folded names in quotation marks of texts, to be looked up at once."""
    return {quoted.name for text in texts for quoted in quoted_names(text) if quoted.name}
