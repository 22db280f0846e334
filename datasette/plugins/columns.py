"""A filter on a column that is not there is an error which names what may be meant."""

import json
from collections.abc import Awaitable, Callable, Iterator
from difflib import get_close_matches

from datasette import hookimpl
from datasette.app import Datasette
from datasette.filters import Filters
from datasette.utils.asgi import BadRequest, Request
from datasette.views.base import DatasetteError

_ABOUT_COLUMNS = ("_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date")
_ARGUMENTS = (
    "_search", "_where", "_through", "_next", "_size", "_shape", "_nl", "_json", "_json_infinity",
    "_facet_size", "_col", "_nocol", "_label", "_labels", "_nocount", "_nofacet", "_nosuggest",
    "_timelimit", "_ttl", "_stream", "_header", "_dl", "_searchmode", "_sort_by_desc", "_lang",
    *_ABOUT_COLUMNS,
)  # fmt: skip
_NEAR_ARGUMENT = 0.8


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[None]]:
    """Check the columns, operators and arguments of a table's address before it is answered."""

    async def check() -> None:
        if not all(map(_names_rows, request.args.getlist("_through"))):
            raise BadRequest('_through: write {"table": …, "column": …, "value": …}')
        columns = [*await datasette.get_database(database).table_columns(table), "rowid"]
        t = datasette.jinja_env.globals["t"]
        for kind, name, known in _unknown(request, columns):
            near = get_close_matches(name, known, n=3, cutoff=0.5)
            meant = t("errors.did_you_mean", names=", ".join(near)) if near else ""
            message = f"{t(f'errors.{kind}', name=name)} {meant}".strip()
            raise DatasetteError(
                message, error_dict={"did_you_mean": near, "known": known}, status=400
            )

    return check


def _names_rows(through: str) -> bool:
    try:
        parts = json.loads(through)
    except ValueError:
        return False
    return isinstance(parts, dict) and {"table", "column", "value"} <= parts.keys()


def _unknown(request: Request, columns: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    for key in request.args:
        if key in _ABOUT_COLUMNS:
            named = (value for value in request.args.getlist(key) if value)
            yield from (("unknown_column", name, columns) for name in named if name not in columns)
        elif key.startswith("_") and "__" not in key:
            yield from _unknown_argument(key)
        else:
            yield from _unknown_filter(key, columns)


def _unknown_argument(key: str) -> Iterator[tuple[str, str, list[str]]]:
    """Refuse only what looks like a slip: an unknown argument may be another plugin's."""
    if key not in _ARGUMENTS and get_close_matches(key, _ARGUMENTS, n=1, cutoff=_NEAR_ARGUMENT):
        yield "unknown_argument", key, sorted(_ARGUMENTS)


def _unknown_filter(key: str, columns: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    column, _, operator = key.rpartition("__") if "__" in key else (key, "", "exact")
    operators = [name for name, _, _ in Filters([]).lookups()]
    if column not in columns:
        yield "unknown_column", column, columns
    elif operator not in operators:
        yield "unknown_operator", operator, operators
