"""The SQL of the migration `claims`: what each origin says of a record, and the workbooks read.

A claim's `value` is what the record's column holds, as text; `text` the site's own words where
they are not the value itself; `found_by` the extractor, `problem` why a value could not be read.
A claim without value and text says that the field's place is empty. `last_seen` is when the origin
was last read anew; a row of a workbook or listing that stays as it is writes nothing.

The checks of `claims` are spelt out: a list costs each of three million rows as much again.

A workbook with `baseline` is no news: the first of its source, or one that was read by another
version of the parser or whose rows differ by the hundred thousand. `left_at` of a row is when a
whole workbook no longer had it.
"""

CLAIMS = """
CREATE TABLE claims (
    record_kind TEXT NOT NULL CHECK (record_kind = 'grant' OR record_kind = 'competition'),
    record_id INTEGER NOT NULL, field TEXT NOT NULL, origin TEXT NOT NULL CHECK (
        origin = 'workbook' OR origin = 'card' OR origin = 'listing' OR origin = 'results'
    ),
    snapshot_id INTEGER REFERENCES snapshots(id),
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    found_by TEXT, problem TEXT, value TEXT, text TEXT,
    PRIMARY KEY (record_kind, record_id, field, origin)
) STRICT, WITHOUT ROWID;

ALTER TABLE revisions ADD COLUMN origin TEXT
    CHECK (origin IN ('card', 'listing', 'workbook', 'results'));
ALTER TABLE changes ADD COLUMN origin TEXT
    CHECK (origin IN ('card', 'listing', 'workbook', 'results'));
UPDATE revisions SET origin = 'card' WHERE record_kind = 'grant';
UPDATE changes SET origin = 'card' WHERE record_kind = 'grant';

DROP VIEW record_as_of;
CREATE VIEW record_as_of AS
    SELECT id AS revision_id, record_kind, record_id, origin, snapshot_id, seen_at AS from_at,
        (
            SELECT later.seen_at FROM revisions AS later
            WHERE later.record_kind = revisions.record_kind
                AND later.record_id = revisions.record_id AND later.id > revisions.id
                AND later.state = 'applied'
            ORDER BY later.id LIMIT 1
        ) AS until_at,
        cause, record
    FROM revisions WHERE state = 'applied';
"""

_BACKFILLED = (
    *("url", "title", "application_number", "contest", "direction", "status", "evaluation"),
    *("submitted_on", "decided_on", "requested_kopecks", "cofinancing_kopecks", "total_kopecks"),
    *("awarded_kopecks", "disbursed_kopecks", "currency", "rating", "period_edtf"),
    *("organisation", "inn", "ogrn", "region", "violations", "website", "address", "geography"),
    *("summary", "aims", "tasks", "social_significance", "target_groups"),
)
_DERIVED = ("status_text", "evaluation_text", "starts_on", "ends_on")

_FIELD = """
INSERT INTO claims
    SELECT 'grant', id, '{name}', 'card', snapshot_id, first_seen, last_seen,
        (SELECT value FROM json_each(origins) WHERE key = '{name}'),
        (SELECT value FROM json_each(problems) WHERE key = '{name}'),
        CAST(nullif({name}, '[]') AS TEXT),
        (SELECT value FROM json_each(texts) WHERE key = '{name}')
    FROM grants
    WHERE nullif({name}, '[]') IS NOT NULL
        OR EXISTS (SELECT 1 FROM json_each(texts) WHERE key = '{name}');
"""
_LABELS = f"""
INSERT OR IGNORE INTO claims
    SELECT 'grant', grants.id, label.key, 'card', snapshot_id, first_seen, last_seen, NULL,
        (SELECT value FROM json_each(problems) WHERE key = label.key), NULL, label.value
    FROM grants, json_each(texts) AS label
    WHERE label.key NOT IN {(*_BACKFILLED, *_DERIVED)};
"""  # noqa: S608
BACKFILL = "".join(_FIELD.format(name=name) for name in _BACKFILLED) + _LABELS
"""What stands in `grants` as claims of the cards; labels that nobody knows under their names."""

WORKBOOKS = """
CREATE TABLE workbooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source_id TEXT NOT NULL REFERENCES sources(id),
    page_id INTEGER NOT NULL REFERENCES pages(id), run_id INTEGER NOT NULL REFERENCES runs(id),
    snapshot_id INTEGER REFERENCES snapshots(id),
    state TEXT NOT NULL CHECK (state IN ('reading', 'read', 'unfit')),
    read_at TEXT NOT NULL, stated_on TEXT, parser_version TEXT,
    baseline INTEGER NOT NULL DEFAULT 0 CHECK (baseline IN (0, 1)),
    rows INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0, left INTEGER NOT NULL DEFAULT 0,
    columns TEXT NOT NULL DEFAULT '[]', problems TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX workbooks_source ON workbooks (source_id, state, id);

CREATE TABLE workbook_rows (
    source_id TEXT NOT NULL REFERENCES sources(id), number TEXT NOT NULL,
    record_id INTEGER NOT NULL, workbook_id INTEGER NOT NULL REFERENCES workbooks(id),
    left_at TEXT, digest BLOB NOT NULL,
    PRIMARY KEY (source_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX workbook_rows_left ON workbook_rows (source_id, record_id)
    WHERE left_at IS NOT NULL;

CREATE VIEW grant_coverage AS
    SELECT sources.id AS source_id,
        (SELECT count(*) FROM grants WHERE source_id = sources.id) AS applications,
        (
            SELECT count(*) FROM grants WHERE source_id = sources.id AND page_id IS NOT NULL
        ) AS cards,
        workbooks.rows AS workbook_rows, workbooks.stated_on AS workbook_on,
        workbooks.read_at AS workbook_read_at
    FROM sources LEFT JOIN workbooks ON workbooks.id = (
        SELECT max(id) FROM workbooks AS one
        WHERE one.source_id = sources.id AND one.state = 'read'
    )
    WHERE EXISTS (SELECT 1 FROM grants WHERE source_id = sources.id)
        OR workbooks.id IS NOT NULL;
"""
