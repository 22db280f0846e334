"""What an organisation's page says: its whole history, and totals with what they cover."""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

_MOST = 500
_YEAR = re.compile(r"\b20\d\d\b")
_NAMES = """
SELECT organisation_names.*, sources.title AS source FROM organisation_names
JOIN sources ON sources.id = source_id
WHERE organisation_id = :id ORDER BY organisation_names.last_seen DESC, name
"""
_GRANTS = f"""
SELECT grants.*, sources.title AS source, fetched_at FROM grants
JOIN sources ON sources.id = grants.source_id
LEFT JOIN snapshots ON snapshots.id = grants.snapshot_id
WHERE organisation_id = :id
ORDER BY coalesce(submitted_on, decided_on, starts_on) DESC, grants.id LIMIT {_MOST}
"""  # noqa: S608
# One line a currency, so that sums of different currencies are never added.
_TOTALS = """
SELECT * FROM organisation_totals WHERE organisation_id = :id ORDER BY applications DESC
"""
_COVERAGE = """
SELECT grant_coverage.*, sources.title FROM grant_coverage
JOIN sources ON sources.id = source_id
WHERE source_id IN (SELECT source_id FROM grants WHERE organisation_id = :id)
"""
_CHANGES = """
SELECT changes.id, record_kind, record_id, field, old, new, cause, seen_at, origin, revision_id,
    NULL AS title
FROM changes WHERE record_kind = 'organisation' AND record_id = :id
UNION ALL
SELECT changes.id, record_kind, record_id, field, old, new, cause, changes.seen_at,
    changes.origin, revision_id, grants.title
FROM grants JOIN changes ON record_kind = 'grant' AND record_id = grants.id
WHERE organisation_id = :id
ORDER BY 1 DESC LIMIT 30
"""
_QUERIES = {
    "names": _NAMES, "applications": _GRANTS, "totals": _TOTALS, "coverage": _COVERAGE,
    "changes": _CHANGES,
}  # fmt: skip


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give an organisation's page what stands in other tables."""

    async def known() -> dict[str, Any]:
        db = datasette.get_database(database)
        given = {"id": request.url_vars["pks"]}
        found = {name: (await db.execute(sql, given)).rows for name, sql in _QUERIES.items()}
        return {**found, "years": _by_year(found["applications"]), "most": _MOST}

    return known if (view_name, table) == ("row", "organisations") else {}


def _by_year(grants: Iterable[Any]) -> list[tuple[str | None, list[Any]]]:
    """Group applications by the year in which they were made, as far as it is known."""
    years: dict[str | None, list[Any]] = {}
    for grant in grants:
        years.setdefault(_year(grant), []).append(grant)
    return sorted(years.items(), key=lambda pair: pair[0] or "", reverse=True)


def _year(grant: Any) -> str | None:  # noqa: ANN401  a row of SQLite
    if grant["submitted_on"]:
        return str(grant["submitted_on"])[:4]
    stated = _YEAR.search(grant["contest"] or "")
    return stated.group() if stated else None
