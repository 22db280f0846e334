"""JSON that says how much of its answer it is: `covers` beside the rows, and in headers."""

from collections.abc import Mapping
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.renderer import json_renderer
from datasette.utils.asgi import Request

_COUNT = "SELECT count(*) FROM ({sql})"
_COUNTING_MS = 1000
_LISTS = frozenset({"table", "database", "query"})
_WITH_ROOM = frozenset({"arrays", "objects"})
"""Shapes that are an object, which has room for a word about itself."""


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """Take the place of Datasette's JSON, which stops queries at 1,000 rows."""
    return {"extension": "json", "render": _render}


async def _render(
    datasette: Datasette, args: Any, data: dict[str, Any], view_name: str, request: Request  # noqa: ANN401
) -> Response:  # fmt: skip
    headers: dict[str, str] = {}
    if view_name in _LISTS and "rows" in data and not data.get("error"):
        covers = await _covers(datasette, data, request)
        counts = {name: value for name, value in covers.items() if name != "what"}
        headers = {f"x-dozor-{name}": _header(value) for name, value in counts.items()}
        if args.get("_shape", "arrays") in _WITH_ROOM:
            data["covers"] = covers
    response: Response = json_renderer(args, data, view_name)
    response.headers.update(headers)
    return response


async def _covers(
    datasette: Datasette, data: Mapping[str, Any], request: Request
) -> dict[str, Any]:
    rows = len(data["rows"])
    if data.get("table"):
        total = data.get("filtered_table_rows_count")
        whole = not data.get("next") and not request.args.get("_next")
    else:
        whole = not data.get("truncated")
        total = rows if whole else await _counted(datasette, data)
    covers = {"rows": rows, "total": rows if whole else total, "complete": whole}
    told = datasette.jinja_env.globals["covered"](data.get("query_name"))
    return {**covers, "what": told} if told else covers


async def _counted(datasette: Datasette, data: Mapping[str, Any]) -> int | None:
    sql = _COUNT.format(sql=data["query"]["sql"].strip().rstrip(";"))
    try:
        found = await datasette.get_database("dozor").execute(
            sql, data["query"]["params"], custom_time_limit=_COUNTING_MS
        )
    except QueryInterrupted:
        return None
    return int(found.single_value())


def _header(value: object) -> str:
    return "unknown" if value is None else str(int(value)) if isinstance(value, int) else str(value)
