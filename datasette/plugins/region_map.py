"""`/-/map`: the regions by how many applications and awards they have, and of what sums."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import BadRequest, Request

from pipelines.display.region_map import bounds, shades, size, tiles

# Sums of other currencies are never added to roubles; they are counted apart.
_GRANTS = """
SELECT region, count(*) AS applications, sum(status = 'won') AS won,
    sum(iif(status = 'won' AND currency = 'RUB', awarded_kopecks, NULL)) AS awarded_kopecks,
    sum(status = 'won' AND currency = 'RUB' AND awarded_kopecks IS NOT NULL) AS awarded_of,
    sum(iif(currency = 'RUB', requested_kopecks, NULL)) AS requested_kopecks,
    sum(currency = 'RUB' AND requested_kopecks IS NOT NULL) AS requested_of
FROM grants
WHERE (:year = '' OR substr(coalesce(submitted_on, decided_on, starts_on), 1, 4) = :year)
GROUP BY region
"""
_ARTICLES = """
SELECT region, count(*) AS articles FROM articles
WHERE (:year = '' OR substr(coalesce(published_on, published_edtf), 1, 4) = :year)
GROUP BY region
"""
MEASURES = ("applications", "won", "requested_kopecks", "awarded_kopecks", "articles")
_OF = {"requested_kopecks": "requested_of", "awarded_kopecks": "awarded_of"}
_TABLES = {"articles": "articles"}


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(r"^/-/map$", _page)]


async def _page(datasette: Datasette, request: Request) -> Response:
    t = datasette.jinja_env.globals["t"]
    measure = request.args.get("measure") or MEASURES[0]
    year = request.args.get("year") or ""
    if measure not in MEASURES:
        raise BadRequest(t("map.unknown", measures=", ".join(MEASURES)))
    if year and not (year.isdecimal() and len(year) == len("2026")):
        raise BadRequest(t("map.year"))
    sql = _ARTICLES if measure == "articles" else _GRANTS
    rows = [dict(row) for row in await datasette.get_database("dozor").execute(sql, {"year": year})]
    facts = {"table": None, "measure": measure, "measures": MEASURES, "year": year}
    html = await datasette.render_template(
        "map.html", {**facts, **_drawn(rows, measure)}, request=request
    )
    return Response.html(html)


def _drawn(rows: list[dict[str, Any]], measure: str) -> dict[str, Any]:
    """Give the squares with their shades, the rows of the table, and what is on no square."""
    known = {tile.code for tile in tiles()}
    values = {row["region"]: row[measure] or 0 for row in rows if row["region"] in known}
    values = {**dict.fromkeys(known, 0), **values}
    shade = shades(values)
    listed = [row for row in rows if row["region"] in known and row[measure]]
    return {
        "tiles": [(tile, values[tile.code], shade[tile.code]) for tile in tiles()],
        "size": size(),
        "bounds": bounds(list(values.values())),
        "shade_of": {value: shade[code] for code, value in values.items()},
        "listed": sorted(listed, key=lambda row: row[measure], reverse=True),
        "elsewhere": [row for row in rows if row["region"] not in known and row[measure]],
        "of": _OF.get(measure),
        "target": _TABLES.get(measure, "grants"),
    }
