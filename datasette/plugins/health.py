"""`/-/health`: how every source is, since when and why; the words for it elsewhere too."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment

from pipelines.health_words import in_words

_SOURCES = """
SELECT sources.id, sources.title, sources.kind, last.id AS run_id, last.started, last.finished,
    last.health, last.health_reasons, proven.finished AS proven_at, proven.proof,
    iif(last.health <> 'healthy', last.health_since, NULL) AS since,
    (
        SELECT published_edtf FROM articles
        WHERE source_id = sources.id AND sort_utc IS NOT NULL ORDER BY sort_utc DESC LIMIT 1
    ) AS newest,
    (
        SELECT brought.started FROM runs AS brought
        WHERE brought.source_id = sources.id AND brought.created > 0
        ORDER BY brought.id DESC LIMIT 1
    ) AS brought_at,
    (
        SELECT count(*) FROM pages WHERE source_id = sources.id
            AND state IN ('missing', 'gone') AND state = 'missing'
    ) AS missing,
    (
        SELECT count(*) FROM pages WHERE source_id = sources.id
            AND state IN ('missing', 'gone') AND state = 'gone'
    ) AS gone
FROM sources
LEFT JOIN runs AS last ON last.id = (SELECT max(id) FROM runs WHERE source_id = sources.id)
LEFT JOIN runs AS proven ON proven.id = (
    SELECT max(id) FROM runs WHERE source_id = sources.id AND complete = 1 AND unfit = 0
)
WHERE enabled
ORDER BY CASE last.health WHEN 'blocked' THEN 0 WHEN 'failing' THEN 1 WHEN 'stale' THEN 2
    WHEN 'degraded' THEN 3 ELSE 4 END, sources.title
"""


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(r"^/-/health$", _page)]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let every template say why a source is not well, and what a listing's proof holds."""
    env.globals |= {"health_reasons": _reasons(env), "proofs": _proofs}


@hookimpl(tryfirst=True)
def render_cell(value: Any, column: str, datasette: Datasette) -> str | None:  # noqa: ANN401
    """Say the stored reasons of a run in words; None leaves a cell to others."""
    if column != "health_reasons" or not value:
        return None
    reasons = datasette.jinja_env.globals["health_reasons"](value)
    return "; ".join(reasons) or "\u00a0"


async def _page(datasette: Datasette, request: Request) -> Response:
    sources = (await datasette.get_database("dozor").execute(_SOURCES)).rows
    facts = {"sources": sources, "table": None}
    return Response.html(await datasette.render_template("health.html", facts, request=request))


def _reasons(env: Environment) -> Callable[[str | None], list[str]]:
    def reasons(stored: str | None) -> list[str]:
        word, language = env.globals["word"], env.globals["language"]()
        return [in_words(reason, language, word) for reason in _json(stored, list)]

    return reasons


def _proofs(stored: str | None) -> list[Mapping[str, Any]]:
    """Read the proof of each listing of a run; what is none gives none."""
    proof = _json(stored, dict)
    several = proof.get("listings")
    return several if isinstance(several, list) else [proof] if "items" in proof else []


def _json(stored: str | None, kind: type) -> Any:  # noqa: ANN401  a stored JSON value
    try:
        found = json.loads(stored or "null")
    except ValueError:
        return kind()
    return found if isinstance(found, kind) else kind()
