"""What can be exported: tables, what they can be asked by, and which columns leave."""

from dataclasses import dataclass

from pipelines.watches import STATUSES

_NOTES = """(
    SELECT json_group_array(json_object('label', label, 'text', text, 'who', who, 'on', noted_on))
    FROM notes WHERE notes.kind = '{kind}' AND subject = {subject}
) AS notes"""
_LEADS = """(
    SELECT json_group_array(found_leads.key) FROM found_leads
    WHERE found_leads.{column} = {table}.id AND settled_at IS NULL
) AS leads"""
_NAMES = """(
    SELECT json_group_array(name) FROM (
        SELECT DISTINCT name FROM organisation_names WHERE organisation_id = organisations.id
    )
) AS names"""
_OF_RECORD = _NOTES.format(kind="record", subject="{table}.source_id || '/' || {table}.key")

CALL_STATUSES = ("open", "announced", "closed", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of rows: its table, the columns that filters ask, what other tables add to it.

    `since` is the SQL of the moment that `--since` is compared with: when a row came or changed.
    """

    table: str
    since: str
    filters: tuple[str, ...] = ()
    statuses: tuple[str, ...] = STATUSES
    more: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


_CHANGED = "coalesce({0}.last_changed, {0}.first_seen)"
KINDS: dict[str, Kind] = {
    "articles": Kind(
        table="articles",
        since=_CHANGED.format("articles"),
        filters=("source_id", "region"),
        more=(_OF_RECORD.format(table="articles"),),
    ),
    "grants": Kind(
        table="grants",
        since=_CHANGED.format("grants"),
        filters=("source_id", "region", "status", "inn"),
        more=(
            _OF_RECORD.format(table="grants"),
            _LEADS.format(column="grant_id", table="grants"),
        ),
    ),
    "competitions": Kind(
        table="competitions",
        since=_CHANGED.format("competitions"),
        filters=("source_id", "status"),
        statuses=CALL_STATUSES,
        more=(_OF_RECORD.format(table="competitions"),),
    ),
    "organisations": Kind(
        table="organisations",
        since=_CHANGED.format("organisations"),
        filters=("region", "inn"),
        more=(
            _NAMES,
            _NOTES.format(kind="organisation", subject="organisations.key"),
            _LEADS.format(column="organisation_id", table="organisations"),
        ),
    ),
    "leads": Kind(table="leads", since="first_seen", filters=("source_id", "region")),
    "changes": Kind(table="changes", since="seen_at"),
    "events": Kind(table="events", since="at", filters=("source_id",)),
    "rejects": Kind(table="rejects", since="seen_at"),
    "claims": Kind(table="claims", since="first_seen"),
}
INTERNAL = frozenset({"search_id"})
"""Columns that mean nothing outside the database."""
LAYERED = frozenset({"texts", "origins", "problems"})
"""Objects of many facts, which a table of cells has no place for: JSONL holds them."""
