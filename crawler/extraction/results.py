"""The site of results: how the Fund's projects went, as its JSON says it.

Only parts of that JSON are known: a list of projects by GUID, an item with the application's texts,
a result with `qualityResult` and `evaluation`, whose types nobody has written down. So a value that
is no text is kept under its own name and not taken for anything. Item and result are two answers,
and each is read alone: what is said stays with the bytes that say it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from lxml import html

from crawler.addresses import canonical
from crawler.extraction.text import fold, lines
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawGrant
from crawler.sources import Source

_NUMBER = re.compile(r"\d\d-\d-\d{6}", re.ASCII)
_INN = re.compile(r"\d{10}(?:\d\d)?", re.ASCII)
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


def item_address(project: str, listing: str) -> str:
    """Give where the item of a project is: the list stands at `…/projects/get-projects-info`."""
    return f"{urljoin(listing, '../applications/item')}?applicationId={project}"


def result_address(item: str) -> str:
    """Give where the result of the project is whose item is at an address."""
    return item.replace("/applications/item?", "/applications/results?")


def read_project(body: bytes, url: str, source: Source) -> RawGrant:
    """Read what one answer says of a project: its item, or its result, which has no title.

    Both are of the application whose number they state, if any does; else their key is that of the
    item's page, which the store may know an application for. `results_of` of the source names
    whose applications they are. Raises Unreadable where the JSON is of another shape.
    """
    said = _object(body)
    is_item = "/applications/item?" in url
    fields = _item(said) if is_item else {"evaluation": _words(said.get("evaluation"))}
    if is_item and not fields["title"]:
        raise Unreadable("no_title", "a project without a name")
    item = url.replace("/applications/results?", "/applications/item?")
    return RawGrant(
        origin="results",
        url=urljoin(url, f"/award/project/{_guid(url)}"),
        key=canonical(item, source),
        source_id=source.results_of or source.id,
        timezone=source.timezone,
        unknown={} if is_item else dict(_unknown(said)),
        origins={name: "item" if is_item else "result" for name, value in fields.items() if value},
        **fields,
    )


def _item(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": _text(said.get("applicationName")),
        "application_number": _stated(said, _NUMBER, "number"),
        "inn": _stated(said, _INN, "inn"),
        "direction": _direction(said),
        "period": _period(said),
        **{name: "\n".join(_lines(said.get(key))) or None for name, key in _PROSE.items()},
        **{name: _lines(said.get(key)) for name, key in _LISTS.items()},
    }


def _guid(url: str) -> str:
    found = _GUID.search(url.lower())
    return found[0] if found else ""


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("invalid", f"no JSON: {error}") from error
    if not isinstance(found, dict):
        raise Unreadable("invalid", "JSON, but no object")
    return found


def _stated(said: Mapping[str, Any], form: re.Pattern[str], name: str) -> str | None:
    """Give the one text of a form that stands in fields whose names end so; None where two do."""
    found = set(_texts(said, form, name))
    return found.pop() if len(found) == 1 else None


def _texts(value: Any, form: re.Pattern[str], ending: str, depth: int = 0) -> Iterator[str]:  # noqa: ANN401  JSON
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    for name, inner in value.items():
        if not isinstance(inner, str):
            yield from _texts(inner, form, ending, depth + 1)
        elif name.lower().endswith(ending) and form.fullmatch(inner.strip()):
            yield inner.strip()


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
