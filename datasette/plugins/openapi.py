"""`/-/openapi.json`: what other programs can ask, made from the schema as it is."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from pipelines.exports.openapi import Described, describe
from pipelines.feeds.entries import moment_of

_VIEWS_OF_CALLS = frozenset({"calls", "competitions"})
_VERSION = "SELECT value FROM meta WHERE key = 'schema_version'"


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(r"^/-/openapi\.json$", _openapi)]


async def _openapi(datasette: Datasette, request: Request) -> Response:
    db, show = datasette.get_database("dozor"), datasette.jinja_env.globals
    hidden = set(await db.hidden_table_names())
    tables = datasette.metadata(database="dozor").get("tables") or {}
    names = [name for name in await db.table_names() if name not in hidden]
    names += [name for name in await db.view_names() if name not in hidden]
    left_out = show["left_out"]
    shown = [
        await _table(db, name, tables.get(name, {})) for name in sorted(names) if not left_out(name)
    ]
    queries = await datasette.get_canned_queries("dozor", None)
    asked = [await _query(db, show, query) for name, query in queries.items() if not left_out(name)]
    version = (await db.execute(_VERSION)).first()
    facts = {
        "title": show["t"]("site.name"),
        "description": show["t"]("site.tagline"),
        "version": version[0] if version else "0",
        "server": datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/"),
    }
    headers = {"access-control-allow-origin": "*"} if datasette.cors else {}
    return Response.json(describe(shown, asked, facts), headers=headers)


async def _table(db: Database, name: str, about: Mapping[str, Any]) -> Described:
    told = about.get("columns") or {}
    columns = await db.table_column_details(name)
    return Described(
        name=name,
        title=about.get("title") or name,
        description=about.get("description") or "",
        columns={one.name: (one.type, told.get(one.name, "")) for one in columns},
        keys=[one.name for one in columns if one.is_pk],
        search=bool(about.get("fts_table")),
        feed=name in _VIEWS_OF_CALLS or moment_of([one.name for one in columns]) is not None,
        calendar=name in _VIEWS_OF_CALLS,
    )


async def _query(db: Database, show: Mapping[str, Any], query: Mapping[str, Any]) -> Described:
    """Ask the query for nothing, to learn its columns."""
    given = dict.fromkeys(query["params"], "")
    found = await db.execute(f"SELECT * FROM ({query['sql']}) LIMIT 0", given)  # noqa: S608
    names = [column[0] for column in found.description]
    return Described(
        name=query["name"],
        title=query["title"],
        description=query["description"],
        columns={name: (_kind(name), show["label"](query["name"], name)) for name in names},
        asks=query["params"],
        feed=moment_of(names) is not None,
        calendar="competition_id" in names,
    )


def _kind(column: str) -> str:
    whole = column.endswith(("_kopecks", "_id")) and column != "source_id"
    return "INTEGER" if whole else "REAL" if column.endswith("_percent") else "ANY"
