"""CSV, JSON lines and XLSX of any table, filter or query: whole, or refused with words.

The file is made before the first byte leaves, so that what arrives with 200 is all there is.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Event
from typing import Any, BinaryIO
from weakref import WeakKeyDictionary

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils import add_cors_headers
from datasette.utils.asgi import BadRequest, Request
from datasette.views.base import DatasetteError

from pipelines.exports.downloads import (
    LARGEST_SHEET,
    Table,
    TooLong,
    write_csv,
    write_lines,
    write_sheets,
)
from pipelines.exports.labels import Label, labelled, with_labels
from pipelines.exports.slots import Bounds, Slots
from pipelines.exports.whole import without_page

SECONDS = 120.0
LARGEST = 2 * 1024**3
"""Bytes of a file; `dozor export` knows no such bound."""
AT_ONCE = 2
FREE_SECONDS, FREE_LARGEST, FREE_AT_ONCE = 20.0, 200 * 1024**2, 1
"""The same for SQL of a reader's own; three of the four threads at most are at work on files."""
_CHUNK = 256 * 1024
_EVENT = "SELECT coalesce(max(id), 0) FROM events"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# By the ending of the address: the file's ending, its type, and what writes it.
_FORMATS: dict[str, tuple[str, str, Callable[[BinaryIO, Table], int]]] = {
    "wholecsv": ("csv", "text/csv; charset=utf-8", write_csv),
    "jsonl": ("jsonl", "application/x-ndjson; charset=utf-8", write_lines),
    "xlsx": ("xlsx", _XLSX, write_sheets),
}
_slots: "WeakKeyDictionary[Datasette, Slots]" = WeakKeyDictionary()


@hookimpl
def register_output_renderer() -> list[dict[str, Any]]:
    """Answer each format wherever there are rows."""
    return [
        {"extension": ending, "render": _renderer(ending), "can_render": _can(ending)}
        for ending in _FORMATS
    ]


def _can(ending: str) -> Callable[[Sequence[str]], bool]:
    return lambda columns: bool(columns) and ending != "wholecsv"


def _renderer(ending: str) -> Callable[..., Any]:
    async def render(  # noqa: PLR0913, PLR0917  what Datasette hands to a renderer, by name
        datasette: Datasette, columns: Sequence[str], sql: str, table: str | None,
        query_name: str | None, request: Request, data: Mapping[str, Any],
    ) -> Response:  # fmt: skip
        if data.get("error"):
            raise BadRequest(data["error"])
        if not sql:
            raise BadRequest(datasette.jinja_env.globals["t"]("download.no_rows"))
        named = table or query_name or "query"
        order = _Order(datasette, request, named, ending, list(columns))
        order.bounds = _bounds(free="_where" in request.args or not (table or query_name))
        whole = (without_page(sql) if table else sql, data["query"]["params"])
        part = [_plain(row) for row in data["rows"]] if _is_part(request) else None
        order.total = data.get("filtered_table_rows_count")
        return await order.answer(whole, part, _labels(request, data))

    return render


def _is_part(request: Request) -> bool:
    return (request.args.get("_size") or "").isdecimal()


def _plain(row: Sequence[Any]) -> tuple[object, ...]:
    """Give a row as stored, where Datasette put labels beside its values."""
    return tuple(value["value"] if isinstance(value, dict) else value for value in row)


def _labels(request: Request, data: Mapping[str, Any]) -> list[Label]:
    """Give the columns that stand beside their labels: column, other table, its key, its label."""
    every, chosen = request.args.get("_labels") == "on", request.args.getlist("_label")
    return [
        (fk["column"], fk["other_table"], fk["other_column"], label)
        for fk, label in data.get("expandable_columns") or []
        if label and (every or fk["column"] in chosen)
    ]


def _bounds(*, free: bool) -> Bounds:
    if free:
        return Bounds("sql", FREE_SECONDS, FREE_LARGEST, FREE_AT_ONCE)
    return Bounds("named", SECONDS, LARGEST, AT_ONCE)


