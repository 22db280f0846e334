"""The SQL of the migration `portals`: what visiting a portal over many runs must remember."""

PORTALS = """
ALTER TABLE pages ADD COLUMN card_of TEXT;
ALTER TABLE pages ADD COLUMN goes_on TEXT;
CREATE INDEX pages_card ON pages (source_id, card_of) WHERE card_of IS NOT NULL;
CREATE INDEX pages_waiting ON pages (source_id, id) WHERE visits = 0;
"""
