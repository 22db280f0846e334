"""Questions with ready answers: the queries of `queries/`, their parameters, what they cover."""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment

from pipelines.lemmas import NOTHING, search_expression
from pipelines.organisation_names import fold_name
from pipelines.regions import codes, region_code

QUERIES = Path(__file__).resolve().parents[1] / "queries"
_CHOICES = {
    "direction": "SELECT DISTINCT direction FROM grants WHERE direction IS NOT NULL ORDER BY 1",
    "source": "SELECT id FROM sources ORDER BY title",
}
_TITLES = "SELECT id, title FROM sources"
_COVERAGE = """
SELECT grant_coverage.*, sources.title FROM grant_coverage
JOIN sources ON sources.id = source_id ORDER BY applications DESC
"""
_MOST_NAMES = 12
_HIDDEN = frozenset(
    {"organisation_id", "grant_id", "article_id", "competition_id", "change_id", "currency"}
    | {"last_changed", "first_seen", "url"}
)
_LINKS = {"grant_id": "grants", "article_id": "articles", "competition_id": "competitions"}


@cache
def specifications() -> dict[str, dict[str, Any]]:
    """Read what each query may be asked by and how it is drawn, with its SQL."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (QUERIES / "queries.yaml").read_text(encoding="utf-8")
    )
    return {
        name: {**about, "sql": (QUERIES / f"{name}.sql").read_text(encoding="utf-8")}
        for name, about in found.items()
    }


@hookimpl
def canned_queries(datasette: Datasette, database: str) -> dict[str, dict[str, Any]]:
    """Offer the queries in the reader's language."""
    if database != "dozor":
        return {}
    t = datasette.jinja_env.globals["t"]
    return {
        name: {
            "sql": about["sql"],
            "params": about["asks"],
            "title": t(f"queries.{name}.title"),
            "description": t(f"queries.{name}.description"),
            "hide_sql": True,
        }
        for name, about in specifications().items()
    }


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let queries take a region by any name of it, and look for names in the news."""
    conn.create_function("region_code", 1, _region, deterministic=True)
    conn.create_function("any_of_names", 1, _any_of_names, deterministic=True)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give the page of a query its parameters, its cells and what its numbers cover."""
    env.globals |= {
        "asks": _asks(datasette),
        "specified": lambda name: specifications().get(name or "", {}),
        "query_names": lambda: list(specifications()),
        "covered": _covered(env),
        "hidden_column": _is_hidden,
        "row_link": _row_link(datasette),
        "coverage": _coverage(datasette),
        "source_titles_of_all": _source_titles(datasette),
    }


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(r"^/-/questions$", _page)]


async def _page(datasette: Datasette, request: Request) -> Response:
    html = await datasette.render_template("questions.html", {"table": None}, request=request)
    return Response.html(html)


def _region(name: str | None) -> str:
    return region_code(name or "") or (name or "")


def _any_of_names(names: str) -> str:
    """Give the expression that finds any of several names, as phrases without legal forms."""
    plain = dict.fromkeys(fold_name(name) for name in json.loads(names) if name)
    found = [search_expression(f'"{name}"') for name in list(plain)[:_MOST_NAMES] if name]
    return " OR ".join(f"({one})" for one in found if one != NOTHING) or NOTHING


def _asks(datasette: Datasette) -> Callable[[str, Mapping[str, str]], Awaitable[list[Any]]]:
    async def asks(name: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give the parameters of a query in order, each with its value and what to choose from."""
        about = specifications().get(name)
        named = about["asks"] if about else list(given)
        return [
            {"name": one, "value": given.get(one) or "", "choices": await choices(one, about or {})}
            for one in named
        ]

    async def choices(one: str, about: Mapping[str, Any]) -> list[str]:
        if one == "by":
            return list(about.get("by", ()))
        if one == "region":
            return sorted(codes())
        if one not in _CHOICES:
            return []
        rows = (await datasette.get_database("dozor").execute(_CHOICES[one])).rows
        return [row[0] for row in rows]

    return asks


def _covered(env: Environment) -> Callable[[str | None], str]:
    def covered(name: str | None) -> str:
        """Say what the numbers of a query cover; nothing of what is no query of ours."""
        known = name in specifications()
        return str(env.globals["t"](f"queries.{name}.covers")) if known else ""

    return covered


def _is_hidden(column: str, name: str | None) -> bool:
    return name in specifications() and column in _HIDDEN


def _row_link(datasette: Datasette) -> Callable[[Mapping[str, Any], str], str | None]:
    def link(row: Mapping[str, Any], column: str) -> str | None:
        """Give the address of the record that a cell of a query names; None where it names none."""
        names = set(row.keys())
        if column == "organisation" and "organisation_id" in names:
            number, table = row["organisation_id"], "organisations"
        elif column == "title":
            key = next((key for key in _LINKS if key in names), None)
            number, table = (row[key], _LINKS[key]) if key else (None, "")
        else:
            return None
        return datasette.urls.row("dozor", table, str(number)) if number else None

    return link


def _coverage(datasette: Datasette) -> Callable[[], Awaitable[list[Any]]]:
    async def coverage() -> list[Any]:
        """Give for each source of applications how much of it was read."""
        return list((await datasette.get_database("dozor").execute(_COVERAGE)).rows)

    return coverage


def _source_titles(datasette: Datasette) -> Callable[[], Awaitable[dict[str, str]]]:
    async def titles() -> dict[str, str]:
        rows = (await datasette.get_database("dozor").execute(_TITLES)).rows
        return {row["id"]: row["title"] for row in rows}

    return titles