class _Order:
    """One download: what is asked, and how it is told of."""

    def __init__(
        self, datasette: Datasette, request: Request, name: str, ending: str, columns: list[str]
    ) -> None:
        self._datasette, self._request = datasette, request
        self._show: Mapping[str, Any] = datasette.jinja_env.globals
        self._name, self._columns = name, columns
        self._ending, self._type, self._write = _FORMATS[ending]
        self.total: int | None = None
        self.bounds = _bounds(free=True)

    async def answer(
        self, whole: tuple[str, Mapping[str, Any]], part: Any, labels: list[Label]  # noqa: ANN401
    ) -> Response:  # fmt: skip
        """Make the file and send it; where others are being made already, say so."""
        slots = _slots.setdefault(self._datasette, Slots())
        kind, address = self.bounds.kind, self._request.scope.get("dozor.address")
        if not slots.take(kind, self.bounds.at_once, address):
            raise DatasetteError(self._show["t"]("download.busy"), status=503)
        file = tempfile.TemporaryFile()  # noqa: SIM115  it is closed when it is sent
        # The thread that writes has no request of its own: words are looked up before.
        table = self._table(labels)
        try:
            make = partial(self._make, file, table, whole, part, labels)
            count, event = await self._while_here(make)
        except BaseException as error:
            file.close()
            raise self._told(error) from error
        finally:
            slots.give(kind, address)
        return _File(file, self._type, self._headers(count, event, whole=part is None))

    async def _while_here(self, make: Callable[..., tuple[int, int]]) -> tuple[int, int]:
        """Run what makes the file; it stops where whoever asked for it has gone."""
        left = Event()
        watching = asyncio.create_task(_watch(self._request, left))
        try:
            return await self._datasette.get_database("dozor").execute_fn(partial(make, left))
        finally:
            watching.cancel()

    def _make(  # noqa: PLR0913, PLR0917  it runs in a thread of its own
        self, file: BinaryIO, table: Callable[..., Table], whole: tuple[str, Mapping[str, Any]],
        part: Any, labels: list[Label], left: Event, connection: sqlite3.Connection,  # noqa: ANN401
    ) -> tuple[int, int]:  # fmt: skip
        ends = time.monotonic() + self.bounds.seconds

        def is_over() -> bool:
            return left.is_set() or time.monotonic() > ends

        connection.set_progress_handler(is_over, 20_000)
        connection.execute("BEGIN")
        try:
            event = int(connection.execute(_EVENT).fetchone()[0])
            found = _rows(connection, *whole) if part is None else part
            within = _bounded(found, file, self.bounds, is_over)
            rows = with_labels(connection, self._columns, within, labels)
            return self._write(file, table(rows, event)), event
        finally:
            connection.rollback()
            connection.set_progress_handler(None, 0)

    def _table(self, labels: list[Label]) -> Callable[..., Table]:
        show, t = self._show, self._show["t"]
        columns = list(labelled(self._columns, labels))
        heads = {name: show["label"](self._name, name) for name in columns}
        title, sample = show["page_title"](self._name), show["sample"]()
        keys = ("about", "address", "rows", "event", "what", "covers")
        words = {key: t(f"download.{key}") for key in keys}
        if sample:
            words["sample"] = f"{t('site.sample')}. {t('site.sample_text')}"
        chosen, covered = show["selection"](self._request), show["covered"](self._name)
        address = self._datasette.absolute_url(self._request, self._page())

        def about(event: int, count: int) -> list[tuple[str, str]]:
            told = [(words["what"], f"{title}{f': {chosen}' if chosen else ''}")]
            told += [(words["address"], address), (words["rows"], str(count))]
            told += [(words["event"], str(event))]
            told += [(words["covers"], covered)] if covered else []
            return told + ([("!", words["sample"])] if sample else [])

        def table(rows: Iterator[Sequence[object]], event: int) -> Table:
            return Table(
                name=title, columns=columns, rows=rows, sample="sample data" if sample else "",
                header=self._request.args.get("_header") != "off", label=heads.__getitem__,
                about=partial(about, event), about_title=words["about"],
            )  # fmt: skip

        return table

    def _page(self) -> str:
        asked = self._request.scope.get("dozor.asked")
        return self._request.path.rpartition(".")[0] + (f"?{asked}" if asked else "")

    def _headers(self, count: int, event: int, *, whole: bool) -> dict[str, str]:
        part = "" if whole else f"-{count}"
        headers = {
            "content-disposition": f'attachment; filename="{self._name}{part}.{self._ending}"',
            "x-dozor-rows": str(count),
            "x-dozor-complete": str(int(whole)),
            "x-dozor-event": str(event),
        }
        if whole or self.total is not None:
            headers["x-dozor-total"] = str(count if whole else self.total)
        if self._datasette.cors:
            add_cors_headers(headers)
        return headers

    def _told(self, error: BaseException) -> BaseException:
        t = self._show["t"]
        if isinstance(error, TooLong):
            kind = "too_large" if str(error) == "bytes" else "too_long"
            return BadRequest(t(f"download.{kind}", most=self._show["grouped"](LARGEST_SHEET)))
        if isinstance(error, sqlite3.OperationalError) and str(error) == "interrupted":
            return BadRequest(t("download.too_slow", seconds=int(self.bounds.seconds)))
        return error


def _rows(connection: sqlite3.Connection, sql: str, given: Mapping[str, Any]) -> sqlite3.Cursor:
    """Read past the bound of an answer that is held in memory: a file is not."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, given)


async def _watch(request: Request, left: Event) -> None:
    """Note when whoever asks hangs up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    left.set()


def _bounded(
    rows: Any, file: BinaryIO, bounds: Bounds, is_over: Callable[[], bool]  # noqa: ANN401
) -> Iterator[Sequence[object]]:  # fmt: skip
    size = 0
    for number, row in enumerate(rows):
        if bounds.kind == "sql":
            size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > bounds.largest or (number % 1000 == 0 and file.tell() > bounds.largest):
            raise TooLong("bytes")
        if (number % 1000 == 0 or bounds.kind == "sql") and is_over():
            raise sqlite3.OperationalError("interrupted")
        yield tuple(row)


class _File(Response):
    """A file sent in pieces, and then gone."""

    def __init__(self, file: BinaryIO, kind: str, headers: dict[str, str]) -> None:
        size = file.seek(0, 2)
        file.seek(0)
        super().__init__(None, headers={**headers, "content-length": str(size)}, content_type=kind)
        self._file = file

    async def asgi_send(self, send: Any) -> None:  # noqa: ANN401  Datasette's own types are none
        given = {**self.headers, "content-type": self.content_type}
        raw = [[name.encode(), value.encode()] for name, value in given.items()]
        with self._file as file:
            await send({"type": "http.response.start", "status": self.status, "headers": raw})
            while self.body is None and (piece := await asyncio.to_thread(file.read, _CHUNK)):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
