"""The SQL of migrations that add a column or two."""

DIGESTS = """
ALTER TABLE snapshots ADD COLUMN facts_sha256 TEXT;
ALTER TABLE snapshots ADD COLUMN erased_at TEXT;
"""

ENABLED_AT = """
ALTER TABLE sources ADD COLUMN enabled_at TEXT;
"""
