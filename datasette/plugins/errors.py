"""Errors as pages of this site, and in the log one line each: what is asked wrong is no crash."""

import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils import add_cors_headers
from datasette.utils.asgi import Base400, Forbidden, Request
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
        status, message = _read(datasette, exception, request)
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


@hookimpl
def forbidden(
    datasette: Datasette, request: Request, message: str
) -> Callable[[], Awaitable[Response]]:
    """Say no as any other error is said, in JSON too."""
    return handle_exception(datasette, request, Forbidden(message))


def _read(datasette: Datasette, exception: Any, request: Request) -> tuple[int, str]:  # noqa: ANN401
    t = datasette.jinja_env.globals["t"]
    if _is_slow(exception):
        return 400, t("errors.too_slow")
    if isinstance(exception, DatasetteError):
        refused = exception.message.startswith("Cannot")
        return 400 if refused else exception.status, str(exception.message)
    if isinstance(exception, Base400):
        left_out = isinstance(exception, Forbidden) and _is_left_out(datasette, request.path)
        return exception.status, t("published.left_out") if left_out else str(exception.args[0])
    if isinstance(exception, sqlite3.ProgrammingError) and "binding" in str(exception):
        return 404, "Record not found"  # part of a key that has several
    if isinstance(exception, _BAD_VALUES) or _is_misgiven(exception, request):
        return 400, str(exception)
    return _OWN_FAULT, t("errors.own_fault")


def _is_misgiven(exception: Exception, request: Request) -> bool:
    """Tell whether a reader's number is none, or his condition no single expression."""
    if isinstance(exception, sqlite3.Warning | sqlite3.ProgrammingError):
        return "_where" in request.args or "sql" in request.args
    numbers = (request.args.get(name) or "0" for name in ("_timelimit", "_next"))
    return isinstance(exception, ValueError) and not all(map(str.isdecimal, numbers))


def _is_slow(exception: Any) -> bool:  # noqa: ANN401
    interrupted = isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"
    return interrupted or isinstance(exception, QueryInterrupted)


def _is_left_out(datasette: Datasette, path: str) -> bool:
    named = re.match(r"/dozor/([^/.]+)", path)
    return bool(named and datasette.jinja_env.globals["left_out"](named[1]))


def _title(status: int) -> str:
    return f"errors.title_{status}" if status in {400, 403, 404, _BUSY} else "errors.title_500"
