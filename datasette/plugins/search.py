"""Russian word forms behind Datasette's own `_search`, in HTML and JSON alike, at any size.

`_search` looks everywhere, `_search_title`, `_search_names` and `_search_text` in one column; they
may stand together. Datasette's own clause would read each row of a table to learn its `search_id`;
here the ids come out of the index, in one of three ways that depend on how many there are.
"""

from collections.abc import Awaitable, Callable
from sqlite3 import Connection
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import filters, hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.plugins import pm
from datasette.utils.asgi import BadRequest, Request

from pipelines.lemmas import NOTHING, search_expression
from pipelines.search_clauses import FEW, MANY, count_query, match_clause, matches_query

KINDS = {
    "articles": "article",
    "grants": "grant",
    "organisations": "organisation",
    "competitions": "competition",
    "calls": "competition",
}
FIELDS = ("title", "names", "text")
# Orders that an index serves: there a row's place in the order is found without a sort.
_INDEXED = {
    "articles": {"sort_utc", "id"},
    "grants": {"submitted_on", "id"},
    "organisations": {"id"},
    "competitions": {"closes_by_utc", "id"},
}


@hookimpl
def startup() -> None:
    """Take the place of Datasette's own search, and leave its other filters as they are."""
    if not pm.has_plugin("dozor.filters"):
        pm.unregister(name="datasette.filters")
        kept = ModuleType("dozor.filters")
        as_before = hookimpl(specname="filters_from_request", trylast=True)
        for name in ("where_filters", "through_filters"):
            setattr(kept, name, as_before(getattr(filters, name)))
        pm.register(kept, "dozor.filters")


@hookimpl(trylast=True)
def prepare_connection(conn: Connection) -> None:
    """Let queries of one's own turn words into an expression, as `escape_fts(:words)`."""
    conn.create_function("escape_fts", 1, search_expression, deterministic=True)


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[filters.FilterArguments]]:
    """Narrow a table to what is searched for; refuse searches that could only answer wrongly."""

    async def search() -> filters.FilterArguments:
        names = [name for name in request.args if _is_search(name)]
        asked = {name: " ".join(request.args.getlist(name)) for name in names}
        if asked and table not in KINDS:
            raise BadRequest(datasette.jinja_env.globals["t"]("errors.no_search"))
        supported = {"supports_search": table in KINDS, "search_args": asked}
        if not asked:
            return filters.FilterArguments([], extra_context=supported)
        expression = _expression(datasette, asked, raw=request.args.get("_searchmode") == "raw")
        order = _order(datasette, database, table, request)
        clause = await _clause(datasette.get_database(database), table, expression, order)
        shown = {**supported, "search": asked.get("_search", "")}
        told = [f'{name.removeprefix("_")} matches "{query}"' for name, query in asked.items()]
        return filters.FilterArguments([clause], {"search": expression}, told, shown)

    return search


def _is_search(name: str) -> bool:
    return name == "_search" or name.startswith("_search_")


def _expression(datasette: Datasette, asked: dict[str, str], *, raw: bool) -> str:
    t = datasette.jinja_env.globals["t"]
    parts = []
    for name, query in asked.items():
        field = name.removeprefix("_search").removeprefix("_")
        if field and field not in FIELDS:
            raise BadRequest(t("errors.search_in_field", field=field, fields=", ".join(FIELDS)))
        expression = query if raw else search_expression(query)
        if expression == NOTHING:
            raise BadRequest(t("errors.nothing_to_search", query=query))
        parts.append(f"{field} : ({expression})" if field else f"({expression})")
    return " AND ".join(parts)


def _order(datasette: Datasette, database: str, table: str, request: Request) -> str:
    own = datasette.table_metadata(database, table)
    given = request.args.get("_sort") or request.args.get("_sort_desc")
    return given or own.get("sort") or own.get("sort_desc") or "id"


async def _clause(db: Database, table: str, expression: str, order: str) -> str:
    """Choose the way by the number of matches; what few there are need not be found again."""
    kind, given = KINDS[table], {"search": expression}
    few = [row[0] for row in (await db.execute(matches_query(kind, FEW + 1), given)).rows]
    if len(few) <= FEW:
        db.know(kind, expression, few)
        return match_clause(kind, table, len(few))
    if order not in _INDEXED.get(table, ()):
        return match_clause(kind, table, None)
    try:
        count = int((await db.execute(count_query(kind), given)).single_value())
    except QueryInterrupted:
        count = MANY
    return match_clause(kind, table, count, beginnings="*" in expression)


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Let an empty search box mean no search, where Datasette would answer with an error."""
    return _without_empty_search


def _without_empty_search(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def searching(scope: dict[str, Any], receive: object, send: object) -> None:
        if b"_search" in scope.get("query_string", b""):
            pairs = parse_qsl(
                scope["query_string"].decode("utf-8", "replace"), keep_blank_values=True
            )
            kept = [pair for pair in pairs if pair[1].strip() or not _is_search(pair[0])]
            scope = {**scope, "query_string": urlencode(kept).encode()}
        await app(scope, receive, send)

    return searching
