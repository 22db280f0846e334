"""`/-/search`: one box over everything, and `/-/search.json`, the same for programs.

Of each kind of record the newest matches and the newest with a match in the title are ranked, some
hundreds at most: the work is bounded however common a word is, and an answer says what it ranked.
All matches, in the order of their dates, are on the page of each table.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils.asgi import BadRequest, Request

from pipelines.lemmas import NOTHING, search_expression
from pipelines.relevance import relevance
from pipelines.search_ids import span
from pipelines.sought import Phrase, highlighted, snippet, sought

COUNTED = 10_000  # matches of a kind; beyond them "more than"
RANKED = 120  # newest matches of a kind, and as many with a match in the title
_MILLISECONDS = 80  # for the ids of one kind
_FEW, _MANY = 5, 50
_LONGEST = 500  # characters of a query
_MATCH = "FROM search WHERE search MATCH :words AND rowid BETWEEN :first AND :last"
_COUNT = f"SELECT count(*) AS count FROM (SELECT 1 {_MATCH} LIMIT {COUNTED + 1})"  # noqa: S608
_NEWEST = f"SELECT rowid {_MATCH} ORDER BY rowid DESC LIMIT {RANKED}"
_LEMMAS = "SELECT rowid, title, names, text FROM search WHERE rowid IN ({ids})"
_DATES = "SELECT id, {date} AS date FROM {table} WHERE id IN ({ids})"
_ROWS = "SELECT record.*, {more} FROM {table} AS record {joined} WHERE record.id IN ({ids})"
_SOURCE = "LEFT JOIN sources ON sources.id = record.source_id"


class _Kind(NamedTuple):
    """What one kind of record is shown and ranked by."""

    kind: str
    table: str
    date: str
    texts: tuple[str, ...]
    more: str = "sources.title AS source"
    joined: str = _SOURCE


KINDS = (
    _Kind("article", "articles", "sort_utc", ("lead", "body")),
    _Kind(
        "grant", "grants", "submitted_on",
        ("summary", "social_significance", "aims", "tasks", "geography", "organisation"),
    ),
    _Kind("organisation", "organisations", "last_seen", ("name",), "NULL AS source", ""),
    _Kind("competition", "competitions", "first_seen", ("body", "audience", "deadline_text")),
)  # fmt: skip
_LISTS = ("aims", "tasks")


class Found(NamedTuple):
    """What one kind has: `count` is exact unless `more`; `ranked` were put in order."""

    of: _Kind
    count: int
    more: bool
    ranked: int
    whole: bool
    rows: list[dict[str, Any]]

    @property
    def best(self) -> float:
        return float(self.rows[0]["score"]) if self.rows else 0.0


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at addresses of our own."""
    return [(r"^/-/search$", _page), (r"^/-/search\.json$", _json), (r"^/search$", _moved)]


async def _moved(request: Request) -> Response:
    return Response.redirect(f"/-/search?{request.query_string}")


async def _page(datasette: Datasette, request: Request) -> Response:
    query, kind = _asked(request)
    found = await _found(datasette, query, kind) if query else []
    shown = {"query": query, "kind": kind, "found": found, "table": None, "ranked": RANKED}
    return Response.html(await datasette.render_template("search.html", shown, request=request))


async def _json(datasette: Datasette, request: Request) -> Response:
    query, kind = _asked(request)
    if not query:
        raise BadRequest(datasette.jinja_env.globals["t"]("errors.nothing_to_search", query=""))
    found = await _found(datasette, query, kind)
    phrases = sought(query)
    body = {
        "ok": True,
        "query": query,
        "kinds": [_as_json(datasette, one, phrases) for one in found],
    }
    cors = {"access-control-allow-origin": "*"} if datasette.cors else {}
    return Response.json(body, headers=cors)


def _asked(request: Request) -> tuple[str, str | None]:
    kind = request.args.get("kind")
    if kind and kind not in {one.table for one in KINDS}:
        raise BadRequest(f"kind: {', '.join(one.table for one in KINDS)}")
    query = (request.args.get("q") or "").strip()
    if len(query) > _LONGEST:
        raise BadRequest(f"q: {len(query)} > {_LONGEST}")
    return query, kind or None


