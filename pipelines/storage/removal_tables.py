"""The SQL of the migration `removals`: what was lawfully taken out, known by digests alone.

Each name that a page went by (its key, its address, an application's number) is barred by its
digest. `case_sha256` binds together what was removed at once; it is the digest of one of them.
"""

REMOVALS = """
CREATE TABLE removals (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL UNIQUE, case_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('withheld', 'erased')), at TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
ALTER TABLE snapshots ADD COLUMN removed TEXT CHECK (removed IN ('withheld', 'erased'));
CREATE INDEX snapshots_removed ON snapshots (removed) WHERE removed IS NOT NULL;
"""
