"""`deadlines.ics` and `.ics` of any filtered calls: until when applications are taken."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request

from pipelines.exports.covers import part_of
from pipelines.exports.whole import without_page
from pipelines.feeds.atom import tag
from pipelines.feeds.calendar import Event, write_calendar

_MOST = 2000
_CALENDAR = "text/calendar; charset=utf-8"
_NAMES = {"calls": "id", "competitions": "id"}
_IDS = "SELECT {column} AS id FROM ({sql}) AS found WHERE {column} IS NOT NULL LIMIT {most}"
# A month after it closed or was withdrawn a call may leave people's calendars.
_DEADLINES = """
SELECT id FROM calls
WHERE standing <> 'closed' OR closes_by_utc > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-30 days')
"""
# Whatever moves a closing day, the site or our reading of it, a calendar must be told of.
_CALLS = """
SELECT competitions.id, competitions.source_id, key, competitions.title, competitions.url,
    sources.title AS source, closes_on, closes_utc, competitions.deadline_text, calls.standing,
    coalesce(competitions.last_changed, competitions.first_seen) AS changed,
    (
        SELECT count(DISTINCT revision_id) FROM changes
        WHERE record_kind = 'competition' AND record_id = competitions.id
            AND field IN ('title', 'closes_edtf', 'closes_on', 'closes_utc', 'deadline_text')
    ) AS moves
FROM competitions JOIN calls USING (id) JOIN sources ON sources.id = competitions.source_id
WHERE competitions.id IN (SELECT value FROM json_each(:ids))
ORDER BY competitions.closes_by_utc, competitions.id
"""


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """Answer `.ics` where rows are of calls."""
    return {"extension": "ics", "render": _render, "can_render": _can}


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Give all deadlines one short address."""
    return [(r"^/deadlines\.ics$", _deadlines)]


def _can(columns: Sequence[str], table: str | None) -> bool:
    return table in _NAMES or "competition_id" in columns


async def _deadlines(datasette: Datasette, request: Request) -> Response:
    return await _calendar(datasette, request, (_DEADLINES, {}))


async def _render(  # noqa: PLR0913, PLR0917  what Datasette hands to a renderer, by name
    datasette: Datasette, columns: Sequence[str], sql: str, table: str | None,
    request: Request, data: Mapping[str, Any],
) -> Response:  # fmt: skip
    if data.get("error"):
        raise BadRequest(data["error"])
    if not sql:
        raise BadRequest(datasette.jinja_env.globals["t"]("download.no_rows"))
    if not _can(columns, table):
        raise BadRequest(datasette.jinja_env.globals["t"]("calendar.none"))
    whole = without_page(sql) if table else sql.strip().rstrip(";")
    ids = _IDS.format(column=_NAMES.get(table or "", "competition_id"), sql=whole, most=_MOST)
    return await _calendar(datasette, request, (ids, data["query"]["params"]))


async def _calendar(
    datasette: Datasette, request: Request, chosen: tuple[str, Mapping[str, Any]]
) -> Response:
    db, show = datasette.get_database("dozor"), datasette.jinja_env.globals
    t, sample = show["t"], show["sample"]()
    ids = json.dumps([row["id"] for row in await db.execute(*chosen)])
    calls = [dict(row) for row in await db.execute(_CALLS, {"ids": ids})]
    events = [_event(datasette, request, call) for call in calls if call["closes_on"]]
    covers = t("calendar.covers", shown=len(events), undated=len(calls) - len(events))
    name = f"{t('site.sample')}. {t('calendar.name')}" if sample else t("calendar.name")
    body = write_calendar(name, covers, events)
    covers_all = len(calls) < _MOST
    headers = {**_headers(datasette), **part_of(len(events), len(calls), whole=covers_all)}
    return Response(body=body.decode(), content_type=_CALENDAR, headers=headers)


def _event(datasette: Datasette, request: Request, call: Mapping[str, Any]) -> Event:
    show = datasette.jinja_env.globals
    t, world = show["t"], "sample" if show["sample"]() else ""
    withdrawn = call["standing"] == "withdrawn"
    page = datasette.urls.row("dozor", "competitions", str(call["id"]))
    said = [call["deadline_text"], call["source"], call["url"]]
    return Event(
        uid=tag(*filter(None, (world, "deadline", call["source_id"], call["key"]))),
        title=t("calendar.closed" if withdrawn else "calendar.until", title=call["title"]),
        on=call["closes_on"],
        at=call["closes_utc"],
        changed=call["changed"],
        sequence=call["moves"],
        address=datasette.absolute_url(request, page),
        description="\n".join(filter(None, [t("site.sample") if world else None, *said])),
        cancelled=withdrawn,
    )


def _headers(datasette: Datasette) -> dict[str, str]:
    return {"access-control-allow-origin": "*"} if datasette.cors else {}
