"""The archived copies on both sides of a change: what stood before it, and what stands since."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment

# The revision before one that was read anew may be of the same copy: then there is none before it.
_COPIES = """
WITH this AS (SELECT * FROM revisions WHERE id = :revision), before AS (
    SELECT revisions.snapshot_id FROM revisions JOIN this USING (record_kind, record_id)
    WHERE revisions.id < this.id AND revisions.snapshot_id IS NOT NULL
    ORDER BY revisions.id DESC LIMIT 1
)
SELECT 'before' AS side, snapshots.id, fetched_at FROM before JOIN this
JOIN snapshots ON snapshots.id = before.snapshot_id
WHERE before.snapshot_id IS NOT this.snapshot_id
UNION ALL SELECT 'after', snapshots.id, fetched_at FROM this
JOIN snapshots ON snapshots.id = snapshot_id
"""


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let every page that shows a change lead to the copies on both sides of it."""
    env.globals["copies"] = _copies(datasette)


def _copies(datasette: Datasette) -> Callable[[Any], Awaitable[list[Any]]]:
    async def copies(revision: Any) -> list[Any]:  # noqa: ANN401  a number, or one with its label
        """Give side, id and moment of the copies of a revision and of the one before it."""
        given = {"revision": revision["value"] if isinstance(revision, dict) else revision}
        return list((await datasette.get_database("dozor").execute(_COPIES, given)).rows)

    return copies
