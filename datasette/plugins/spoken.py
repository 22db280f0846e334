"""Sums, dates and organisations marked in an article's text, read anew for each page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup

from pipelines.amounts import Amount
from pipelines.dates import DateValue
from pipelines.display.dates import read_edtf
from pipelines.display.spoken import Spoken, spoken

_SHORTEST_NAME = 3


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let the page of an article mark what its text speaks of."""
    env.globals["speaking"] = _speaking(env, datasette)


def _speaking(env: Environment, datasette: Datasette) -> Callable[..., Markup]:
    def speaking(
        text: str | None,
        record: Mapping[str, Any],
        timezone: str | None,
        mentioned: Iterable[Mapping[str, Any]],
    ) -> Markup:
        """Give a paragraph of a record's text; `mentioned` are its mentions."""
        names = {one["text"]: _address(datasette, one) for one in mentioned or ()}
        long = {name: address for name, address in names.items() if len(name) >= _SHORTEST_NAME}
        parts = spoken(text or "", reference=_moment(record), timezone=timezone, names=long)
        return Markup().join(_shown(env, part) for part in parts)

    return speaking


def _address(datasette: Datasette, mention: Mapping[str, Any]) -> str:
    organisation = mention["organisation_id"]
    table, number = (
        ("organisations", organisation) if organisation else ("grants", mention["grant_id"])
    )
    return str(datasette.urls.row("dozor", table, str(number)))


def _moment(record: Mapping[str, Any]) -> datetime | None:
    """Give when an article came out, where its day is known: what its dates are counted from."""
    if not record["published_on"] or not record["sort_utc"]:
        return None
    return datetime.fromisoformat(record["sort_utc"])


def _shown(env: Environment, part: Spoken) -> Markup:
    if part.kind == "plain":
        return Markup.escape(part.text)
    if part.kind == "name":
        return Markup('<a class="spoken" href="{}">{}</a>').format(part.value, part.text)
    said = _said(env, part.value)
    title = Markup(' title="{}"').format(said) if said else Markup("")
    return Markup('<span class="spoken {}"{}>{}</span>').format(part.kind, title, part.text)


def _said(env: Environment, value: object) -> str:
    if isinstance(value, DateValue):
        return read_edtf(value.edtf, env.globals["language"]())
    if not isinstance(value, Amount):
        return ""
    bounds = [bound for bound in (value.minimum, value.maximum) if bound is not None]
    sums = [env.globals["money"](bound, value.currency).striptags() for bound in sorted({*bounds})]
    way = {(False, True): "call.up_to", (True, False): "call.from"}.get(
        (value.minimum is not None, value.maximum is not None)
    )
    words = env.globals["t"](way, most=sums[0], least=sums[0]) if way else " – ".join(sums)
    return f"≈ {words}" if value.approximate else str(words)
