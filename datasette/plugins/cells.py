"""Values as people read them: sums, dates, statuses, lists, links. Templates use `show` too."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup

from pipelines.display.addresses import readable_host
from pipelines.display.dates import read_edtf, read_moment
from pipelines.display.numbers import decimal
from pipelines.display.reject_words import reject_detail
from pipelines.money import format_kopecks

_DATES = {
    "published_edtf", "modified_edtf", "period_edtf", "published_on", "submitted_on",
    "decided_on", "starts_on", "ends_on", "opens_edtf", "closes_edtf", "opens_on", "closes_on",
}  # fmt: skip
_MOMENTS = {
    "first_seen", "last_seen", "last_changed", "last_fetched", "first_failed", "missing_since",
    "gone_at", "next_visit", "started", "finished", "at", "seen_at", "fetched_at", "from_at",
    "until_at", "one_at", "other_at", "settled_at", "first_published",
    "health_since", "last_request", "body_at", "left_at", "read_at", "workbook_read_at",
    "published_utc", "sort_utc", "opens_utc", "closes_utc", "opens_from_utc", "closes_by_utc",
}  # fmt: skip
_MARKS = {"status", "evaluation", "state", "health", "standing"}
_WORDS = {"region", "kind", "record_kind", "reason", "enabled", "complete", "language", "cause"} | {
    "origin",
    "explained",
    "person",
    "region_from",
    "known",
    "evidence",
}
_LISTS = {
    "tags",
    "badges",
    "aims",
    "tasks",
    "target_groups",
    "about_regions",
    "regions",
    "reasons",
    "health_reasons",
    "names",
}
_PAGES = {
    ("articles", "title"),
    ("grants", "title"),
    ("competitions", "title"),
    ("calls", "title"),
    ("organisations", "name"),
    ("sources", "title"),
    ("stories", "title"),
}
_NAMED_BY = {
    "source_id": "sources", "organisation_id": "organisations", "article_id": "articles",
    "grant_id": "grants", "one_grant_id": "grants", "other_grant_id": "grants",
    "page_id": "pages", "way_id": "pages", "moved_to": "pages", "twin_of": "pages",
    "run_id": "runs", "revision_id": "revisions", "redesign_id": "redesigns",
    "workbook_id": "workbooks",
}  # fmt: skip
"""By column, the table whose row it names."""
_ROWS_OF = {"calls": "competitions"}
"""Tables whose rows a view shows."""

Row = Mapping[str, Any]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give templates the same ways of showing that table cells have."""
    env.globals |= {
        "money": _money(env), "date": _date(env), "moment": _moment(env), "mark": _mark(env),
        "items": items, "facts": facts, "shown": _shower(env),
        "record_link": _record_link(datasette),
        "reject_detail": lambda detail: reject_detail(detail, env.globals["language"]()),
    }  # fmt: skip


@hookimpl
def render_cell(
    row: Row, value: Any, column: str, table: str, datasette: Datasette  # noqa: ANN401
) -> str | None:  # fmt: skip
    """Show a cell of a table page; None leaves it to Datasette."""
    if value in (None, ""):
        return None
    if isinstance(value, dict):
        return _reference(datasette, column, value)
    if (table, column) in _PAGES and "id" in row.keys():  # noqa: SIM118  a row is no mapping
        of = _ROWS_OF.get(table, table)
        return _link(datasette.urls.row("dozor", of, str(row["id"])), value)
    if own := _OWN.get((table, column)):
        return own(datasette, value)
    if column == "home_url":
        return _link(value, readable_host(value))
    currency = row["currency"] if "currency" in row.keys() else "RUB"  # noqa: SIM118
    shown: str | None = datasette.jinja_env.globals["shown"](column, value, currency)
    return shown


def _article(datasette: Datasette, value: object) -> str:
    return _link(datasette.urls.row("dozor", "articles", str(value)), value)


def _detail(datasette: Datasette, value: str) -> str:
    return reject_detail(value, datasette.jinja_env.globals["language"]())


_OWN: Mapping[tuple[str, str], Callable[[Datasette, Any], str]] = {
    ("mentions", "record_id"): _article,
    ("rejects", "detail"): _detail,
}
"""Cells that are like no other of their name."""


def items(value: str | None) -> list[str]:
    """Read a stored JSON list; what is none is an empty list."""
    found = _json(value)
    return [str(item) for item in found] if isinstance(found, list) else []


def facts(value: str | None) -> dict[str, str]:
    """Read a stored JSON object; what is none is an empty one."""
    found = _json(value)
    return {str(key): str(text) for key, text in found.items()} if isinstance(found, dict) else {}


def _json(value: str | None) -> object:
    try:
        return json.loads(value or "null")
    except ValueError:
        return None


def _shower(env: Environment) -> Callable[..., str | None]:
    show = env.globals

    def shown(column: str, value: Any, currency: str | None = "RUB") -> str | None:  # noqa: ANN401
        if column.endswith("_kopecks"):
            return show["money"](value, currency)
        if column in _DATES:
            return show["date"](value)
        if column in _MOMENTS:
            return show["moment"](value)
        if column in _MARKS:
            return show["mark"](column, value)
        if column in _LISTS:
            return ", ".join(items(value)) or "\u00a0"
        return word(column, value)

    def word(column: str, value: Any) -> str | None:  # noqa: ANN401
        if column in _WORDS:
            return str(show["word"](column, value))
        return decimal(value, show["language"]()) if isinstance(value, float) else None

    return shown


def _record_link(datasette: Datasette) -> Callable[[str, object], str | None]:
    def record_link(column: str, value: object) -> str | None:
        """Link to the record that a stored value names; None where it names none."""
        if value is None or not (column in _NAMED_BY or column.endswith("snapshot_id")):
            return None
        return _reference(datasette, column, {"value": value, "label": value})

    return record_link


def _reference(datasette: Datasette, column: str, value: dict[str, Any]) -> str:
    """Link to the row that a foreign key names, by its label."""
    if column.endswith("snapshot_id"):
        return _link(datasette.urls.path(f"/-/snapshot/{value['value']}"), value["label"])
    other = _NAMED_BY.get(column)
    if other is None:
        return str(Markup.escape(value["label"]))
    return _link(datasette.urls.row("dozor", other, str(value["value"])), value["label"])


def _link(address: str, text: object) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, text)


def _time(value: str | None, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, words)


def _money(env: Environment) -> Callable[..., Markup]:
    def money(kopecks: int | None, currency: str | None = "RUB") -> Markup:
        if kopecks is None:
            return Markup("")
        words = format_kopecks(kopecks, currency=currency, lang=env.globals["language"]())
        return Markup('<span class="sum">{}</span>').format(words)

    return money


def _date(env: Environment) -> Callable[..., Markup]:
    def date(edtf: str | None, *, clock: bool = True) -> Markup:
        words = read_edtf(edtf, env.globals["language"](), clock=clock) if edtf else ""
        if not words or "/" in str(edtf):
            return Markup.escape(words)
        return _time(edtf, words)

    return date


def _moment(env: Environment) -> Callable[..., Markup]:
    def moment(utc: str | None, timezone: str | None = None) -> Markup:
        if not utc:
            return Markup("")
        words = read_moment(utc, env.globals["language"](), timezone)
        return _time(utc, words)

    return moment


def _mark(env: Environment) -> Callable[..., Markup]:
    def mark(column: str, value: str | None) -> Markup:
        if not value:
            return Markup("")
        words = env.globals["word"](column, value)
        return Markup('<span class="mark {}-{}">{}</span>').format(column, value, words)

    return mark
