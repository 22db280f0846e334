"""Cases written by someone who had not seen the grammar: from Wednesday, 13 March 2024, noon."""

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.dates import DateValue, find_dates, find_deadline, parse_date

with (Path(__file__).parent / "exam.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
OFFSET = re.compile(r"(T\d\d:\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)")


ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def _text(case: dict[str, str]) -> str:
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), case["text"])


def _local(value: DateValue) -> str:
    return OFFSET.sub(r"\1", value.edtf)


def _answer(case: dict[str, str]) -> tuple[str, str, str]:
    reference = datetime.fromisoformat(case["reference"] or "2024-03-13T12:00:00")
    zone = case["timezone"] or "Europe/Moscow"
    timezone = None if zone == "-" else zone
    if case["reader"] == "deadline":
        deadline = find_deadline(_text(case), reference=reference, timezone=timezone)
        return (_local(deadline.when) if deadline else "-"), "*", "*"
    prefer = "future" if case["prefer"] == "future" else "past"
    if case["reader"] == "find":
        found = find_dates(_text(case), reference=reference, timezone=timezone, prefer=prefer)
        return " ; ".join(map(_local, found)) or "-", "*", "*"
    value = parse_date(_text(case), reference=reference, timezone=timezone, prefer=prefer)
    if value is None:
        return "-", "-", "-"
    return _local(value), value.precision, value.utc.strftime("%FT%TZ") if value.utc else "-"


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_the_exam_is_passed_but_for_what_it_calls_refused(case: dict[str, str]) -> None:
    wanted = (case["edtf"], case["precision"], case["utc"])
    right = all(want in ("*", got) for want, got in zip(wanted, _answer(case), strict=True))
    assert right is not case["note"].startswith("refused"), _answer(case)
