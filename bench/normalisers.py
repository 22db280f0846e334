"""Writes docs/normalisers.md: how right and how fast dates and amounts are read, beside peers.

Run from the project's root: python -m bench.normalisers, or python bench/normalisers.py.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "normalisers.md"
# Each has `table()`, which gives lines of Markdown.
TABLES: Final = {"Dates": "date_table", "Amounts": "amount_cases"}
INTRODUCTION: Final = """# How dates and amounts are read

Made by `python bench/normalisers.py`; all figures of a section come from one run on one machine,
so that their ratios hold elsewhere too. Third-party cases are those of other projects' suites,
each judged at its own grain; Dozor's own are apart. "Refused" is nothing read where something
stands, "wrong" is something else read. dateparser and price-parser do not say how much they
know: their answers are judged at the case's grain, however much finer they look.
"""


def main() -> int:
    """Write the page from the tables that are there."""
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    lines = [INTRODUCTION]
    for title, module in TABLES.items():
        try:
            table = import_module(module).table
        except ModuleNotFoundError as error:
            print(f"{title}: left out, {error}")
            continue
        lines += [f"## {title}", "", *table(), ""]
    sittings = (ROOT / "bench" / "exam_sittings.md").read_text(encoding="utf-8")
    lines += ["## Unseen cases, first sitting", "", sittings]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
