"""What was searched for, marked in the text itself, as templates show it."""

from collections.abc import Iterable
from functools import lru_cache

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from pipelines.sought import Phrase, Piece, highlighted, snippet, sought


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates mark what was sought: in a whole text, or in the best stretch of a long one."""
    env.globals |= {"highlighted": _highlighted, "snippet": _snippet}


def _highlighted(text: str | None, query: str | None) -> Markup:
    """Give a text with every word of a query marked that stands in it."""
    return _marked(highlighted(text or "", _sought(query or "")))


def _snippet(text: str | None, query: str | None) -> Markup:
    """Give a stretch of a text around what was sought; empty where it is not in it."""
    return _marked(snippet(text or "", _sought(query or "")))


@lru_cache(maxsize=256)
def _sought(query: str) -> list[Phrase]:
    return sought(query)


def _marked(pieces: Iterable[Piece]) -> Markup:
    mark = Markup("<mark>{}</mark>")
    shown = (mark.format(text) if found else Markup.escape(text) for text, found in pieces)
    return Markup().join(shown)
