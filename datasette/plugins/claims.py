"""What each origin says of one record, side by side, where they do not say the same."""

from collections.abc import Callable, Iterable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

_KINDS = {"grants": "grant", "competitions": "competition"}
_ORIGINS = ("card", "listing", "workbook", "results")
_APART = {"url"}  # each origin has an address of its own
_LONGEST = 400
_CLAIMS = """
SELECT field, origin, substr(value, 1, 400) AS value, length(value) AS length, claims.snapshot_id,
    fetched_at, claims.last_seen
FROM claims LEFT JOIN snapshots ON snapshots.id = claims.snapshot_id
WHERE record_kind = :kind AND record_id = :id ORDER BY field, origin
"""


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, request: Request, datasette: Datasette
) -> dict[str, Any] | Callable[[], Any]:
    """Give a record's page what its origins say differently."""

    async def known() -> dict[str, Any]:
        given = {"id": request.url_vars["pks"], "kind": _KINDS[table]}
        rows = (await datasette.get_database(database).execute(_CLAIMS, given)).rows
        return {"said": _said(map(dict, rows))}

    return known if view_name == "row" and table in _KINDS else {}


def _said(claims: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Group claims by field: those that differ one by one, of the others how many there are."""
    fields: dict[str, dict[str, dict[str, Any]]] = {}
    for claim in claims:
        if claim["value"] is not None and claim["field"] not in _APART:
            claim["cut"] = claim["length"] > _LONGEST
            fields.setdefault(claim["field"], {})[claim["origin"]] = claim
    several = {field: by for field, by in fields.items() if len(by) > 1}
    differ = {field: by for field, by in several.items() if len(_values(by)) > 1}
    spoken = {origin for by in fields.values() for origin in by}
    return {
        "origins": [origin for origin in _ORIGINS if origin in spoken],
        "differ": differ,
        "agree": len(several) - len(differ),
    }


def _values(by: dict[str, dict[str, Any]]) -> set[object]:
    return {" ".join(str(claim["value"]).split()).casefold() for claim in by.values()}
