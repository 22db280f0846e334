"""Amounts in running text, and what only looks like one."""

from __future__ import annotations

from pipelines.amounts.expressions import Expression, bounds_of, read_expression
from pipelines.amounts.model import Amount
from pipelines.amounts.starts import is_start, may_be_money
from pipelines.amounts.tokens import spans, tokenize


def find_amounts(text: str) -> list[Amount]:
    """Find the amounts of running text, in order.

    A currency is required, or a scale word in a money context («грант в 3 млн»). Nothing raises.
    """
    tokens = tokenize(text)
    if not may_be_money(tokens.words):
        return []
    places: list[tuple[int, int]] = []
    amounts = []
    for found in _expressions(tokens.words):
        bounds = bounds_of(found)
        if bounds is None:
            continue
        places = places or spans(tokens)
        start, end = places[found.start][0], places[found.end - 1][1]
        code = next((part.code for part in found.sums if part.code), None)
        amounts.append(Amount(*bounds, code, found.about, tokens.text[start:end]))
    return amounts


def _expressions(words: list[str]) -> list[Expression]:
    found, i = [], 0
    while i < len(words):
        expression = read_expression(words, i) if is_start(words, i) else None
        if expression is None or not expression.named:
            i += 1
            continue
        found.append(expression)
        i = expression.end
    return found
