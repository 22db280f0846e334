"""`.atom`: what is new in any table, filter, search or named query, for readers of feeds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import BadRequest, Request
from markupsafe import Markup

from pipelines.display.differences import differences
from pipelines.exports.covers import part_of
from pipelines.exports.whole import without_order, without_page
from pipelines.feeds.atom import Entry, Feed, tag, write_atom
from pipelines.feeds.entries import (
    OF_RECORDS,
    RECORDS,
    moment_of,
    record_entry,
    row_entry,
    row_name,
    shortened,
)

_MOST = 50
_TABLES = {"calls": "competitions"}
"""Tables whose rows a view shows."""
_NEWEST = "SELECT * FROM ({sql}) AS found ORDER BY {moment} DESC LIMIT {most}"
_SORTED = "SELECT * FROM ({sql}) AS found LIMIT {most}"
_OF_TABLE = """
(SELECT coalesce(last_changed, first_seen) FROM {table} AS record WHERE record.id = found.id)
"""
_BY_ID = "SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(:ids))"
_BY_KEY = """
SELECT id, {title} AS title, {source} AS source_id, key FROM {table}
WHERE key IN (SELECT value FROM json_each(:keys))
"""
# The last revision of each record that the source itself brought about.
_CHANGES = """
SELECT record_kind, record_id, field, old, new, origin FROM changes
WHERE revision_id IN (
    SELECT max(revision_id) FROM changes
    WHERE record_kind = :kind AND cause = 'source'
        AND record_id IN (SELECT value FROM json_each(:ids))
    GROUP BY record_id
) AND cause = 'source' ORDER BY id
"""
_STATE = """
SELECT (SELECT max(at) FROM events) AS newest,
    (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
    (SELECT value FROM meta WHERE key = 'created') AS created
"""
_SAID = 12
_LONG = 160
_Row = Mapping[str, Any]


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """Answer `.atom` wherever rows have a moment."""
    return {"extension": "atom", "render": _render, "can_render": _can}


def _can(columns: Sequence[str], table: str | None) -> bool:
    return table in _TABLES or moment_of(columns) is not None


async def _render(  # noqa: PLR0913, PLR0917  what Datasette hands to a renderer, by name
    datasette: Datasette, columns: Sequence[str], sql: str, table: str | None,
    query_name: str | None, request: Request, data: Mapping[str, Any],
) -> Response:  # fmt: skip
    t = datasette.jinja_env.globals["t"]
    if data.get("error"):
        raise BadRequest(data["error"])
    if not sql:
        raise BadRequest(datasette.jinja_env.globals["t"]("download.no_rows"))
    if not _can(columns, table):
        raise BadRequest(t("feed.no_moment"))
    db = datasette.get_database("dozor")
    state = dict((await db.execute(_STATE)).first())
    world = "sample" if datasette.jinja_env.globals["sample"]() else ""
    chosen = _sql(sql, columns, table, request)
    found = [dict(row) for row in (await db.execute(chosen, data["query"]["params"])).rows]
    teller = _Teller(datasette, request, table or query_name or "query", world)
    if table in RECORDS or table in _TABLES:
        entries = await teller.records(db, _TABLES.get(table, table), [row["id"] for row in found])
    else:
        entries = await teller.rows(db, found, state["epoch"])
    feed = _head(datasette, request, table or query_name, state["newest"] or state["created"])
    told = [entry for entry in entries if entry.updated]
    return Response(
        body=write_atom(feed, told).decode(),
        headers=part_of(len(told), len(found), whole=len(found) < _MOST),
        content_type="application/atom+xml; charset=utf-8",
    )


def _sql(sql: str, columns: Sequence[str], table: str | None, request: Request) -> str:
    """Give the SQL of the newest rows; an order that was asked for goes before."""
    if not table or request.args.get("_sort") or request.args.get("_sort_desc"):
        whole = without_page(sql) if table else sql.strip().rstrip(";")
        return _SORTED.format(sql=whole, most=_MOST)
    of = _TABLES.get(table)
    moment = _OF_TABLE.format(table=of) if of else moment_of(columns)
    return _NEWEST.format(sql=without_order(sql), moment=moment, most=_MOST)


def _head(datasette: Datasette, request: Request, name: str | None, newest: str) -> Feed:
    show = datasette.jinja_env.globals
    page = request.path.removesuffix(".atom")
    query = request.scope.get("dozor.asked") or ""
    asked = f"?{query}" if query else ""
    sample = f"{show['t']('site.sample')}. " if show["sample"]() else ""
    title = show["page_title"](name) if name else show["t"]("query.title")
    chosen = show["selection"](request)
    return Feed(
        id=tag("feed", page.strip("/"), *([query] if query else [])),
        title=f"{sample}{title}{f': {chosen}' if chosen else ''} — {show['t']('site.name')}",
        subtitle=show["t"]("feed.subtitle", most=_MOST),
        author=show["t"]("site.name"),
        language=show["language"](),
        address=datasette.absolute_url(request, f"{request.path}{asked}"),
        page=datasette.absolute_url(request, f"{page}{asked}"),
        updated=newest,
    )


class _Teller:
    """Tells of rows in the reader's language."""

    def __init__(self, datasette: Datasette, request: Request, name: str, world: str) -> None:
        self._datasette, self._request = datasette, request
        self._show: Mapping[str, Any] = datasette.jinja_env.globals
        self._name, self._world = name, world

    async def records(self, db: Database, table: str, ids: list[int]) -> list[Entry]:
        """Tell of records, in the order of their ids given."""
        given = {"ids": json.dumps(ids), "kind": RECORDS[table]}
        rows = {row["id"]: dict(row) for row in await db.execute(_BY_ID.format(table=table), given)}
        changes: dict[int, list[str]] = {}
        for change in await db.execute(_CHANGES, given):
            changes.setdefault(change["record_id"], []).append(
                await self._change(table, dict(change))
            )
        return [
            record_entry(table, rows[number], self._row(table, number), lines, self._world)
            for number in ids
            for lines in [changes.get(number, []) if rows[number]["last_changed"] else []]
        ]

    async def rows(self, db: Database, rows: list[dict[str, Any]], epoch: str) -> list[Entry]:
        """Tell of any rows, by the records that they are about where there are some."""
        about = await self._about(db, rows)
        return [
            row_entry(
                self._name, row, link, (self._title(row, title), await self._lines(row)), epoch
            )
            for row, (link, title) in zip(rows, about, strict=True)
        ]

    async def _about(self, db: Database, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
        known = {table: await self._titles(db, table, rows) for table in RECORDS}
        return [self._place(row, known) for row in rows]

    async def _titles(self, db: Database, table: str, rows: list[dict[str, Any]]) -> _Row:
        """Find the records that rows of a kind name by number or by key: id and title by either."""
        own = [row for row in rows if row.get("record_kind") == RECORDS[table]]
        named = "name" if table == "organisations" else "title"
        source = "''" if table == "organisations" else "source_id"
        by_key = _BY_KEY.format(table=table, title=named, source=source)
        keys = json.dumps([row["record_key"] for row in own if row.get("record_key")])
        ids = json.dumps([row["record_id"] for row in own if row.get("record_id")])
        found: dict[Any, tuple[int, str]] = {}
        for row in await db.execute(by_key, {"keys": keys}):
            found[row["source_id"], row["key"]] = (row["id"], row["title"])
        for row in await db.execute(_BY_ID.format(table=table), {"ids": ids}):
            found[row["id"]] = (row["id"], row[named])
        return found

    def _place(self, row: _Row, known: Mapping[str, _Row]) -> tuple[str, str]:
        for table, kind in RECORDS.items():
            if row.get("record_kind") != kind:
                continue
            source = "" if table == "organisations" else row.get("source_id")
            by_key = known[table].get((source, row.get("record_key")))
            number, title = known[table].get(row.get("record_id")) or by_key or (None, "")
            if number:
                return self._row(table, number), title
        for column, table in OF_RECORDS.items():
            if row.get(column):
                return self._row(table, row[column]), ""
        return self._own(row), ""

    def _own(self, row: _Row) -> str:
        if "id" in row and self._name in self._datasette.jinja_env.globals["row_tables"]():
            return self._row(self._name, row["id"])
        asked = self._request.scope.get("dozor.asked")
        page = self._request.path.removesuffix(".atom") + (f"?{asked}" if asked else "")
        return str(self._datasette.absolute_url(self._request, page))

    def _title(self, row: _Row, record: str) -> str:
        word, kind = self._show["word"], row.get("kind")
        head = word("kind", kind) if kind else ""
        if row.get("field") and "old" in row:
            head = word("field", row["field"])
        name = record or row_name(row)
        return f"{head}: {name}" if head and head != name else name

    async def _lines(self, row: _Row) -> str:
        if "old" in row and "new" in row:
            return await self._change(self._name, row)
        return "\n".join(self._said(row))

    def _said(self, row: _Row) -> Iterable[str]:
        for column, value in list(row.items())[:_SAID]:
            if value not in (None, "") and column not in {"id", "key", "url"}:
                shown = self._plain(column, value)
                yield f"{self._show['label'](self._name, column)}: {shown}"

    async def _change(self, table: str, change: _Row) -> str:
        field = change["field"]
        old, new = _near(change["old"], change["new"])
        none = self._show["t"]("origins.no_more" if old else "record.none")
        sides = (self._side(field, old), self._side(field, new, none))
        label = self._show["word"]("field", field) or self._show["label"](table, field)
        return f"{label}{await self._origin(change)}: {' → '.join(sides)}"

    async def _origin(self, change: _Row) -> str:
        record = (change.get("record_kind"), change.get("record_id"), change.get("origin"))
        said = await self._show["change_origin"](*record) if all(record) else ""
        return f" ({said})" if said else ""

    def _side(self, field: str, value: str | None, none: str | None = None) -> str:
        if value in (None, ""):
            return str(none or self._show["t"]("record.none"))
        return shortened(Markup.escape(self._show["changed"](field, str(value))).striptags())

    def _plain(self, column: str, value: Any) -> str:  # noqa: ANN401  a cell may hold anything
        shown = self._show["shown"](column, value) if isinstance(value, str | int) else None
        return shortened(str(value) if shown is None else Markup.escape(shown).striptags())

    def _row(self, table: str, number: int) -> str:
        path = self._datasette.urls.row("dozor", table, str(number))
        return str(self._datasette.absolute_url(self._request, path))


def _near(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Of two long texts give only what lies about their differences."""
    if not old or not new or max(len(old), len(new)) <= _LONG:
        return old, new
    pieces = differences(old, new)
    sides = ("".join(piece.text for piece in pieces if piece.kind != of) for of in ("new", "old"))
    return next(sides), next(sides)
