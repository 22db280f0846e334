"""An OpenAPI 3.1 description of what other programs can ask, made from what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string", "BLOB": "string"}
_PROBLEM = {"$ref": "#/components/responses/Problem"}
_BUSY = {"$ref": "#/components/responses/Busy"}
_UNCHANGED = {"description": "Nothing changed since the ETag that was sent."}
_SHARED = ("_size", "_next", "_sort", "_sort_desc", "_col", "_shape", "_facet", "_where", "_labels")
Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table, a view or a query: its columns by name with their types and descriptions.

    `asks` are a query's parameters. `feed` and `calendar` say whether rows have one.
    """

    name: str
    title: str
    description: str
    columns: Mapping[str, tuple[str, str]]
    keys: Sequence[str] = ()
    asks: Sequence[str] = ()
    search: bool = False
    feed: bool = False
    calendar: bool = False


def describe(tables: Sequence[Described], queries: Sequence[Described], facts: Node) -> Node:
    """Give the description; `facts` are its title, description, version and server."""
    paths: Node = {
        "/-/dozor.json": _state(),
        "/deadlines.ics": _file("all_deadlines", "text/calendar"),
    }
    schemas: Node = {"Covers": _covers()}
    parameters = _parameters()
    for table in tables:
        schemas[table.name] = _row(table)
        filters = {name: _filter(name, *about) for name, about in table.columns.items()}
        parameters |= {f"{table.name}.{name}": one for name, one in filters.items()}
        paths |= _of_table(table)
    for query in queries:
        schemas[query.name] = _row(query)
        paths |= _of_query(query)
    return {
        "openapi": "3.1.0",
        "info": {key: facts[key] for key in ("title", "description", "version")},
        "servers": [{"url": facts["server"]}],
        "paths": paths,
        "components": {
            "schemas": schemas, "parameters": parameters, "responses": _responses(),
        },
    }  # fmt: skip


def _of_table(table: Described) -> Node:
    asked = [_ref(name) for name in _SHARED]
    asked += [_search()] if table.search else []
    asked += [_ref(f"{table.name}.{name}") for name in table.columns]
    paths: Node = {f"/dozor/{table.name}.json": {"get": _list(table, asked)}}
    for ending, kind in _endings(table).items():
        paths[f"/dozor/{table.name}.{ending}"] = _file(f"{table.name}_{ending}", kind, asked[3:])
    if len(table.keys) == 1:
        paths[f"/dozor/{table.name}/{{key}}.json"] = {"get": _one(table)}
    return paths


def _of_query(query: Described) -> Node:
    asked = [_asked(name) for name in query.asks]
    paths: Node = {f"/dozor/{query.name}.json": {"get": _list(query, [*asked, _shape()])}}
    for ending, kind in _endings(query).items():
        paths[f"/dozor/{query.name}.{ending}"] = _file(f"{query.name}_{ending}", kind, asked)
    return paths


def _endings(table: Described) -> dict[str, str]:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    found = {"csv": "text/csv", "jsonl": "application/x-ndjson", "xlsx": sheet}
    found |= {"atom": "application/atom+xml"} if table.feed else {}
    return found | ({"ics": "text/calendar"} if table.calendar else {})


def _list(table: Described, asked: list[Node]) -> Node:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}
    held = {
        "rows": {**rows, "description": "With _shape=objects; else arrays of values."},
        "columns": {"type": "array", "items": {"type": "string"}},
        "covers": {"$ref": "#/components/schemas/Covers"},
        "truncated": {"type": "boolean"},
        "next": {"type": ["string", "null"]},
        "next_url": {"type": ["string", "null"], "description": "The next page, if there is one."},
    }
    content = {"application/json": {"schema": {"type": "object", "properties": held}}}
    return {
        "operationId": table.name,
        "summary": table.title,
        "description": table.description,
        "parameters": asked,
        "responses": {
            "200": {"description": "Rows, and how much of all they are.", "content": content},
            "304": _UNCHANGED, "400": _PROBLEM, "503": _BUSY,
        },
    }  # fmt: skip


