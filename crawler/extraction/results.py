"""The site of results: how the Fund's projects went, as its JSON says it.

Only parts of that JSON are known: a list of projects by GUID, an item with the application's texts,
a result with `qualityResult` and `evaluation`, whose types nobody has written down. So a value that
is no text is kept under its own name and not taken for anything, and a project counts only where
some field states its application number: a GUID of this site is not known to be that of a card.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

from crawler.extraction.text import fold, lines
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawGrant

_NUMBER = re.compile(r"\d\d-\d-\d{6}", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)
_PROSE = {"summary": "shortDescriptionRaw", "social_significance": "socialDescriptionRaw"}
_LISTS = {"aims": "aimsRaw", "tasks": "tasksRaw", "target_groups": "socialGroupsRaw"}
_DEEPEST = 6


def read_projects(body: bytes) -> tuple[str, ...]:
    """Give the GUIDs of the projects of one answer to `get-projects-info`, in order.

    An answer past the end gives none. Raises Unreadable for JSON of another shape.
    """
    projects = _object(body).get("projects")
    if not isinstance(projects, list):
        raise Unreadable("invalid", "no list of projects")
    named = [one.get("projectPublicId") if isinstance(one, dict) else None for one in projects]
    found = [name.lower() for name in named if isinstance(name, str)]
    if len(found) < len(projects) or not all(map(_GUID.fullmatch, found)):
        raise Unreadable("invalid", "a project without its GUID")
    return tuple(dict.fromkeys(found))


def read_result(item: bytes, result: bytes | None, *, url: str) -> RawGrant:
    """Read what the site says of one project, from its item and, where there is one, its result.

    `url` is the page of the project. Raises Unreadable where the JSON is of another shape, or
    states no application number to join it by.
    """
    said = _object(item)
    outcome = _object(result) if result else {}
    number = next(_numbers({**said, **outcome}), None)
    if number is None:
        raise Unreadable("invalid", "the project states no application number")
    fields: dict[str, Any] = {
        "title": _text(said.get("applicationName")),
        "direction": _direction(said),
        "period": _period(said),
        "evaluation": _words(outcome.get("evaluation")),
        **{name: "\n".join(_lines(said.get(key))) or None for name, key in _PROSE.items()},
        **{name: _lines(said.get(key)) for name, key in _LISTS.items()},
    }
    if not fields["title"]:
        raise Unreadable("no_title", "a project without a name")
    return RawGrant(
        origin="results",
        url=url,
        application_number=number,
        unknown=dict(_unknown(outcome)),
        origins={name: "results" for name, value in fields.items() if value},
        **fields,
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("invalid", f"no JSON: {error}") from error
    if not isinstance(found, dict):
        raise Unreadable("invalid", "JSON, but no object")
    return found


def _numbers(value: Any, depth: int = 0) -> Iterator[str]:  # noqa: ANN401  JSON
    """Give the application numbers that stand in fields called some number."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    for name, inner in value.items():
        if isinstance(inner, str) and name.lower().endswith("number"):
            if _NUMBER.fullmatch(inner.strip()):
                yield inner.strip()
        else:
            yield from _numbers(inner, depth + 1)


def _direction(said: Mapping[str, Any]) -> str | None:
    direction = said.get("contestDirectionTenant")
    return _text(direction.get("name")) if isinstance(direction, dict) else None


def _period(said: Mapping[str, Any]) -> str | None:
    first, last = (_day(said.get(name)) for name in ("startDate", "finalDate"))
    return f"{first} - {last}" if first and last else None


def _day(value: object) -> str | None:
    """Give a day as dd.mm.yyyy; a moment within a day would need a zone, which nobody stated."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    return f"{found[3]}.{found[2]}.{found[1]}" if found else None


def _unknown(outcome: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("qualityResult", "evaluation"):
        value = outcome.get(name)
        if value is not None and not (name == "evaluation" and isinstance(value, str)):
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _words(value: object) -> str | None:
    """Give an outcome in words; one that is not stated is an empty place."""
    return _text(value) if isinstance(value, str) else "" if value is None else None


def _text(value: object) -> str | None:
    return fold(value) or None if isinstance(value, str) else None


def _lines(value: object) -> tuple[str, ...]:
    """Give the paragraphs of a text that may be markup."""
    if not isinstance(value, str) or not value.strip():
        return ()
    if "<" not in value:
        return tuple(line for part in value.split("\n") if (line := fold(part)))
    return tuple(line.text for line in lines(html.fromstring(f"<div>{value}</div>")) if line.text)
