"""Rates of exchange, which look like sums: «$ 93,29», «доллар подорожал до 93,5 рубля»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.amounts.currencies import CODES, LEADERS, NOUNS
from pipelines.amounts.figures import UNIT
from pipelines.amounts.vocabulary import CHANGE_STEMS, SCALE_WORDS
from pipelines.text import word_list

if TYPE_CHECKING:
    from pipelines.amounts.expressions import Expression
    from pipelines.amounts.sums import Sum

_RATE_STEMS: Final = word_list("курс валют бирж")
_AHEAD: Final = 4
_RATE_BACK: Final = 12
_RATE_LIMIT: Final = 1000 * UNIT
_RATE_DECIMALS: Final = frozenset((2, 4))
_WIDGET_WORDS: Final = frozenset(
    word_list(
        "сегодня завтра вчера покупка продажа цб рф января февраля марта апреля мая июня июля "
        "августа сентября октября ноября декабря"
    )
)
_PASSED: Final = _WIDGET_WORDS | frozenset("-–—:= ")
_QUOTE_BACK: Final = 12
_CLAUSE_ENDS: Final = frozenset(".!?;")
_QUOTED_STEMS: Final = (
    *CHANGE_STEMS,
    *word_list(
        "торг состав достиг превы опуст опуск обвал укреп ослаб прибав потеря стоит стоил преодол "
        "откры закры вышел пробил дают дава прода поку"
    ),
)
# A currency that is quoted stands in the singular, or as «евро», with no number.
_ONE_UNIT: Final = frozenset(
    word
    for word, noun in NOUNS.items()
    if noun in {"доллар", "евро", "юань", "тенге", "фунт", "гривна", "франк", "лира"}
    and not word.endswith(("ы", "ов", "ам", "ами", "ах", "ей", "ям", "ями", "ях"))
)


def is_rate(words: list[str], found: Expression) -> bool:
    """Say whether «$ 93,29» is a rate of exchange.

    It is small, and what a foreign currency did («доллар подорожал до 93,5 рубля»); or it has two
    or four decimals, and stands in a row of such, after «курс», after another currency's name, or
    with no word of a sentence before its sign. «до $85,23» and «стоит $19,99» are sums.
    """
    part = found.least or found.most
    if part is None or len({found.least, found.most} - {None}) > 1:
        return False
    if part.value >= _RATE_LIMIT or part.scale > 1:
        return False
    if _is_rate_told(words, found.start) or _is_quoted(words, part, found.start):
        return True
    return found.most is part and found.start == part.start and _is_listed(words, part)


def _is_listed(words: list[str], part: Sum) -> bool:
    """Tell a figure of a widget: after «курс», in a row of currencies, with no sentence around."""
    if part.led and part.value % UNIT and _follows_course(words, part.start):
        return True
    if not _has_rate_decimals(words[part.at]):
        return False
    if _follows_rate_word(words, part.start) or _next_is_quoted(words, part.end):
        return True
    return part.led and not _stands_in_sentence(words, part.start)


def _is_rate_told(words: list[str], i: int) -> bool:
    """«курс доллара превысил 90 рублей»."""
    for at in range(max(0, i - _AHEAD), i - 1):
        if words[at].startswith("курс") and NOUNS.get(words[at + 1], "рубль") != "рубль":
            return True
    return False


def _is_quoted(words: list[str], part: Sum, i: int) -> bool:
    """«Доллар подорожал до 93,5 рубля», «евро прибавил 30 копеек»: one unit, and its price."""
    if part.code != "RUB":
        return False
    told = False
    for at in range(i - 1, max(-1, i - _QUOTE_BACK), -1):
        word = words[at]
        if word in _CLAUSE_ENDS:
            return False
        if word in _ONE_UNIT and not _is_counted(words, at):
            return told or words[at - 1 : at] == ["за"]
        told = told or word.startswith(_QUOTED_STEMS)
    return False


def _is_counted(words: list[str], i: int) -> bool:
    """Tell «5 долларов», «млн евро», «в евро» from «доллар» that is quoted."""
    before = words[i - 1] if i else ""
    return before[:1].isdecimal() or before in SCALE_WORDS or before == "в"


def _has_rate_decimals(figure: str) -> bool:
    whole, mark, decimals = figure.replace(",", ".").partition(".")
    return bool(mark) and whole.isdecimal() and len(decimals) in _RATE_DECIMALS


def _follows_rate_word(words: list[str], i: int) -> bool:
    """«курс ЦБ: 93,29», «доллар — 93,29»."""
    if _follows_course(words, i):
        return True
    before = reversed(words[max(0, i - _RATE_BACK) : i])
    named = next((word for word in before if word not in _PASSED), "")
    return NOUNS.get(named, "рубль") != "рубль" or CODES.get(named, "RUB") != "RUB"


def _follows_course(words: list[str], i: int) -> bool:
    return any(word.startswith(_RATE_STEMS) for word in words[max(0, i - _RATE_BACK) : i])


def _next_is_quoted(words: list[str], i: int) -> bool:
    """Look for the next currency of a row, past an arrow or a change."""
    for at in range(i, min(i + _AHEAD, len(words) - 1)):
        if words[at] in LEADERS and _has_rate_decimals(words[at + 1]):
            return True
        if words[at][0].isalpha():
            return False
    return False


def _stands_in_sentence(words: list[str], i: int) -> bool:
    word = words[i - 1] if i else ""
    return word[:1].isalpha() and word not in _WIDGET_WORDS
