"""New selectors in a person's file of sources: one line is changed or added, the rest is kept."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dozor.errors import SetupError
from dozor.probing.entry import list_of, save

_HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")
_ANY_TABLE = re.compile(r"\s*\[")
_SELECTORS = re.compile(r"\s*\[\s*source\.selectors\s*\]")
# A remark behind a list's end; one with quotes in it might be a part of a text.
_REMARK = re.compile(r"(?<=\])\s*#[^\"'\]]*\n?$")


def override(path: Path, source_id: str, places: Mapping[str, tuple[str, ...]]) -> None:
    """Set selectors of a source in its file. Raises SetupError, the file being as it was."""
    text = path.read_text(encoding="utf-8")
    save(path, overridden(text, source_id, places))


def overridden(text: str, source_id: str, places: Mapping[str, tuple[str, ...]]) -> str:
    """Give the text of a file of sources with these selectors set for one of them.

    Raises SetupError for a file in which that cannot be done without touching anything else.
    """
    lines = (text if text.endswith("\n") else f"{text}\n").splitlines(keepends=True)
    first, last = _block(lines, source_id)
    block = lines[first:last]
    for name, selectors in places.items():
        block = _with(block, name, list_of(selectors))
    new = "".join([*lines[:first], *block, *lines[last:]])
    if _parsed(new) != _expected(text, source_id, places):
        written = "; ".join(f"selectors.{n} = {list_of(value)}" for n, value in places.items())
        raise SetupError(f"{source_id} is written in a form of its own; put in yourself: {written}")
    return new


def _block(lines: list[str], source_id: str) -> tuple[int, int]:
    """Find the lines of a source: from its header to the next one's."""
    starts = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        tables = _parsed("".join(lines[start:end])) or {}
        if tables.get("source", [{}])[0].get("id") == source_id:
            return start, end
    raise SetupError(f"no [[source]] with the id {source_id} is in the file")


def _with(block: list[str], name: str, value: str) -> list[str]:
    """Set one selector in the lines of a source."""
    table = next((n for n, line in enumerate(block) if _SELECTORS.match(line)), None)
    key = name if table is not None else f"selectors.{name}"
    start = 0 if table is None else table
    pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
    here = next((n for n in range(start, len(block)) if pattern.match(block[n])), None)
    line = f"{key} = {value}\n"
    if here is None:
        place = _end(block, start)
        return [*block[:place], line, *block[place:]]
    behind = _behind(block, here)
    remark = _REMARK.search(block[behind - 1])
    return [*block[:here], line.rstrip() + (remark[0] if remark else "\n"), *block[behind:]]


def _behind(block: list[str], here: int) -> int:
    """Give the line behind a setting, whose list may go on over several."""
    for end in range(here + 1, len(block) + 1):
        if _parsed("".join(block[here:end])) is not None:
            return end
    return here + 1


def _end(block: list[str], start: int) -> int:
    """Give the place behind the last setting of the table that begins at `start`."""
    others = (n for n in range(start + 1, len(block)) if _ANY_TABLE.match(block[n]))
    end = next((n for n in others if _parsed("".join(block[:n])) is not None), len(block))
    while end > start + 1 and (not block[end - 1].strip() or block[end - 1].lstrip()[0] == "#"):
        end -= 1
    return end


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _expected(
    text: str, source_id: str, places: Mapping[str, tuple[str, ...]]
) -> dict[str, Any] | None:
    tables = _parsed(text)
    for table in (tables or {}).get("source", []):
        if table.get("id") == source_id:
            table.setdefault("selectors", {}).update({k: list(v) for k, v in places.items()})
    return tables
