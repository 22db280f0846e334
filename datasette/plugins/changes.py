"""Changes of records in people's words: which field of what, and what it was and became."""

from collections.abc import Callable, Mapping
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


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let the pages of records show a changed value as they show the value itself."""
    env.globals |= {"changed": _changed(env), "differences": differences}


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
