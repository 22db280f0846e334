"""Rows of a workbook as raw applications, in the words of their cells. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from crawler.items import RawGrant, Workbook
from pipelines.identifiers import check_application_number, check_inn
from pipelines.normalize.whitespace import tidy
from pipelines.records import InvalidRecord

FOUND_BY = "workbook"
"""What names the extractor of a row's fields."""
_USUAL = re.compile(r"\d\d-\d-\d{6}", re.ASCII)
_LOST_ZERO = frozenset({9, 11})


def raw_row(book: Workbook, words: Sequence[str], **about: Any) -> RawGrant:  # noqa: ANN401  fields
    """Make a row of cells' words a raw application; `about` holds its source and zone.

    A field whose column is there is spoken of, empty or not. Raises InvalidRecord without an
    application number.
    """
    fields: dict[str, Any] = dict(_named(book, words))
    number = number_of(fields.get("application_number", ""))
    if number is None:
        raise InvalidRecord("the row has no application number")
    if "starts" in fields or "ends" in fields:
        fields["period"] = period_words(fields.pop("starts", ""), fields.pop("ends", ""))
    if "inn" in fields:
        fields["inn"] = inn_words(fields["inn"])
    unknown = {head: text for head, text in _unknown(book, words) if tidy(text)}
    return RawGrant(
        origin="workbook",
        url=address_of(book, number),
        unknown=unknown,
        origins={name: FOUND_BY for name, text in fields.items() if tidy(text)},
        **fields,
        **about,
    )


def number_of(words: str) -> str | None:
    """Give the number of an application by its cell, or None where there is none."""
    return words if _USUAL.fullmatch(words) else check_application_number(words)


def address_of(book: Workbook, number: str) -> str:
    """Give the address at which a person finds an application."""
    return book.address.replace("{number}", number)


def period_words(starts: str, ends: str) -> str:
    """Write the first and the last day as one period; an end that is not stated stays open.

    >>> period_words("01.07.2023", "30.06.2024"), period_words("01.07.2023", "")
    ('01.07.2023 - 30.06.2024', 'с 01.07.2023')
    """
    first, last = tidy(starts), tidy(ends)
    if first and last:
        return f"{first} - {last}"
    return f"с {first}" if first else f"по {last}" if last else ""


def inn_words(words: str) -> str:
    """Give an INN with the zero that a cell for numbers has lost, if it is one then.

    >>> inn_words("105018990"), inn_words("7707083893")
    ('0105018990', '7707083893')
    """
    padded = f"0{words}"
    return padded if len(words) in _LOST_ZERO and check_inn(padded) else words


def _named(book: Workbook, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in zip(book.columns, words, strict=False) if name)


def _unknown(book: Workbook, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    named = zip(book.headings, book.columns, words, strict=False)
    return ((head, text) for head, name, text in named if head and not name)
