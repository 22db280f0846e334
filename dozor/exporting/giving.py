"""Awarded grants into a 360Giving package, grant by grant."""

import json
from collections import Counter
from pathlib import Path

from crawler import clock
from dozor.errors import SetupError
from dozor.exporting.reading import Selection, View
from dozor.exporting.writing import Written
from pipelines.exports.giving import VERSION, LeftOut, giving_grant

_TITLES = "SELECT id, title FROM sources"


def write_giving(path: Path, view: View, selection: Selection, prefix: str) -> Written:
    """Write the awarded grants of a selection; those that the standard cannot tell are counted.

    Raises SetupError where none is left: a package without grants is not valid.
    """
    prefix = f"{prefix}-sample" if view.sample else prefix
    funders = dict(view.connection.execute(_TITLES).fetchall())
    only = Selection(kind="grants", only={**selection.only, "status": "won"}, since=selection.since)
    columns, rows = view.rows(only)
    left, written = Counter[str](), Written()
    with path.open("w", encoding="utf-8", errors="replace") as file:
        file.write(f'{{"version": "{VERSION}", "grants": [')
        for values in rows:
            row = dict(zip(columns, values, strict=True))
            grant = giving_grant({**row, "funder": funders[row["source_id"]]}, prefix)
            if isinstance(grant, LeftOut):
                left[grant.reason] += 1
                continue
            file.write((",\n" if written.rows else "\n") + json.dumps(grant, ensure_ascii=False))
            written.rows += 1
        written.short = [f"{count} awarded grants left out: {why}" for why, count in left.items()]
        facts = json.dumps(_facts(view, written, prefix), ensure_ascii=False)
        file.write(f"\n], {facts[1:]}\n")
    if not written.rows:
        why = "; ".join(written.short) or "there are none"
        raise SetupError(f"no awarded grant can be told in 360Giving: {why}")
    return written


def _facts(view: View, written: Written, prefix: str) -> dict[str, str]:
    kind = "SAMPLE DATA, no real grants. " if view.sample else ""
    told = ["Awarded grants as Dozor read them on their funders' sites", *written.short]
    return {
        "title": f"{kind}Awarded grants, as of event {view.event_id}",
        "description": kind + ". ".join(told) + ".",
        "identifier": f"{prefix}-{view.epoch}-{view.event_id}",
        "issued": clock.now().date().isoformat(),
        "modified": clock.timestamp(),
    }
