"""The claims of a workbook's rows, as normalisation makes them, at a twentieth of the price.

Of 200,000 rows most cells repeat, and the others are written in one usual way. What repeats is
normalised once; a sum in digits, two days and the like are read by a pattern, and all else goes the
way of every raw application. A test holds both ways against each other.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from crawler.items import RawGrant, Workbook
from pipelines.claims import Claim, claims_of
from pipelines.identifiers import check_inn, check_ogrn
from pipelines.normalize.findings import ROUBLE, Findings
from pipelines.normalize.grants import normalize_grant
from pipelines.normalize.whitespace import tidy
from pipelines.normalize.workbooks import (
    FOUND_BY,
    address_of,
    inn_words,
    number_of,
    period_words,
)
from pipelines.records import InvalidRecord
from pipelines.storage.rows import columns_of

_NUMBER = re.compile(r"\d\d-\d-\d{6}", re.ASCII)
_SUM = re.compile(r"(\d{1,13})(?:\.(\d\d))?", re.ASCII)
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(20\d\d)", re.ASCII)
_SUMS = {"requested": "requested_kopecks", "total": "total_kopecks", "awarded": "awarded_kopecks"}
_BESIDES = frozenset({"url", "title", "currency"})
_CHECKS = {"inn": check_inn, "ogrn": check_ogrn}
_REMEMBERED = 1 << 16


class RowReader:
    """Reads the rows of one workbook; `about` holds `source_id` and `timezone` of its source."""

    def __init__(self, book: Workbook, *, reference: datetime, **about: Any) -> None:  # noqa: ANN401
        self._book = book
        self._about = about
        self._reference = reference
        self._slow = lru_cache(_REMEMBERED)(self._normalized)
        self._checked = lru_cache(_REMEMBERED)(self._check)
        self._period = lru_cache(_REMEMBERED)(self._read_period)
        known = {name: i for i, name in enumerate(book.columns) if name}
        self._number = known["application_number"]
        self._ends = (known.pop("starts", None), known.pop("ends", None))
        self._has_sums = not _SUMS.keys().isdisjoint(known)
        self._columns = [(index, name, self._reader(name)) for name, index in known.items()]
        self._unknown = [
            (i, head)
            for i, (head, name) in enumerate(zip(book.headings, book.columns, strict=True))
            if head and not name
        ]

    def read(self, words: Sequence[str]) -> tuple[str, list[Claim]]:
        """Give a row's application number and the claims it makes.

        Raises InvalidRecord for a row without number or title.
        """
        number = number_of(words[self._number])
        if number is None:
            raise InvalidRecord("the row has no application number")
        claims = [Claim("url", "workbook", address_of(self._book, number))]
        claims += [read(name, words[index]) for index, name, read in self._columns]
        if self._ends != (None, None):
            claims.append(self._period(*(words[i] if i is not None else "" for i in self._ends)))
        if self._has_sums:
            known = any(one.value is not None for one in claims if one.field in _KOPECKS)
            claims.append(Claim("currency", "workbook", ROUBLE if known else None))
        claims += self._labels(words)
        return number, claims

    def _reader(self, name: str) -> Callable[[str, str], Claim]:
        if name in _SUMS:
            return self._sum
        if name in _CHECKS:
            return self._checked
        fast = {"title": _title, "organisation": _plain, "application_number": self._printed}
        return fast.get(name, self._slow)

    def _normalized(self, name: str, words: str) -> Claim:
        """Read one field as of an application that says nothing else."""
        said: dict[str, Any] = {"title": "·", name: words}
        origins = {name: FOUND_BY} if tidy(words) else {}
        raw = RawGrant(origin="workbook", url="", origins=origins, **said, **self._about)
        row = columns_of(normalize_grant(raw, reference=self._reference))
        (claim,) = (one for one in claims_of(row, "workbook") if one.field not in _BESIDES)
        return claim

    def _sum(self, name: str, words: str) -> Claim:
        plain = _SUM.fullmatch(words)
        if plain is None:
            return self._slow(name, words)
        kopecks = int(plain[1]) * 100 + int(plain[2] or 0)
        return Claim(_SUMS[name], "workbook", kopecks, words, FOUND_BY)

    def _printed(self, name: str, words: str) -> Claim:
        if _NUMBER.fullmatch(words):
            return Claim(name, "workbook", words, words, FOUND_BY)
        return self._normalized(name, words)

    def _check(self, name: str, words: str) -> Claim:
        findings = Findings(reference=self._reference, timezone=None)
        printed = inn_words(words) if name == "inn" else words
        value = findings.number(name, printed, _CHECKS[name])
        text, problem = findings.texts.get(name), findings.problems.get(name)
        return Claim(name, "workbook", value, text, FOUND_BY if text else None, problem)

    def _read_period(self, starts: str, ends: str) -> Claim:
        words = period_words(starts, ends)
        first, last = _day(starts), _day(ends)
        if first and last and first < last:
            return Claim("period_edtf", "workbook", f"{first}/{last}", words, FOUND_BY)
        return self._slow("period", words)

    def _labels(self, words: Sequence[str]) -> Iterator[Claim]:
        for index, heading in self._unknown:
            label, text = tidy(heading), tidy(words[index])
            if label and text:
                yield Claim(label, "workbook", None, text, None, "unknown label")


_KOPECKS = frozenset(_SUMS.values())


def _title(name: str, words: str) -> Claim:
    claim = _plain(name, words)
    if claim.value is None:
        raise InvalidRecord("the grant has no title")
    return claim


def _plain(name: str, words: str) -> Claim:
    value = tidy(words)
    return Claim(name, "workbook", value, None, FOUND_BY if value else None)


def _day(words: str) -> str | None:
    """Give a day written dd.mm.yyyy in ISO 8601, if there is such a day."""
    found = _DAY.fullmatch(words)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return None
