"""«Follow»: the feed, the calendar and the alert that go with what a page shows."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment

from pipelines.feeds.watching import watch_lines

_OF_ROWS = frozenset(
    {"articles", "grants", "competitions", "organisations", "pages", "runs", "snapshots"}
)

_WATCHED = ("url", "inn")
"""By what a record is watched: its page, and the organisation's number."""


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give pages their links to follow, and feeds the words for what was chosen."""
    env.globals |= {
        "follow": _follow(datasette),
        "follow_record": _follow_record(datasette),
        "selection": _selection(env),
        "page_title": _title(env),
        "row_tables": lambda: _OF_ROWS,
    }


def _follow(datasette: Datasette) -> Callable[[Request, str | None, Mapping[str, str]], Any]:
    def follow(request: Request, name: str | None, renderers: Mapping[str, str]) -> dict[str, Any]:
        """Give the addresses of the feed and calendar, and the commands that watch for the same."""
        asked = parse_qsl(request.query_string, keep_blank_values=True)
        kept = [(key, value) for key, value in asked if _says_what(key)]
        query = f"?{urlencode(kept)}" if kept else ""
        named = {"atom": "feed", "ics": "calendar"}
        places = {
            kind: datasette.urls.path(f"{request.path}.{ending}{query}")
            for ending, kind in named.items()
            if ending in renderers
        }
        return {**places, "watches": watch_lines(name or "", kept)}

    return follow


def _follow_record(datasette: Datasette) -> Callable[[str, Mapping[str, Any]], dict[str, Any]]:
    def follow_record(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
        """Give what follows one record; of an organisation, its applications."""
        of = ("grants", "organisation_id") if table == "organisations" else (table, "id")
        names = set(record.keys())
        asked = [(name, str(record[name])) for name in _WATCHED if name in names and record[name]]
        feed = datasette.urls.path(f"/dozor/{of[0]}.atom?{of[1]}={record['id']}")
        return {"feed": feed, "watches": watch_lines(table, asked)}

    return follow_record


def _says_what(key: str) -> bool:
    return key in {"_search", "_where", "_through"} or not key.startswith("_")


def _selection(env: Environment) -> Callable[[Request], str]:
    def selection(request: Request) -> str:
        """Say in words which rows an address asks for."""
        show = env.globals
        table = request.url_vars.get("table") or ""
        found = []
        for key, value in parse_qsl(request.query_string):
            if key == "_search":
                found.append(f"«{value}»")
            elif not key.startswith("_"):
                column, sign = _compared(env, key)
                found.append(f"{show['label'](table, column)} {sign} {show['word'](column, value)}")
        return ", ".join(found)

    return selection


def _compared(env: Environment, key: str) -> tuple[str, str]:
    """Give the column and the sign of a filter; a parameter of a query may look like one."""
    column, _, operator = key.rpartition("__")
    try:
        return column or key, str(env.globals["t"](f"operators.{operator if column else 'exact'}"))
    except KeyError:
        return key, "="


def _title(env: Environment) -> Callable[[str], str]:
    def title(name: str) -> str:
        """Give the title of a table or a named query in the reader's language."""
        show = env.globals
        try:
            return str(show["t"](f"queries.{name}.title"))
        except (KeyError, TypeError):
            return str(show["table_title"](name))

    return title
