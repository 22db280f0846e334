"""A field that is known to hold an amount."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.currencies import Unit, read_unit
from pipelines.amounts.expressions import Bounds, Expression, bounds_of, read_expression
from pipelines.amounts.model import Amount
from pipelines.amounts.quantities import read_scale
from pipelines.amounts.starts import is_start, may_be_money
from pipelines.amounts.tokens import Tokens, spans, tokenize

_MINUS: Final = frozenset("-−–")
_CLOSING: Final = frozenset(".,;:!)]»\"'*")
_FOREIGN_LABELS: Final = (
    "код", "артикул", "арт", "номер", "тел", "инн", "огрн", "кпп", "дата", "год", "рейтинг",
    "балл", "доля", "процент", "количеств", "заказ", "id", "№", "#", "ст", "п", "мин", "срок",
)  # fmt: skip
_MOST_LABEL_WORDS: Final = 12


def parse_amount(text: str, *, default_currency: str | None = None) -> Amount | None:
    """Read a field that holds an amount.

    The first sum that names a currency is taken, else a number that stands alone or after a
    label («Сумма, тыс. руб.: 1 250,5»). `default_currency` (ISO 4217) fills in where the text
    names none. None where there is no amount, where it is no whole number of kopecks, and
    where usage does not settle it («1,234» alone). Nothing raises.
    """
    tokens = tokenize(text)
    found = _first_named(tokens) or _bare(tokens.words)
    if found is None:
        return None
    bounds = bounds_of(found)
    return None if bounds is None else _amount(tokens, found, bounds, default_currency)


def _first_named(tokens: Tokens) -> Expression | None:
    words, i = tokens.words, 0
    if not may_be_money(words):
        return None
    while i < len(words):
        if is_start(words, i):
            found = read_expression(words, i)
            if found is not None and found.named:
                return found
        i += 1
    return None


def _bare(words: list[str]) -> Expression | None:
    """Read a number without currency: nothing but its label may stand beside it."""
    label = _label_end(words)
    if label is None:
        return None
    start = label
    start += start < len(words) and words[start] in _MINUS
    found = read_expression(words, start)
    if found is None or not _CLOSING.issuperset(words[found.end :]):
        return None
    return _with_label_unit(words, label, found)


def _label_end(words: list[str]) -> int | None:
    """Give the index after «Размер гранта:», 0 without a label, None for a foreign label."""
    for i, word in enumerate(words[: _MOST_LABEL_WORDS + 1]):
        if word == ":":
            foreign = any(label.startswith(_FOREIGN_LABELS) for label in words[:i])
            return None if foreign else i + 1
    return 0


def _with_label_unit(words: list[str], label: int, found: Expression) -> Expression:
    """Apply the scale and currency that a label names: «Сумма (тыс. рублей):»."""
    for i in range(label):
        scale, end = read_scale(words, i)
        unit = read_unit(words, end)
        if unit is not None:
            return _scaled(found, scale, unit)
    return found


def _scaled(found: Expression, scale: int, unit: Unit) -> Expression:
    least, most = (
        part and part._replace(value=part.value * scale, scale=scale, code=unit.code, named=True)
        for part in (found.least, found.most)
    )
    return found._replace(least=least, most=most)


def _amount(
    tokens: Tokens, found: Expression, bounds: Bounds, default_currency: str | None
) -> Amount:
    code = next((part.code for part in found.sums if part.code), None)
    if not found.named:
        code = default_currency
    places = spans(tokens)
    start, end = places[found.start][0], places[found.end - 1][1]
    amount = Amount(*bounds, code, found.about, tokens.text[start:end])
    if found.start and tokens.words[found.start - 1] in _MINUS and found.start == 1:
        return _negative(amount, tokens.text[places[0][0] : end])
    return amount


def _negative(amount: Amount, text: str) -> Amount:
    least = None if amount.maximum is None else -amount.maximum
    most = None if amount.minimum is None else -amount.minimum
    return Amount(least, most, amount.currency, amount.approximate, text)
