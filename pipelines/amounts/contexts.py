"""What the words around a number say: money without a currency, and currency without money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    "шло", "шла", "шли",
)  # fmt: skip
_COUNTED: Final = frozenset(
    word_list("лет сил сел минут солдат карат ватт квартир школ газет монет дел тел пар бит байт")
)
_AHEAD: Final = 4
_BACK: Final = 10
_CLAUSE_ENDS: Final = frozenset(".!?;\n")


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