def _one(table: Described) -> Node:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}
    content = {"application/json": {"schema": {"type": "object", "properties": {"rows": rows}}}}
    key = {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": f"{table.name}_one",
        "summary": f"{table.title}: {table.keys[0]}",
        "parameters": [key, _shape()],
        "responses": {
            "200": {"description": "One row.", "content": content},
            "304": _UNCHANGED,
            "404": _PROBLEM,
        },
    }


def _file(name: str, kind: str, asked: Sequence[Node] = ()) -> Node:
    content = {kind: {"schema": {"type": "string"}}}
    responses = {
        "200": {"description": "All rows asked for.", "content": content},
        "304": _UNCHANGED, "400": _PROBLEM, "503": _BUSY,
    }  # fmt: skip
    return {"get": {"operationId": name, "parameters": list(asked), "responses": responses}}


def _state() -> Node:
    held = {
        "schema_version": {"type": ["integer", "null"]},
        "epoch": {"type": ["string", "null"], "description": "Another one is another database."},
        "last_event_id": {"type": "integer", "description": "Where the cursor of events stands."},
        "sample": {"type": "boolean"},
    }
    content = {"application/json": {"schema": {"type": "object", "properties": held}}}
    answer = {"200": {"description": "Which database this is.", "content": content}}
    return {"get": {"operationId": "state", "responses": answer}}


def _row(table: Described) -> Node:
    held = {name: {**_typed(kind), **_said(text)} for name, (kind, text) in table.columns.items()}
    return {"type": "object", "title": table.title, "properties": held}


def _typed(kind: str) -> Node:
    return {"type": [_TYPES[kind], "null"]} if kind in _TYPES else {}


def _said(text: str) -> Node:
    return {"description": text} if text else {}


def _filter(name: str, kind: str, text: str) -> Node:
    told = f"{text}. " if text else ""
    told += f"Also {name}__gt, __gte, __lt, __lte, __not, __contains, __in, __isnull and others."
    schema = {"type": _TYPES.get(kind, "string")}
    return {"name": name, "in": "query", "description": told, "schema": schema}


def _asked(name: str) -> Node:
    told = "Empty for all."
    return {"name": name, "in": "query", "description": told, "schema": {"type": "string"}}


def _search() -> Node:
    told = "Words in any form, «phrases», beginnings*, -exclusions."
    return {"name": "_search", "in": "query", "description": told, "schema": {"type": "string"}}


def _shape() -> Node:
    return _ref("_shape")


def _ref(name: str) -> Node:
    return {"$ref": f"#/components/parameters/{name}"}


def _covers() -> Node:
    held = {
        "rows": {"type": "integer"},
        "total": {"type": ["integer", "null"], "description": "null where counting took too long."},
        "complete": {"type": "boolean"},
        "what": {"type": "string", "description": "What the totals of a query cover, in words."},
    }
    return {"type": "object", "properties": held}


def _parameters() -> Node:
    text, number = {"type": "string"}, {"type": "integer", "minimum": 1, "maximum": 1000}
    told: dict[str, tuple[str, Node]] = {
        "_size": ("Rows of a page, at most 1,000.", number),
        "_next": ("Where the next page begins; take it from next_url.", text),
        "_sort": (
            "Order by a column. By id, pages neither skip nor repeat a row meanwhile written.",
            text,
        ),
        "_sort_desc": ("Order by a column, the largest first.", text),
        "_col": ("Only these columns; may be given more than once.", text),
        "_shape": (
            "How rows are written.",
            {"type": "string", "enum": ["arrays", "objects", "array", "object", "arrayfirst"]},
        ),
        "_facet": ("Count the values of a column.", text),
        "_where": ("A condition in SQL.", text),
        "_labels": ("on: rows that other rows name are given with what they are called.", text),
    }
    return {
        name: {"name": name, "in": "query", "description": about, "schema": schema}
        for name, (about, schema) in told.items()
    }


def _responses() -> Node:
    problem = {
        "ok": {"const": False},
        "error": {"type": "string"},
        "status": {"type": "integer"},
        "did_you_mean": {"type": "array", "items": {"type": "string"}},
    }
    content = {"application/json": {"schema": {"type": "object", "properties": problem}}}
    after = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return {
        "Problem": {"description": "What is wrong, in words.", "content": content},
        "Busy": {"description": "Too much at once; try later.", "headers": after},
    }
