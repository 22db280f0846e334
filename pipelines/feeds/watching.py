"""Which watches tell of what an address shows: the command lines that an operator can run."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pipelines.watches import BadWatch, checked_target

_KINDS = {
    "inn": "organisation",
    "ogrn": "organisation",
    "source_id": "source",
    "region": "region",
    "status": "status",
    "url": "page",
}
_SUMS = re.compile(r"(?:requested|awarded)_(kopecks|rub)__gte?")
_TABLES = {"calls": ("deadline", "7"), "competitions": ("deadline", "7")}
_MOST = 4
_LONGEST_NAME = 32


def watch_lines(table: str, asked: Sequence[tuple[str, str]]) -> list[str]:
    """Give the `dozor watch add` lines for a table and the arguments of its address.

    A watch asks for one thing, so that each argument which can be watched has a line of its own.

    >>> watch_lines("grants", [("region", "RU-PSK"), ("_sort", "title")])
    ['dozor watch add ru-psk region RU-PSK --to desk']
    """
    found = list(_targets(asked))
    found += [_TABLES[table]] if table in _TABLES else []
    return [_line(kind, target) for kind, target in islice(dict.fromkeys(found), _MOST)]


def _targets(asked: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in asked:
        column = name.removesuffix("__exact")
        kind = "search" if name == "_search" else _KINDS.get(column)
        scale = _SUMS.fullmatch(name)
        target = _roubles(value, scale[1]) if scale else value
        kind = "sum" if scale else kind
        if kind and _is_right(kind, target):
            yield kind, target


def _roubles(value: str, unit: str) -> str:
    whole = value.partition(".")[0]
    return str(int(whole) // (100 if unit == "kopecks" else 1)) if whole.isdecimal() else ""


def _is_right(kind: str, target: str) -> bool:
    try:
        checked_target(kind, target)
    except BadWatch:
        return False
    return True


def _line(kind: str, target: str) -> str:
    words: Mapping[str, str] = {"name": _name(kind, target), "target": shlex.quote(target)}
    return "dozor watch add {name} {kind} {target} --to desk".format(kind=kind, **words)


def _name(kind: str, target: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", target.lower()).strip("-")
    if len(plain) > _LONGEST_NAME:
        return f"{kind}-{plain[-_LONGEST_NAME:].strip('-')}"
    return plain if plain and not plain.isdecimal() else f"{kind}{f'-{plain}' if plain else ''}"
