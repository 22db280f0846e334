"""A public copy without texts: what it left out by choice is refused, never shown as empty."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakSet

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment

LEFT_OUT = frozenset(
    {"changes", "revisions", "claims", "mentions", "record_as_of", "stealth_edits"}
    | {"unreported_winners", "changed_grants", "news_about", "edits_by_source", "leads_by_kind"}
)
"""Tables that such a copy has no rows of, and the views and queries that read them."""
_ACTIONS = {"view-table", "view-query"}
_TEXTS = "SELECT value FROM meta WHERE key = 'published_text'"
_without: WeakSet[Datasette] = WeakSet()


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Learn whether this is a copy that was made without texts."""

    async def learn() -> None:
        found = (await datasette.get_database("dozor").execute(_TEXTS)).first()
        if found and found[0] == "0":
            _without.add(datasette)

    return learn


@hookimpl
def permission_allowed(datasette: Datasette, action: str, resource: Any) -> bool | None:  # noqa: ANN401
    """Let nobody take for an answer what holds nothing by choice."""
    if action in _ACTIONS and datasette in _without and resource[1] in LEFT_OUT:
        return False
    return None


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Tell pages what they cannot show here."""
    env.globals |= {
        "without_text": lambda: datasette in _without,
        "left_out": lambda name: datasette in _without and name in LEFT_OUT,
    }
