"""Who is spoken of where: links between articles, stories, organisations and applications."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

_MOST = 20
_SPOKEN_OF = """
SELECT mentions.kind, mentions.text, evidence, mentions.organisation_id, grant_id,
    coalesce(organisations.name, grants.title) AS name
FROM mentions LEFT JOIN organisations ON organisations.id = mentions.organisation_id
LEFT JOIN grants ON grants.id = grant_id
WHERE record_kind = 'article' AND record_id = :id ORDER BY start
"""
_NEWS = """
SELECT articles.id, articles.title, published_edtf, sources.title AS source, evidence,
    mentions.text,
    count(*) OVER () AS of
FROM mentions JOIN articles ON articles.id = record_id AND record_kind = 'article'
JOIN sources ON sources.id = source_id
WHERE mentions.{column} = :id ORDER BY sort_utc DESC LIMIT {most}
"""
_STORY = """
SELECT articles.id, articles.title, published_edtf, sources.title AS source, articles.story_id
FROM articles JOIN sources ON sources.id = source_id
WHERE story_id = {story} ORDER BY sort_utc, articles.id LIMIT {most}
"""
_OF_ARTICLE = _STORY.format(story="(SELECT story_id FROM articles WHERE id = :id)", most=_MOST)
_OF_STORY = _STORY.format(story=":id", most=500)
_NEWS_ABOUT = {"organisations": "organisation_id", "grants": "grant_id"}


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give the page of a record what articles speak of it, or of whom it speaks."""

    async def known() -> dict[str, Any]:
        db = datasette.get_database(database)
        given = {"id": request.url_vars["pks"]}
        return {name: (await db.execute(sql, given)).rows for name, sql in _queries(table).items()}

    return known if view_name == "row" and _queries(table) else {}


def _queries(table: str) -> dict[str, str]:
    if table == "articles":
        return {"spoken_of": _SPOKEN_OF, "told_by": _OF_ARTICLE}
    if table == "stories":
        return {"told_by": _OF_STORY}
    if table in _NEWS_ABOUT:
        return {"news_about": _NEWS.format(column=_NEWS_ABOUT[table], most=_MOST)}
    return {}
