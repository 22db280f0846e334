"""`/-/evidence/…zip`: the pack of a record, for whoever reads its page.

It is Dozor's own server that offers it, where the archive lies beside; a public copy has none.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.hookspecs import hookimpl
from datasette.utils.asgi import NotFound, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment

from dozor.errors import SetupError
from dozor.evidence.pack import pack

_TABLES = frozenset({"articles", "grants", "competitions"})
_ADDRESS = """
SELECT pages.url FROM {table} AS record JOIN pages ON pages.id = page_id WHERE record.id = ?
"""
_PLACE = r"^/-/evidence/(?P<table>\w+)/(?P<id>\d{1,15})\.zip$"
_busy = [False]
"""A pack is work for seconds: one is made at a time."""


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(_PLACE, _evidence)]


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let the page of a record lead to its pack."""

    def address(table: str, record: Mapping[str, Any]) -> str | None:
        archived = table in _TABLES and record["snapshot_id"]
        return datasette.urls.path(f"/-/evidence/{table}/{record['id']}.zip") if archived else None

    env.globals["evidence_address"] = address


async def _evidence(datasette: Datasette, request: Request) -> Response:
    t, table = datasette.jinja_env.globals["t"], request.url_vars["table"]
    db = datasette.get_database("dozor")
    asked = (int(request.url_vars["id"]),)
    found = (
        (await db.execute(_ADDRESS.format(table=table), asked)).first()
        if table in _TABLES
        else None
    )
    if found is None:
        raise NotFound(t("errors.not_found"))
    if _busy[0]:
        raise DatasetteError(t("download.busy"), status=503)
    _busy[0] = True
    try:
        body = await asyncio.to_thread(_packed, Path(db.path).parent, found["url"])
    except SetupError as error:
        raise NotFound(str(error)) from error
    finally:
        _busy[0] = False
    name = f'attachment; filename="evidence-{table}-{asked[0]}.zip"'
    return Response(body, headers={"content-disposition": name}, content_type="application/zip")


def _packed(data: Path, address: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return pack(data, [address], Path(folder) / "evidence.zip").path.read_bytes()
