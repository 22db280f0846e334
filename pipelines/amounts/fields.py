"""A field that is known to hold an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.amounts.contexts import is_money_without_currency, speaks_of_money
from pipelines.amounts.currencies import Unit, read_unit
from pipelines.amounts.expressions import Bounds, Expression, bounds_of, read_expression
from pipelines.amounts.model import Amount
from pipelines.amounts.quantities import read_scale
from pipelines.amounts.series import read_series
from pipelines.amounts.starts import find_starts, is_start
from pipelines.amounts.tokens import Tokens, text_between, tokenize
from pipelines.text import word_list

if TYPE_CHECKING:
    from pipelines.amounts.sums import Sum

_MINUS: Final = frozenset(("-", "−", "–", "минус"))
_CLOSING: Final = frozenset(".,;:!)]»\"'*")
_FOREIGN_STEMS: Final = (
    "артикул", "дата", "рейтинг", "балл", "процент", "количеств", "заказ", "телефон", "номер",
)  # fmt: skip
_FOREIGN_LABELS: Final = frozenset(
    word_list("код арт тел факс инн огрн кпп бик окпо год доля id № # ст п пункт мин срок дней")
)
_LABEL_STEMS: Final = ("итог", "всего", "размер", "объем")
_MOST_LABEL_WORDS: Final = 12


def parse_amount(text: str, *, default_currency: str | None = None) -> Amount | None:
    """Read a field that holds an amount.

    The first sum that names a currency is taken, else a number that stands alone or after a
    label («Сумма, тыс. руб.: 1 250,5»). `default_currency` (ISO 4217) fills in where the text
    names none. None where there is no amount, where it is no whole number of kopecks, and
    where usage does not settle it («1,234» alone). Nothing raises.
    """
    tokens = tokenize(text)
    found = _choose(tokens.words)
    if found is None or found.apart:
        return None
    bounds = bounds_of(found)
    return None if bounds is None else _amount(tokens, found, bounds, default_currency)


def _choose(words: list[str]) -> Expression | None:
    """Take the first sum with a currency, else a bare number, else «Гранты до 500 тыс.»."""
    unnamed = []
    for i in find_starts(words):
        found = read_expression(words, i)
        if found is None:
            continue
        if found.named:
            return found
        series = read_series(words, i)
        if series:
            return series[0]
        unnamed.append(found)
    scaled = (each for each in unnamed if is_money_without_currency(words, each))
    return _bare(words) or next(scaled, None)


def _bare(words: list[str]) -> Expression | None:
    """Read a number without currency: nothing but its label may stand beside it."""
    label = _label_end(words)
    if label is None or label >= len(words):
        return None
    unit = read_unit(words, label)
    if unit is not None:
        return _after_unit(words, unit)
    start = label
    start += start < len(words) and words[start] in _MINUS
    found = read_expression(words, start)
    if found is None or not _CLOSING.issuperset(words[found.end :]):
        return None
    return _with_label_unit(words, label, found)


def _after_unit(words: list[str], unit: Unit) -> Expression | None:
    """Read «руб. 500», «Евро 20»: a field that opens with its currency's name."""
    found = read_expression(words, unit.end) if unit.end < len(words) else None
    if found is None or not _CLOSING.issuperset(words[found.end :]):
        return None
    return _scaled(found, 1, unit)


def _label_end(words: list[str]) -> int | None:
    """Give the index after «Размер гранта:», 0 without a label, None for a foreign label."""
    for i, word in enumerate(words[: _MOST_LABEL_WORDS + 1]):
        if word == ":":
            return None if any(map(_is_foreign, words[:i])) else i + 1
        if i and is_start(words, i):
            return i if _is_money_label(words[:i]) else 0
    return 0


def _is_money_label(words: list[str]) -> bool:
    """«Итого 12 345,67»: words only, and one that speaks of money."""
    plain = all(word[0].isalpha() or word in _MINUS for word in words)
    return plain and any(speaks_of_money(word) or word.startswith(_LABEL_STEMS) for word in words)


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
    least = _in_unit(found.least, scale, unit)
    most = least if found.most is found.least else _in_unit(found.most, scale, unit)
    return found._replace(least=least, most=most)


def _in_unit(part: Sum | None, scale: int, unit: Unit) -> Sum | None:
    if part is None:
        return None
    value, scale = part.value * scale, max(scale, part.scale)
    return part._replace(value=value, scale=scale, code=unit.code, named=True)


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