async def _found(datasette: Datasette, query: str, kind: str | None) -> list[Found]:
    """Search every kind, or one; the kind with the best record comes first."""
    expression = search_expression(query)
    if expression == NOTHING:
        t = datasette.jinja_env.globals["t"]
        raise BadRequest(t("errors.nothing_to_search", query=query))
    db, phrases = datasette.get_database("dozor"), sought(query)
    asked = [one for one in KINDS if kind in {None, one.table}]
    most = _MANY if kind else _FEW
    found = await asyncio.gather(*(_of_kind(db, one, expression, phrases, most) for one in asked))
    return sorted(found, key=lambda one: -one.best)


async def _of_kind(
    db: Database, kind: _Kind, expression: str, phrases: list[Phrase], most: int
) -> Found:
    first, last = span(kind.kind)
    given = {"words": expression, "first": first, "last": last}
    count = (await db.execute(_COUNT, given)).single_value()
    newest = await _ids(db, given)
    titled = (
        [] if count <= RANKED else await _ids(db, {**given, "words": f"title : ({expression})"})
    )
    ids = {*(newest or ()), *(titled or ())}
    ranked = await _ranked(db, kind, ids, phrases)
    rows = await _rows(db, kind, ranked[:most])
    whole = newest is not None and titled is not None
    return Found(kind, min(count, COUNTED), count > COUNTED, len(ids), whole, rows)


async def _ids(db: Database, given: Mapping[str, object]) -> list[int] | None:
    """Give the newest matches; None where even that takes too long."""
    try:
        rows = (await db.execute(_NEWEST, given, custom_time_limit=_MILLISECONDS)).rows
    except QueryInterrupted:
        return None
    return [row["rowid"] for row in rows]


async def _ranked(
    db: Database, kind: _Kind, numbers: Iterable[int], phrases: list[Phrase]
) -> list[tuple[float, int]]:
    first, _ = span(kind.kind)
    ids = _listed(number - first for number in numbers)
    sql = _DATES.format(date=kind.date, table=kind.table, ids=ids)
    dates = {row["id"]: row["date"] for row in (await db.execute(sql)).rows}
    lemmas = (await db.execute(_LEMMAS.format(ids=_listed(numbers)))).rows
    newest = max((date for date in dates.values() if date), default=None)
    scored = []
    for number, title, names, text in lemmas:
        if (record := number - first) in dates:
            age = _age(dates[record], newest)
            scored.append((relevance(phrases, (title, names, text), age_days=age), record))
    return sorted(scored, reverse=True)


async def _rows(db: Database, kind: _Kind, ranked: list[tuple[float, int]]) -> list[dict[str, Any]]:
    ids = _listed(record for _, record in ranked)
    sql = _ROWS.format(more=kind.more, table=kind.table, joined=kind.joined, ids=ids)
    rows = {row["id"]: dict(row) for row in (await db.execute(sql)).rows}
    shown = [{**rows[record], "score": score} for score, record in ranked if record in rows]
    for row in shown:
        texts = (_text(name, row[name]) for name in kind.texts)
        row["text"] = "\n".join(text for text in texts if text)
    return shown


def _text(column: str, value: object) -> str:
    """Give a column as text to read; a stored list as its items."""
    if column not in _LISTS or not value:
        return str(value or "")
    return "; ".join(str(item) for item in json.loads(str(value)))


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _age(date: str | None, newest: str | None) -> float | None:
    """Give by how many days a record is older than the newest match."""
    if not date or not newest:
        return None
    then, last = (datetime.fromisoformat(text[:10]) for text in (date, newest))
    return float((last - then).days)


def _as_json(datasette: Datasette, found: Found, phrases: list[Phrase]) -> dict[str, Any]:
    return {
        "kind": found.of.table,
        "count": None if found.more else found.count,
        "count_at_least": found.count,
        "ranked": found.ranked,
        "results": [_result(datasette, found.of, row, phrases) for row in found.rows],
    }


def _result(
    datasette: Datasette, kind: _Kind, row: Mapping[str, Any], phrases: list[Phrase]
) -> dict[str, Any]:
    title = row["name"] if kind.table == "organisations" else row["title"]
    return {
        "id": row["id"],
        "key": row["key"],
        "title": title,
        "source_id": row.get("source_id"),
        "date": row[kind.date],
        "score": round(row["score"], 4),
        "record": datasette.urls.row("dozor", kind.table, str(row["id"]), format="json"),
        "original": row.get("url"),
        "title_pieces": _pieces(highlighted(title, phrases)),
        "snippet": _pieces(snippet(row["text"], phrases)),
    }


def _pieces(pieces: Iterable[tuple[str, bool]]) -> list[dict[str, object]]:
    return [{"text": text, "found": found} for text, found in pieces]
