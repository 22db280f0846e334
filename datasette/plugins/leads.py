"""Leads in words, wherever they show: on their page, of a grant, of an organisation; and notes."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

_LEADS = "SELECT * FROM leads WHERE {column} = :id ORDER BY explained, kind, key LIMIT 100"
_NOTES = """
SELECT notes.* FROM notes JOIN {table} AS record ON notes.subject = {subject}
WHERE record.id = :id AND notes.kind = '{kind}' ORDER BY noted_on DESC, notes.id DESC
"""
# By table: the column of a lead that names its row, and what a note calls it by.
_SUBJECTS = {
    "grants": ("grant_id", "record", "record.source_id || '/' || record.key"),
    "articles": (None, "record", "record.source_id || '/' || record.key"),
    "organisations": ("organisation_id", "organisation", "record.key"),
}
_SUMS = ("sums", "sum_differs")
# Kinds whose sides are shown as the values of a column are; None for that of the lead itself.
_AS_COLUMN = {
    "vanished_listing": "last_seen",
    "vanished_workbook": "last_seen",
    "term": "starts_on",
    "status_differs": "status",
    "edited": None,
}


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates show the two sides of a lead as they show any value."""
    env.globals |= {"lead_side": _side(env)}


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give the page of a record its leads, and what people noted of it."""

    async def known() -> dict[str, Any]:
        db, given = datasette.get_database(database), {"id": request.url_vars["pks"]}
        column, kind, subject = _SUBJECTS[table]
        noted = _NOTES.format(table=table, kind=kind, subject=subject)
        found = {"notes": (await db.execute(noted, given)).rows}
        if column:
            found["leads"] = (await db.execute(_LEADS.format(column=column), given)).rows
        return found

    return known if view_name == "row" and table in _SUBJECTS else {}


def _side(env: Environment) -> Callable[[Mapping[str, Any], str], str]:
    show = env.globals

    def side(lead: Mapping[str, Any], name: str) -> str:
        value, kind = str(lead[name]), lead["kind"]
        if kind in _SUMS:
            return Markup(" + ").join(_money(show, part) for part in value.split(" + "))
        if kind in _AS_COLUMN:
            shown: str = show["changed"](_AS_COLUMN[kind] or lead["field"], value)
            return shown
        return value

    return side


def _money(show: Mapping[str, Any], text: str) -> Markup:
    money: Markup = (
        show["money"](int(text)) if text.lstrip("-").isdecimal() else Markup.escape(text)
    )
    return money
