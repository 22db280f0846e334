"""Amounts in running text, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.amounts.adjectives import read_adjective
from pipelines.amounts.contexts import is_money_without_currency
from pipelines.amounts.expressions import Expression, bounds_of, read_expression
from pipelines.amounts.model import Amount
from pipelines.amounts.rates import is_rate
from pipelines.amounts.series import read_series
from pipelines.amounts.starts import find_starts
from pipelines.amounts.tokens import find_places, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_amounts(text: str) -> list[Amount]:
    """Find the amounts of running text, in order.

    A currency is required, or a scale word in a money context («грант в 3 млн»); rates of
    exchange, shares, counts of people and numbers of documents are no amounts. Nothing raises.
    """
    tokens = tokenize(text)
    places = None
    amounts = []
    for each in _search(tokens.words):
        bounds = bounds_of(each)
        if bounds is not None:
            places = places or find_places(tokens)
            text = places.text(each.start, each.end)
            amounts.append(Amount(*bounds, each.code, each.about, text))
    return amounts


def _search(words: list[str]) -> Iterator[Expression]:
    end = 0
    for i in find_starts(words):
        if i >= end:
            end, found = _read_at(words, i)
            yield from found


def _read_at(words: list[str], i: int) -> tuple[int, list[Expression]]:
    """Give where to read on, and the amounts that begin here."""
    adjective = read_adjective(words, i)
    if adjective is not None:
        return adjective.end, [adjective]
    found = read_expression(words, i)
    if found is None:
        return i + 1, []
    if not found.named:
        return _read_unnamed(words, i, found)
    if is_rate(words, found):
        return found.end, []
    return found.end, found.split() if found.apart else [found]


def _read_unnamed(words: list[str], i: int, found: Expression) -> tuple[int, list[Expression]]:
    series = read_series(words, i)
    if series:
        return series[-1].end, series
    if is_money_without_currency(words, found):
        return found.end, found.split() if found.apart else [found]
    return i + 1, []
