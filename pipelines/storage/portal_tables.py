"""The SQL of the migration `portals`: what visiting a portal over many runs must remember."""

PORTALS = """
ALTER TABLE pages ADD COLUMN record_key TEXT;
ALTER TABLE pages ADD COLUMN goes_on TEXT;
CREATE INDEX pages_record ON pages (source_id, record_key) WHERE record_key IS NOT NULL;
CREATE INDEX pages_waiting ON pages (source_id, id) WHERE visits = 0;
"""
