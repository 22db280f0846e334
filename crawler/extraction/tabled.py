"""The text of an article that is a table and nothing else."""

from collections.abc import Sequence

from crawler.extraction.evidence import Findings, present
from crawler.extraction.furniture import skipper
from crawler.extraction.headings import is_headline
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page
from crawler.extraction.text import Element, Line, lines

ORIGIN = "table"
_ROWS = 4
_LEAST = 60
"""Characters from which the rows of a table say something."""


def read(page: Page) -> Findings:
    """Read the rows of the longest table below the headline, a line to a row; else nothing."""
    heading = main_heading(page)
    if heading is None:
        return {}
    shown = list(lines(page.root, skipper([heading])))
    start = next((n for n, line in enumerate(shown) if is_headline(line, heading)), len(shown))
    tables: dict[Element, list[Line]] = {}
    for line in shown[start + 1 :]:
        if line.block.tag == "tr" and len(line.block) > 1 and not line.linked:
            tables.setdefault(next(line.block.iterancestors("table"), None), []).append(line)
    rows = max(tables.values(), key=_length, default=[])
    says = len(rows) >= _ROWS and _length(rows) >= _LEAST
    return present({"body": "\n".join(line.text for line in rows) if says else None})


def _length(rows: Sequence[Line]) -> int:
    return sum(len(line.text) for line in rows)
