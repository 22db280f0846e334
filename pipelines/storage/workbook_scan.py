"""A first look through a workbook: which rows are new or differ, before anything is written."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from crawler.items import Rejection, Workbook
from pipelines.normalize.workbooks import number_of

LEAST_SHARE = Fraction(9, 10)
"""Rows of the last workbook that the next one must have: the Fund's only ever grows."""
_DIGEST = 16


@dataclass(slots=True, kw_only=True)
class Scan:
    """What a workbook holds: its rows by number, and those to be read by their place in the sheet.

    `differing` counts those that were there before and are not as they were; `faults` are rows that
    cannot be taken.
    """

    places: dict[str, int] = field(default_factory=dict)
    fresh: dict[int, bytes] = field(default_factory=dict)
    differing: int = 0
    faults: list[Rejection] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Applications in the workbook."""
        return len(self.places)


class Digester:
    """Gives the digest of a row: the same wherever its columns stand, another where they change."""

    def __init__(self, book: Workbook) -> None:
        names = [name or f"?{head}" for name, head in zip(book.columns, book.headings, strict=True)]
        self._order = sorted(
            (i for i, head in enumerate(book.headings) if head), key=names.__getitem__
        )
        self._salt = hashlib.blake2b("\n".join(sorted(filter(None, names))).encode()).digest()[:16]

    def digest(self, words: Sequence[str]) -> bytes:
        """Give the digest of a row's words."""
        text = "\x1f".join([words[i] for i in self._order])
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=_DIGEST, salt=self._salt).digest()


def scan(book: Workbook, known: Mapping[str, bytes], *, reread: bool = False) -> Scan:
    """Look through all rows; `known` holds the digest of each row as it was read last, by number.

    `reread` takes all rows for fresh, whether they differ or not.
    Of two rows with one number the one that was known counts, else the first; the other is a
    fault, as is a row without a number.
    """
    found, digester = Scan(), Digester(book)
    column = book.columns.index("application_number")
    for place, words in book.rows():
        number = number_of(words[column])
        if number is None:
            found.faults.append(_fault(place, f"no application number: {words[column][:60]!r}"))
            continue
        digest = digester.digest(words)
        if number in found.places:
            _take_double(found, place, number, same=not reread and known.get(number) == digest)
            continue
        found.places[number] = place
        before = known.get(number)
        found.differing += before not in {None, digest}
        if reread or before != digest:
            found.fresh[place] = digest
    return found


def unfit(found: Scan, before: int) -> str | None:
    """Say why a workbook is not to be believed, given the number of rows of the one before."""
    if not found.rows:
        return "no row can be read"
    if found.rows < LEAST_SHARE * before:
        return f"{found.rows} rows, where the last workbook had {before}"
    return None


def _take_double(found: Scan, place: int, number: str, *, same: bool) -> None:
    first = found.places[number]
    if same and first in found.fresh:
        del found.fresh[first]
        found.differing -= 1
        found.places[number] = place
        first, place = place, first
    detail = f"row {place} has the number of row {first} too: {number}"
    found.faults.append(Rejection(reason="duplicate", detail=detail))


def _fault(place: int, detail: str) -> Rejection:
    return Rejection(reason="invalid", detail=f"row {place}: {detail}")
