"""What an organisation's page says: its names, its applications, and totals of what they cover."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

_NAMES = """
SELECT organisation_names.*, sources.title AS source FROM organisation_names
JOIN sources ON sources.id = source_id
WHERE organisation_id = :id ORDER BY organisation_names.last_seen DESC, name
"""
_GRANTS = """
SELECT * FROM grants WHERE organisation_id = :id ORDER BY submitted_on DESC, id LIMIT 50
"""
# One line a currency, so that sums of different currencies are never added.
_TOTALS = """
SELECT currency, count(*) AS grants, sum(status = 'won') AS won,
    sum(requested_kopecks) AS requested, sum(awarded_kopecks) AS awarded,
    sum(requested_kopecks IS NULL) AS without_requested,
    sum(status = 'won' AND awarded_kopecks IS NULL) AS without_awarded,
    min(submitted_on) AS earliest, max(submitted_on) AS latest
FROM grants WHERE organisation_id = :id GROUP BY currency ORDER BY grants DESC
"""


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give an organisation's page what stands in other tables."""

    async def known() -> dict[str, Any]:
        db = datasette.get_database(database)
        given = {"id": request.url_vars["pks"]}
        return {
            "names": (await db.execute(_NAMES, given)).rows,
            "applications": (await db.execute(_GRANTS, given)).rows,
            "totals": (await db.execute(_TOTALS, given)).rows,
        }

    return known if (view_name, table) == ("row", "organisations") else {}
