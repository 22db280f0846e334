"""The SQL of migrations that let a run be judged and shown without reading the whole past."""

STANDING = """
ALTER TABLE runs ADD COLUMN same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN health_since TEXT;
CREATE INDEX runs_complete ON runs (source_id, id) WHERE complete = 1;
CREATE INDEX pages_listings ON pages (source_id) WHERE kind = 'listing';
CREATE INDEX runs_brought ON runs (source_id, id) WHERE created > 0;
"""
# A state lasts from the first run of those in a row that have it; runs nobody judged are passed by.
BACKFILL = """
UPDATE runs SET health_since = counted.since FROM (
    SELECT id, min(started) OVER (PARTITION BY source_id, turn) AS since FROM (
        SELECT id, source_id, started,
            sum(turns) OVER (PARTITION BY source_id ORDER BY id) AS turn
        FROM (
            SELECT id, source_id, started,
                health IS NOT lag(health) OVER (PARTITION BY source_id ORDER BY id) AS turns
            FROM runs WHERE health IS NOT NULL
        )
    )
) AS counted
WHERE counted.id = runs.id;
"""
