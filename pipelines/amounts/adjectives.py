"""Sums said by an adjective: «трехмиллионный грант», «500-тысячная субсидия»."""

from __future__ import annotations

from typing import Final

from pipelines.amounts.expressions import Expression
from pipelines.amounts.figures import UNIT, read_figure
from pipelines.amounts.sums import Sum
from pipelines.amounts.vocabulary import DASHES
from pipelines.numeral_forms import ORDINAL_SCALES
from pipelines.text import word_list

_NOUN_STEMS: Final = word_list(
    "грант субсид бюджет контракт кредит займ долг штраф преми приз выигрыш фонд взнос взятк "
    "ущерб иск ассигнован транш пожертвован договор"
)
_POWERS: Final = frozenset((10**3, 10**6, 10**9))
_LOOK_AHEAD: Final = 2


def read_adjective(words: list[str], i: int) -> Expression | None:
    """Read a compound adjective before a noun of money; the currency stays open.

    «тысячный грант» may be the thousandth, and is refused.
    """
    value, end = _value(words, i)
    if value is None or not _noun_follows(words, end):
        return None
    scale = max(power for power in _POWERS if value >= power * UNIT)
    part = Sum(
        value, scale, ambiguous=False, code=None, named=False, led=False, start=i, end=end,
        at=i,
    )  # fmt: skip
    return Expression(part, part, about=False, start=i, end=end)


def _value(words: list[str], i: int) -> tuple[int | None, int]:
    value = ORDINAL_SCALES.get(words[i])
    if value is not None:
        return (None if value in _POWERS else value * UNIT), i + 1
    if i + 2 >= len(words) or words[i + 1] not in DASHES:
        return None, i
    power = ORDINAL_SCALES.get(words[i + 2])
    figure = read_figure(words[i]) if words[i][0].isdecimal() else None
    if power not in _POWERS or figure is None or figure.ambiguous or not figure.value:
        return None, i
    return figure.value * power, i + 3


def _noun_follows(words: list[str], i: int) -> bool:
    return any(word.startswith(_NOUN_STEMS) for word in words[i : i + _LOOK_AHEAD])
