"""Errors as pages of this site, and in the log one line each: what is asked wrong is no crash."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils import add_cors_headers
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError

logger = logging.getLogger("dozor.web")
_OWN_FAULT = 500
_BUSY = 503
_LATER = "30"  # seconds
# A filter's value that is neither JSON nor a number that SQLite holds.
_BAD_VALUES = (JSONDecodeError, OverflowError)


@hookimpl
def startup() -> None:
    """Take the place of Datasette's own answer, which prints every local variable."""
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """Answer with the same words in HTML and JSON."""

    async def answer() -> Response:
        status, message = _read(datasette, exception)
        if status == _OWN_FAULT:
            logger.error("%s", request.full_path, exc_info=exception)
        headers = {"Retry-After": _LATER} if status == _BUSY else {}
        if datasette.cors:
            add_cors_headers(headers)
        title = datasette.jinja_env.globals["t"](_title(status))
        more = getattr(exception, "error_dict", {})
        body = {**more, "ok": False, "error": message, "status": status, "title": title}
        if request.path.endswith(".json"):
            return Response.json(body, status=status, headers=headers)
        page = datasette.jinja_env.get_template("error.html")
        html = await page.render_async({**body, "urls": datasette.urls})
        return Response.html(html, status=status, headers=headers)

    return answer


def _read(datasette: Datasette, exception: Any) -> tuple[int, str]:  # noqa: ANN401
    if isinstance(exception, DatasetteError):
        if exception.title == "SQL Interrupted":
            return 400, datasette.jinja_env.globals["t"]("errors.too_slow")
        refused = exception.message.startswith("Cannot")
        return 400 if refused else exception.status, str(exception.message)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0])
    return _of_query(datasette, exception)


def _of_query(datasette: Datasette, exception: Exception) -> tuple[int, str]:
    if isinstance(exception, QueryInterrupted):
        return 400, datasette.jinja_env.globals["t"]("errors.too_slow")
    if isinstance(exception, sqlite3.ProgrammingError) and "binding" in str(exception):
        return 404, "Record not found"  # part of a key that has several
    if isinstance(exception, _BAD_VALUES):
        return 400, str(exception)
    return _OWN_FAULT, datasette.jinja_env.globals["t"]("errors.own_fault")


def _title(status: int) -> str:
    return f"errors.title_{status}" if status in {400, 403, 404, _BUSY} else "errors.title_500"
