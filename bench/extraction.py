"""Writes docs/extraction.md: how well and how fast articles are read, beside peers.

Run from the project's root: python -m bench.extraction [--general DIR], where DIR is a checkout of
article-extraction-benchmark (181 pages with their text).
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import warnings
from collections import defaultdict
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from extraction_pages import Case, Corpus, corpora  # noqa: E402  they lie beside this file
from extraction_readers import Read, knows, readers  # noqa: E402

from crawler.extraction.agreement import f1  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE: Final = ROOT / "docs" / "extraction.md"
FIRST_LOOKS: Final = ROOT / "bench" / "first_looks.md"
"""Written by hand, page by page, as the pages were met."""
TIMES: Final = 7
INTRODUCTION: Final = """# How articles are read

Made by `python -m bench.extraction`; all figures come from one run on one machine, so that their
ratios hold elsewhere too. "F1" is the mean over the pages of the word F1 of the body (each word as
often as it stands), "title" the share of titles that are exact, "date" the share of the stated
publication dates that are right at the grain that the page states, "wrong" the number of dates that
are not, or that stand where the page states none. "ms" is the median of a page's CPU time, the best
of seven. A dash is a figure that the corpus or the extractor does not give. Dozor's own selectors
are in the table for the pages whose sites have some.

Third-party pages are read in place and are no part of Dozor. It was developed against both Russian
sets (the reference pages are rebuilt from real ones), and the fixtures are its own: what it reads
on them is no forecast for unseen pages. That are the general benchmark, and the first looks below.
"""
_HEAD: Final = "| pages | extractor | n | F1 | title | date | wrong | ms |"
_RULE: Final = "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--general", type=Path, help="a checkout of article-extraction-benchmark")
    general = parser.parse_args().general
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    found = corpora(general)
    rows = [row for corpus in found for row in _rows(corpus)]
    missing = (
        "" if general else "\nThe general benchmark of 181 pages was not at hand in this run.\n"
    )
    looks = FIRST_LOOKS.read_text("utf-8")
    PAGE.write_text("\n".join([INTRODUCTION + missing, _HEAD, _RULE, *rows, "", looks]), "utf-8")
    print("\n".join(rows), f"wrote {PAGE.relative_to(ROOT)}", sep="\n")
    return 0


def _rows(corpus: Corpus) -> Iterator[str]:
    for name, reader in readers().items():
        cases = [case for case in corpus.cases if "own" not in name or knows(case.url)]
        if cases:
            yield f"| {corpus.name} | {name} | {len(cases)} | {_figures(cases, reader)} |"


def _figures(cases: list[Case], reader: Callable[[bytes, str], Read]) -> str:
    marks: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        given, spent = _timed(case, reader)
        marks["ms"].append(1000 * spent)
        if case.body is not None:
            marks["f1"].append(f1(case.body, given.body))
        if case.title is not None and given.title is not None:
            marks["title"].append(given.title == case.title)
        if case.day is not None and given.day is not None:
            marks["wrong"].append(given.day not in {"", case.day})
            marks["date"] += [given.day == case.day] if case.day else []
    shown = [f"{mean(marks[name]):.3f}" if marks[name] else "–" for name in ("f1", "title", "date")]
    wrong = f"{sum(marks['wrong']):.0f}" if marks["wrong"] else "–"
    return " | ".join([*shown, wrong, f"{median(marks['ms']):.1f}"])


def _timed(case: Case, reader: Callable[[bytes, str], Read]) -> tuple[Read, float]:
    spent, given = [], Read()
    for _ in range(TIMES):
        began = time.process_time()
        given = reader(case.page, case.url)
        spent.append(time.process_time() - began)
    return given, min(spent)


if __name__ == "__main__":
    raise SystemExit(main())
