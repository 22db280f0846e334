"""What the page of edits without a note says beside its rows: what their sources are called."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette


@hookimpl
def extra_template_vars(
    view_name: str, database: str, table: str, datasette: Datasette
) -> dict[str, Any] | Callable[[], Awaitable[dict[str, Any]]]:
    """Give the page of edits the titles of the sources by id."""

    async def titles() -> dict[str, Any]:
        rows = (
            await datasette.get_database(database).execute("SELECT id, title FROM sources")
        ).rows
        return {"source_titles": {row["id"]: row["title"] for row in rows}}

    return titles if (view_name, table) == ("table", "stealth_edits") else {}
