"""Stored JSON objects as people read them: what a run found where, and what its listings prove."""

import json
from collections.abc import Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup

_OF_FIELDS = frozenset({"coverage", "origins", "texts", "problems"})
_SHOWN = _OF_FIELDS | {"ways", "proof"}


@hookimpl(tryfirst=True)
def render_cell(value: Any, column: str, datasette: Datasette) -> Markup | None:  # noqa: ANN401
    """Show a cell that holds an object; None leaves a cell to others."""
    if column not in _SHOWN or not isinstance(value, str):
        return None
    held = _read(value)
    if not held:
        return Markup("&nbsp;") if held == {} else None
    show = datasette.jinja_env.globals
    if column == "proof":
        lines = [_proof(show, one) for one in show["proofs"](value)]
    else:
        lines = [f"{_name(show, column, key)}: {_plain(one)}" for key, one in held.items()]
    return Markup("<br>").join(lines) if lines else None


def _read(value: str) -> Mapping[str, Any] | None:
    try:
        held = json.loads(value)
    except ValueError:
        return None
    return held if isinstance(held, dict) else None


def _name(show: Mapping[str, Any], column: str, key: str) -> str:
    return str(show["word"]("field", key)) if column in _OF_FIELDS else key


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _proof(show: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    t, grouped = show["t"], show["grouped"]
    told = t("health.proof", items=grouped(one["items"]), pages=one["pages"])
    if one.get("total") is not None:
        told += f" {t('health.total', total=grouped(one['total']))}"
    ends = [show["word"]("listing_end", one[name]) for name in ("end", "after") if one.get(name)]
    return f"{one.get('listing') or ''} {told} {'; '.join(ends)}".strip()
