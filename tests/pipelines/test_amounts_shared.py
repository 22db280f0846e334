"""Third-party cases of amounts: all are read, but for those whose reason is written here."""

import json
from pathlib import Path

import pytest

from pipelines.amounts import parse_amount

CODES = {
    "руб": "RUB", "руб.": "RUB", "р.": "RUB", "Р": "RUB", "₽": "RUB", "грн": "UAH", "грн.": "UAH",
    "₴": "UAH", "лв": "BGN", "лв.": "BGN", "ден": "MKD", "ДЕН": "MKD", "дин": None, "Дин": None,
}  # fmt: skip
REASONS = {
    "1 ЅM": "the sign of the somoni, which the suite does not know: TJS, not null",
    "Код товара: 884": "the label says that the number is a code",
    "1 км": "a kilometre in Russian; the suite means the mark of Bosnia",
    "1 с": "a second or a preposition in Russian; the suite means the Kyrgyz som",
    "тг": "no number stands in the text, so that none can be read",
}


def cases(folder: Path) -> list[dict[str, object]]:
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def is_right(case: dict[str, object]) -> bool:
    """Compare value and currency; where the suite takes the currency from elsewhere, the value."""
    expected = case["expected"]
    assert isinstance(expected, dict)
    amount = parse_amount(str(case["text"]))
    if expected["amount"] is None or amount is None:
        return expected["amount"] is None and amount is None
    if not amount.minimum == amount.maximum == round(expected["amount"] * 100):
        return False
    code = CODES.get(str(expected["currency"]), expected["currency"])
    hinted = amount.currency is None and bool(case.get("currency_hint"))
    return hinted or amount.currency == code


def test_every_case_is_right_or_has_a_reason(shared: Path) -> None:
    wrong = {str(case["text"]) for case in cases(shared / "data/amounts") if not is_right(case)}
    assert wrong == REASONS.keys()


@pytest.mark.parametrize("currency", ["RUB", "EUR"])
def test_a_default_currency_fills_in_only_what_is_missing(currency: str) -> None:
    bare, named = (parse_amount(text, default_currency=currency) for text in ("5 000", "5 000 $"))
    assert bare is not None
    assert named is not None
    assert (bare.currency, named.currency) == (currency, "USD")
