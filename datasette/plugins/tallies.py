"""Counts and facets that keep nobody waiting, however large the tables are.

A tally (a count, or the values of a facet) that is ready in time is exact and of this moment. One
that takes longer goes on after the page has been sent, and its result serves those who ask within
the next minute, or for as long as nothing is written. A page that could not wait says so:
Datasette leaves such a count null and names such facets in `facets_timed_out`.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted, Results, connections

from pipelines.paging import of_all_pages, quick_page
from pipelines.search_clauses import for_tally, with_ids

PATIENCE = 0.05  # seconds that all tallies of one request may take together
_SMALL = 64 * 1024 * 1024  # bytes; over a database of that size each tally is waited for
_SLOW = 0.015  # seconds; what is quicker is counted anew each time
_GOOD_FOR = 60.0  # seconds
_MOST_KEPT = 2_000
_MOST_RUNNING = 12  # at work or in line; the next must be asked for again
_MOST_MILLISECONDS = 1_000
_THREADS = 1  # so that a machine of two cores has one for those who wait
_TALLY = re.compile(r"\s*select (?:count\(\*\) from|\S+ as value, count\(\*\) as count from \()")
_LIMIT = re.compile(r"limit (\d+)\s*$")

_until: ContextVar[float | None] = ContextVar("until", default=None)
# Empty once a request was given a tally of before, or none: its answer is not to be kept.
_exact: ContextVar[list[bool]] = ContextVar("exact")
_known: ContextVar["_Known | None"] = ContextVar("known", default=None)


class _Known(NamedTuple):
    """The few records that this request's search has found."""

    kind: str
    expression: str
    ids: list[int]


class _Kept(NamedTuple):
    results: Results | None  # None for a tally that is too slow altogether
    at: float
    state: tuple[int, ...]


class _Counter(Database):  # type: ignore[misc]  # Datasette has no types
    """The same database, asked in threads of its own: tallies never stand before a page's rows."""

    def __init__(self, like: Database) -> None:
        super().__init__(like.ds, path=like.path, is_mutable=like.is_mutable)
        self.name = f"{like.name} counted"
        self._pool = ThreadPoolExecutor(_THREADS, "tallies")

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._in_thread, fn)

    def _in_thread(self, fn: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        connection = getattr(connections, self.name, None)
        if connection is None:
            connection = self.connect()
            self.ds._prepare_connection(connection, self.name)  # noqa: SLF001  as Datasette does
            setattr(connections, self.name, connection)
        return fn(connection)


class Newsroom(Database):  # type: ignore[misc]
    """The database, with tallies that keep nobody waiting."""

    def __init__(self, like: Database) -> None:
        super().__init__(like.ds, path=like.path, is_mutable=like.is_mutable)
        self.name, self.route = like.name, like.route
        self._counter = _Counter(like)
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._running: dict[str, asyncio.Task[Results | None]] = {}

    async def execute(self, sql: str, params: Any = None, *args: Any, **how: Any) -> Results:  # noqa: ANN401
        """Answer as Datasette's own does; a tally that is late raises QueryInterrupted."""
        sql = _with_known(sql, params)
        if _TALLY.match(sql):
            return await self.tally(for_tally(of_all_pages(sql)), params)
        page = quick_page(sql)
        found = await super().execute(page.sql, params, *args, **how)
        asked = _LIMIT.search(page.sql) if page.rest else None
        if page.rest is None or asked is None or len(found.rows) >= int(asked[1]):
            return found
        more = await super().execute(page.rest, params, *args, **how)
        rows = [*found.rows, *more.rows][: int(asked[1])]
        return Results(rows, found.truncated, found.description)

    async def tally(self, sql: str, params: Any = None) -> Results:  # noqa: ANN401
        """Give what is counted; raises QueryInterrupted where it is not ready in time."""
        key = f"{sql} {params!r}"
        kept = self._kept.get(key)
        results = kept.results if kept else None
        if kept is None or not self._is_good(kept):
            task = self._task(key, sql, params)
            if task and await self._in_time(task):
                results = task.result()
        if results is None or (kept and kept.results is results):
            _exact.get([]).clear()
        if results is None:
            raise QueryInterrupted("late", sql, params)
        return results

    def know(self, kind: str, expression: str, ids: list[int]) -> None:
        """Note for the rest of a request which records of a kind an FTS5 expression finds."""
        _known.set(_Known(kind, expression, ids))

    def close(self) -> None:
        """Close the connections of both."""
        super().close()
        self._counter.close()

    def _task(self, key: str, sql: str, params: Any) -> "asyncio.Task[Results | None] | None":  # noqa: ANN401
        task = self._running.get(key)
        if task is None and len(self._running) < _MOST_RUNNING:
            task = asyncio.create_task(self._count(key, sql, params))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._running[key] = task
        return task

    async def _count(self, key: str, sql: str, params: Any) -> Results | None:  # noqa: ANN401
        state, began, results = self._state(), time.monotonic(), None
        try:
            results = await self._counter.execute(
                sql, params, custom_time_limit=_MOST_MILLISECONDS, log_sql_errors=False
            )
        except QueryInterrupted:
            results = None
        finally:
            del self._running[key]
        if time.monotonic() - began > _SLOW:
            self._kept[key] = _Kept(results, time.monotonic(), state)
            self._kept.move_to_end(key)
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return results

    async def _in_time(self, task: "asyncio.Task[Results | None]") -> bool:
        until = _until.get()
        left = PATIENCE if until is None else max(0.0, until - time.monotonic())
        done, _ = await asyncio.wait({task}, timeout=None if self._is_small() else left)
        return bool(done)

    def _is_small(self) -> bool:
        return Path(self.path).stat().st_size < _SMALL

    def _is_good(self, kept: _Kept) -> bool:
        return time.monotonic() - kept.at < _GOOD_FOR or kept.state == self._state()

    def _state(self) -> tuple[int, ...]:
        """Give what differs once something has been written."""
        if not self.is_mutable:
            return ()
        files = [Path(self.path), Path(f"{self.path}-wal")]
        stats = [file.stat() for file in files if file.exists()]
        return tuple(fact for stat in stats for fact in (stat.st_mtime_ns, stat.st_size))


def _with_known(sql: str, params: Any) -> str:  # noqa: ANN401
    known = _known.get()
    if known and isinstance(params, dict) and params.get("search") == known.expression:
        return with_ids(sql, known.kind, known.ids)
    return sql


@hookimpl
def startup(datasette: Datasette) -> None:
    """Take the place of Datasette's own view of the database."""
    own = datasette.databases.get("dozor")
    if own and not isinstance(own, Newsroom):
        datasette.databases = {**datasette.databases, "dozor": Newsroom(own)}


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Give each request its time for tallies."""
    return _timed


def _timed(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def timed(scope: dict[str, Any], receive: object, send: object) -> None:
        _until.set(time.monotonic() + PATIENCE)
        _known.set(None)
        _exact.set(scope.get("dozor.exact", []))
        await app(scope, receive, send)

    return timed
