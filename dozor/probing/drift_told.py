"""What became of a source's selectors, for people and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from dozor.probing.drift import Drift
from dozor.tables import plain


def drift_lines(source_id: str, pages: int, drifts: Sequence[Drift]) -> Iterator[str]:
    """Give the lines that say which selectors hold, and what to take for the others."""
    yield f"{source_id}: {pages} of its articles were visited again"
    if pages and not drifts:
        yield "It has no selectors of its own: every field is found without."
    for drift in drifts:
        yield from map(plain, _lines(drift))


def drift_json(source_id: str, pages: int, drifts: Sequence[Drift]) -> dict[str, Any]:
    """Give the same for programs."""
    return {"source": source_id, "pages": pages, "fields": [asdict(drift) for drift in drifts]}


def _lines(drift: Drift) -> Iterator[str]:
    old = " | ".join(drift.selectors)
    matches = f"{drift.matches} of {drift.looked} pages"
    if not drift.gone:
        yield f"  {drift.field:<10} {old}: matches on {matches}"
        return
    yield f"  {drift.field:<10} {old}: matches on {matches} only"
    new = drift.proposed
    if new is None:
        yield "             → nothing gives what was known from before; copy it: --example"
        return
    given = f"gives {new.given} of {new.examples} values known from before"
    yield f"             → {new.selector}: {given}, matches on {new.pages} of {new.looked} pages"
