"""Addresses of tables and named queries: what would be ignored there is refused with words."""

from collections.abc import Awaitable, Callable
from difflib import get_close_matches

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode, urlsafe_components
from datasette.utils.asgi import BadRequest, NotFound, Request
from datasette.views.base import DatasetteError
from datasette.views.table import TableView

_OWN = ("csv", "jsono")
"""Formats that Datasette answers without a renderer."""


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Stand before Datasette's own answer for a table or a named query."""
    return [(r"^/(?P<database>dozor)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$", _answer)]


async def _answer(datasette: Datasette, request: Request) -> Response:
    name, ending = tilde_decode(request.url_vars["table"]), request.url_vars["format"]
    if ending and ending not in {*datasette.renderers, *_OWN}:
        raise NotFound(f".{ending}")
    _check_parameters(datasette, request, name)
    await _check_next(datasette, request, name)
    answer: Response = await TableView(datasette).dispatch_request(request)
    return answer


def _check_parameters(datasette: Datasette, request: Request, name: str) -> None:
    """Raise DatasetteError (400) for what a named query is not asked by, with near names."""
    show = datasette.jinja_env.globals
    about = show["specified"](name)
    for key in request.args if about else ():
        if not key.startswith("_") and key not in about["asks"]:
            near = get_close_matches(key, about["asks"], n=3, cutoff=0.5)
            meant = show["t"]("errors.did_you_mean", names=", ".join(near)) if near else ""
            message = f"{show['t']('errors.unknown_argument', name=key)} {meant}".strip()
            told = {"did_you_mean": near, "known": about["asks"]}
            raise DatasetteError(message, error_dict=told, status=400)


async def _check_next(datasette: Datasette, request: Request, name: str) -> None:
    """Raise BadRequest for a place to go on from that this table has never given."""
    db, given = datasette.get_database("dozor"), request.args.get("_next")
    if not given or not await db.table_exists(name):
        return
    columns = await db.table_column_details(name)
    keys = {one.name: one.type for one in columns if one.is_pk} or {"rowid": "INTEGER"}
    parts = urlsafe_components(given)
    numbers = zip(keys.values(), parts[-len(keys) :], strict=False)
    whole = all(part.isdecimal() for kind, part in numbers if kind == "INTEGER")
    if len(parts) - len(keys) not in {0, 1} or not whole:
        raise BadRequest(f"_next: {given}")
