"""Calls for applications: which are open, and how large one grant is, in people's words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

_STANDING = "SELECT standing FROM calls WHERE id = :id"
_ANNOUNCED = """
SELECT articles.id, articles.title FROM competitions JOIN articles ON articles.id = article_id
WHERE competitions.id = :id
"""
_OTHERS = """
SELECT other.* FROM competitions AS this JOIN calls AS other USING (source_id)
WHERE this.id = :id AND other.id <> :id AND other.standing IN ('open', 'announced')
ORDER BY other.closes_by_utc IS NULL, other.closes_by_utc LIMIT 6
"""
_TITLES = "SELECT id, title FROM sources"


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give templates the size of a grant in words."""
    env.globals["size"] = _size(env)


@hookimpl
def extra_template_vars(
    view_name: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give a call's page how it stands and what is beside it; the list the names of sources."""

    async def around() -> dict[str, Any]:
        db, given = datasette.get_database("dozor"), {"id": request.url_vars["pks"]}
        stands = (await db.execute(_STANDING, given)).first()
        return {
            "standing": stands["standing"] if stands else None,
            "announced": (await db.execute(_ANNOUNCED, given)).first(),
            "others": (await db.execute(_OTHERS, given)).rows,
        }

    async def names() -> dict[str, Any]:
        rows = (await datasette.get_database("dozor").execute(_TITLES)).rows
        titles = {row["id"]: row["title"] for row in rows}
        return {"source_title": lambda source_id: titles.get(source_id, source_id)}

    if (view_name, table) == ("row", "competitions"):
        return around
    return names if (view_name, table) == ("table", "calls") else {}


def _size(env: Environment) -> Callable[[Mapping[str, Any]], Markup]:
    def size(call: Mapping[str, Any]) -> Markup:
        """Say «до 500 000 ₽», «от … до …», or the one sum that both bounds are."""
        show = env.globals
        least, most = call["minimum_kopecks"], call["maximum_kopecks"]
        currency = call["currency"]
        if least == most:
            shown: Markup = show["money"](least, currency)
            return shown
        bounds = {"least": least, "most": most}
        told = {name: show["money"](sum_, currency) for name, sum_ in bounds.items()}
        kind = "between" if least and most else "up_to" if most else "from"
        return Markup.escape(show["t"](f"call.{kind}")).format(**told)

    return size
