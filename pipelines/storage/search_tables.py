"""The SQL of the migration `search_spans`: each kind's numbers in the index in a row.

See pipelines.search_ids, whose spans these are.
"""

from pipelines.search_ids import SPAN
from pipelines.storage.competition_tables import COMPETITIONS

_TABLES = ("articles", "grants", "organisations", "competitions")
_SPAN = """
ALTER TABLE {table} DROP COLUMN search_id;
ALTER TABLE {table} ADD COLUMN search_id INTEGER GENERATED ALWAYS AS (id + {first}) VIRTUAL;
"""
_RENEWED = """
CREATE VIRTUAL TABLE renewed USING fts5 (
    title, names, text, tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO renewed (rowid, title, names, text)
    SELECT (rowid >> 2) + ((rowid & 3) << 40), title, names, text FROM search;
DROP TABLE search;
ALTER TABLE renewed RENAME TO search;
"""
_CALLS = "CREATE VIEW calls" + COMPETITIONS.partition("CREATE VIEW calls")[2]
_SPANS = "".join(
    _SPAN.format(table=table, first=number * SPAN) for number, table in enumerate(_TABLES)
)
SEARCH_SPANS = f"DROP VIEW calls;\n{_SPANS}{_CALLS}{_RENEWED}"
