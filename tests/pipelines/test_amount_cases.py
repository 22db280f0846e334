"""The house's own table of amounts: every form is read as a Russian reader reads it."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.amounts import Amount, find_amounts, parse_amount

with Path(__file__).with_name("amount_cases.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _side(kopecks: int | None) -> str:
    if kopecks is None:
        return ""
    rubles = Decimal(kopecks) / 100
    return f"{rubles:.2f}" if kopecks % 100 else f"{rubles:.0f}"


def _shown(amount: Amount | None) -> str:
    """Write an amount as the table does: «~300000..1000000 RUB»."""
    if amount is None:
        return "-"
    least, most = _side(amount.minimum), _side(amount.maximum)
    bounds = least if least == most else f"{least}..{most}"
    return f"{'~' * amount.approximate}{bounds} {amount.currency or '?'}"


def _text(case: dict[str, str]) -> str:
    return str(json.loads(f'"{case["text"]}"'))


@pytest.mark.parametrize("case", [c for c in CASES if c["field"] != "*"], ids=lambda c: c["text"])
def test_a_field_is_read(case: dict[str, str]) -> None:
    assert _shown(parse_amount(_text(case))) == case["field"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_running_text_is_searched(case: dict[str, str]) -> None:
    found = "; ".join(_shown(amount) for amount in find_amounts(_text(case)))
    assert (found or "-") == case["running"]
