"""Leads in words, for the terminal."""

from collections.abc import Mapping

from pipelines.money import format_kopecks

KINDS = {
    "sums": "requested and co-financing are not the total",
    "status_differs": "card and workbook disagree on the status",
    "sum_differs": "card and workbook disagree on a sum",
    "term": "the term ends before it starts",
    "checksum": "the check digits are wrong",
    "vanished_listing": "vanished from the listing",
    "vanished_workbook": "vanished from the workbook",
    "edited": "the card was edited after the decision",
    "names": "one organisation under several names",
    "numbers": "an INN and an OGRN that belong to different ones elsewhere",
}
"""What a lead of each kind says."""


def words_of(lead: Mapping[str, object]) -> str:
    """Say what a lead, given as a row of the view, contradicts, with both sides.

    >>> words_of({"kind": "term", "field": "period_edtf", "one": "2026-11-30", "one_origin": "card",
    ...           "other": "2026-02-01", "other_origin": "card"})
    'the term ends before it starts: 2026-11-30 (card) / 2026-02-01 (card)'
    """
    kind, field = str(lead["kind"]), str(lead["field"] or "")
    sides = (f"{_side(field, lead[side])} ({lead[f'{side}_origin']})" for side in ("one", "other"))
    named = f" [{field}]" if kind in {"edited", "sum_differs", "checksum"} else ""
    return f"{KINDS.get(kind, kind)}{named}: {' / '.join(sides)}"


def saying(lead: Mapping[str, object]) -> str:
    """Give what a lead says today, word for word, as a note on it keeps it."""
    return f"{lead['one']} ≠ {lead['other']}"


def _side(field: str, value: object) -> str:
    text = " ".join(str(value).split())
    if field.endswith("_kopecks"):
        parts = text.split(" + ")
        if all(part.lstrip("-").isdecimal() for part in parts):
            return " + ".join(format_kopecks(int(part), lang="en") for part in parts)
    return text if len(text) <= 120 else text[:117] + "…"  # noqa: PLR2004
