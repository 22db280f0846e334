"""A field that is known to hold an amount."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.currencies import Unit, read_unit
from pipelines.amounts.expressions import Bounds, Expression, bounds_of, read_expression
from pipelines.amounts.model import Amount
from pipelines.amounts.quantities import read_scale
from pipelines.amounts.starts import find_starts
from pipelines.amounts.tokens import Tokens, text_between, tokenize
from pipelines.text import word_list

_MINUS: Final = frozenset("-−–")
_CLOSING: Final = frozenset(".,;:!)]»\"'*")
_FOREIGN_STEMS: Final = (
    "артикул", "дата", "рейтинг", "балл", "процент", "количеств", "заказ", "телефон", "номер",
)  # fmt: skip
_FOREIGN_LABELS: Final = frozenset(
    word_list("код арт тел факс инн огрн кпп бик окпо год доля id № # ст п пункт мин срок дней")
)
_MOST_LABEL_WORDS: Final = 12


def parse_amount(text: str, *, default_currency: str | None = None) -> Amount | None:
    """Read a field that holds an amount.

    The first sum that names a currency is taken, else a number that stands alone or after a
    label («Сумма, тыс. руб.: 1 250,5»). `default_currency` (ISO 4217) fills in where the text
    names none. None where there is no amount, where it is no whole number of kopecks, and
    where usage does not settle it («1,234» alone). Nothing raises.
    """
    tokens = tokenize(text)
    found = _first_named(tokens.words) or _bare(tokens.words)
    if found is None or found.apart:
        return None
    bounds = bounds_of(found)
    return None if bounds is None else _amount(tokens, found, bounds, default_currency)


def _first_named(words: list[str]) -> Expression | None:
    for i in find_starts(words):
        found = read_expression(words, i)
        if found is not None and found.named:
            return found
    return None


def _bare(words: list[str]) -> Expression | None:
    """Read a number without currency: nothing but its label may stand beside it."""
    label = _label_end(words)
    if label is None or label >= len(words):
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
            return None if any(map(_is_foreign, words[:i])) else i + 1
    return 0


def _is_foreign(label: str) -> bool:
    return label in _FOREIGN_LABELS or label.startswith(_FOREIGN_STEMS)


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
    code = found.code if found.named else default_currency
    if found.start == 1 and tokens.words[0] in _MINUS:
        least, most = _negated(bounds.maximum), _negated(bounds.minimum)
        return Amount(least, most, code, found.about, text_between(tokens, 0, found.end))
    return Amount(*bounds, code, found.about, text_between(tokens, found.start, found.end))


def _negated(kopecks: int | None) -> int | None:
    return None if kopecks is None else -kopecks
