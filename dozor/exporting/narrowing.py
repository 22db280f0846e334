"""What an export or a list is narrowed by: names that are known, and no others."""

import sqlite3
from collections.abc import Collection, Mapping

from dozor.options import chosen_region, unknown
from pipelines.watches import STATUSES


def narrowed(
    connection: sqlite3.Connection, only: Mapping[str, str], statuses: Collection[str] = STATUSES
) -> dict[str, str]:
    """Give what columns must hold, a region by its code however it was named.

    Raises SetupError for a source, region or status that is not known, with near matches.
    """
    chosen = dict(only)
    if "region" in chosen:
        chosen["region"] = chosen_region(chosen["region"])
    if (status := chosen.get("status")) and status not in statuses:
        raise unknown("status", status, statuses, f"Known are {', '.join(statuses)}.")
    if source := chosen.get("source_id"):
        require_source(connection, source)
    return chosen


def require_source(connection: sqlite3.Connection, source_id: str) -> None:
    """Refuse a source that was never crawled. Raises SetupError."""
    known = [row[0] for row in connection.execute("SELECT id FROM sources")]
    if source_id not in known:
        raise unknown("source", source_id, known, "`dozor status` shows those crawled.")
