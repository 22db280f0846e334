"""Changes of records in people's words: which field of what, and what it was and became."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup

from pipelines.display.differences import differences

_TABLES = {
    "article": "articles",
    "grant": "grants",
    "competition": "competitions",
    "organisation": "organisations",
}


# Whether a record is told of elsewhere, too.
_OTHERS = """
SELECT 1 FROM claims WHERE record_kind = :kind AND record_id = :id AND origin <> :origin LIMIT 1
"""
_TITLE = "SELECT {column} FROM {table} WHERE id = :id"


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let the pages of records show a changed value as they show the value itself."""
    env.globals |= {
        "changed": _changed(env), "differences": differences,
        "changed_table": lambda kind: _TABLES.get(kind, ""), "changed_title": _titles(datasette),
        "change_origin": _origins(datasette),
    }  # fmt: skip


def _titles(datasette: Datasette) -> Callable[[str, int], Awaitable[str | None]]:
    async def title(table: str, record_id: int) -> str | None:
        """Give what a record of a table is called."""
        column = "name" if table == "organisations" else "title"
        sql = _TITLE.format(column=column, table=table)
        row = (await datasette.get_database("dozor").execute(sql, {"id": record_id})).first()
        return str(row[0]) if row else None

    return title


def _origins(datasette: Datasette) -> Callable[[str, int, str | None], Awaitable[str]]:
    async def origin_of(kind: str, record_id: int, origin: str | None) -> str:
        """Say where a record changed; nothing where one place alone tells of it."""
        if origin is None:
            return ""
        given = {"kind": kind, "id": record_id, "origin": origin}
        others = (await datasette.get_database("dozor").execute(_OTHERS, given)).first()
        return str(datasette.jinja_env.globals["word"]("said_in", origin)) if others else ""

    return origin_of


@hookimpl(tryfirst=True)
def render_cell(
    row: Mapping[str, Any],
    value: Any,  # noqa: ANN401  a cell may hold anything
    column: str,
    table: str,
    datasette: Datasette,
) -> str | None:
    """Show the cells of the table of changes; None leaves a cell to others."""
    if table != "changes" or value is None or not {"field", "record_kind"} <= set(row.keys()):
        return None
    show = datasette.jinja_env.globals
    others = _TABLES.get(row["record_kind"], "")
    shown: str | None = None
    if column == "field":
        shown = show["word"]("field", value)
    elif column in {"old", "new"} and len(value) < datasette.setting("truncate_cells_html"):
        shown = show["changed"](row["field"], value)
    elif column == "record_id" and others:
        address = datasette.urls.row("dozor", others, str(value))
        shown = Markup('<a href="{}">{}</a>').format(address, value)
    return shown


def _changed(env: Environment) -> Callable[[str, str], str]:
    def changed(field: str, value: str) -> str:
        if field.endswith("_kopecks"):
            whole = value.lstrip("-").isdecimal()
            return env.globals["money"](int(value)) if whole else value
        shown: str | None = env.globals["shown"](field, value)
        return value if shown is None else shown

    return changed
