"""What the words around a number say: money without a currency, and currency without money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.amounts.currencies import LEADERS, NOUNS
from pipelines.amounts.figures import UNIT
from pipelines.text import word_list

if TYPE_CHECKING:
    from pipelines.amounts.expressions import Expression

_MONEY_STEMS: Final = word_list(
    "грант задолж субсид бюджет сумм финансир софинансир стоимост стоит стоил средств деньг денег "
    "деньги призов выдел выплат выплач доход расход кредит займ долг штраф зарплат оклад "
    "инвестиц вложен вложил пожертв сбор собрал перечисл перевел заплат оплат потрат затрат "
    "руб долл евро ассигнован компенсац прибыл убыт выручк ущерб цен стипенд преми фонд взнос"
)
_MONEY_WORDS: Final = frozenset(word_list("приз приза призу призом призы призами иск иска"))
_FUNCTION_WORDS: Final = frozenset(
    word_list(
        "и а но или что чтобы как в во на за из от до по с со к у о об при для без под над "
        "через между после перед это эти этот который которые которая которых где когда если "
        "уже еще только лишь не ни же ли бы был была было были будет будут его ее их она он "
        "они мы помог смог достиг вырос возрос принес спас каждый каждому каждой каждая всего "
        "всем ежегодно ежемесячно сегодня вчера"
    )
)
_VERB_ENDINGS: Final = (
    "ил", "ила", "или", "ило", "ал", "ала", "али", "ало", "ел", "ела", "ели", "ет", "ит", "ют",
    "ят", "ут", "ат", "лся", "лась", "лись", "лось", "тся", "ться", "ен", "ена", "ено", "ены",
)  # fmt: skip
_COUNTED: Final = frozenset(
    word_list("лет сил сел минут солдат карат ватт квартир школ газет монет дел тел пар бит байт")
)
_AHEAD: Final = 4
_BACK: Final = 10
_CLAUSE_ENDS: Final = frozenset(".!?;\n")

_RATE_STEMS: Final = word_list("курс валют бирж")
_RATE_BACK: Final = 12
_RATE_LIMIT: Final = 1000 * UNIT
_RATE_DECIMALS: Final = frozenset((2, 4))
_WIDGET_WORDS: Final = frozenset(
    word_list(
        "сегодня завтра вчера покупка продажа цб рф января февраля марта апреля мая июня июля "
        "августа сентября октября ноября декабря"
    )
)
_PASSED: Final = frozenset("-–—:= ")


def is_money_without_currency(words: list[str], found: Expression) -> bool:
    """Say whether «3 млн» is a sum: money is spoken of, and no counted noun follows."""
    if not all(part.scale > 1 for part in found.sums):
        return False
    return _may_follow_sum(words, found.end) and _speaks_of_money(words, found)


def speaks_of_money(word: str) -> bool:
    return word.startswith(_MONEY_STEMS) or word in _MONEY_WORDS


def _may_follow_sum(words: list[str], i: int) -> bool:
    """Refuse before a counted noun («человек», «тонн»); verbs and small words are no such."""
    if i >= len(words) or not words[i][0].isalpha():
        return words[i : i + 1] != ["%"]
    word = words[i]
    if word in _FUNCTION_WORDS:
        return True
    return word.endswith(_VERB_ENDINGS) and word not in _COUNTED


def _speaks_of_money(words: list[str], found: Expression) -> bool:
    for word in reversed(words[max(0, found.start - _BACK) : found.start]):
        if word in _CLAUSE_ENDS:
            break
        if speaks_of_money(word):
            return True
    for word in words[found.end : found.end + _AHEAD]:
        if word in _CLAUSE_ENDS:
            break
        if speaks_of_money(word):
            return True
    return False


def is_rate(words: list[str], found: Expression) -> bool:
    """Say whether «$ 93,29» is a rate of exchange.

    It is small, has two or four decimals, and stands in a row of such, after «курс», after
    another currency's name, or with no word of a sentence before its sign. «до $85,23» and
    «стоит $19,99» are sums.
    """
    part = found.least
    if (
        part is None
        or (found.most is not part and found.most is not None)
        or part.value >= _RATE_LIMIT
        or part.scale > 1
    ):
        return False
    if _is_rate_told(words, found.start):
        return True
    if (
        found.most is not part
        or found.start != part.start
        or not _has_rate_decimals(words[part.at])
    ):
        return False
    if _follows_rate_word(words, found.start) or _next_is_quoted(words, found.end):
        return True
    return part.led and not _stands_in_sentence(words, found.start)


def _is_rate_told(words: list[str], i: int) -> bool:
    """«курс доллара превысил 90 рублей»."""
    for at in range(max(0, i - _AHEAD), i - 1):
        if words[at].startswith("курс") and NOUNS.get(words[at + 1], "рубль") != "рубль":
            return True
    return False


def _has_rate_decimals(figure: str) -> bool:
    whole, mark, decimals = figure.replace(",", ".").partition(".")
    return bool(mark) and whole.isdecimal() and len(decimals) in _RATE_DECIMALS


def _follows_rate_word(words: list[str], i: int) -> bool:
    """«курс ЦБ: 93,29», «доллар — 93,29»."""
    before = words[max(0, i - _RATE_BACK) : i]
    if any(word.startswith(_RATE_STEMS) for word in before):
        return True
    named = next((word for word in reversed(before) if word not in _PASSED), "")
    return NOUNS.get(named, "рубль") != "рубль"


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
