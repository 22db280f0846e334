"""The SQL of the migration `organisations`: what is known of each, their leads, people's notes.

A lead is what does not add up: two proofs that contradict each other. Its `key` is the same after
every rerun and rebuild. `settled_at` says since when it no longer holds; the view shows those that
do, with what a person noted of them.
"""

TOTALS = """
DROP INDEX grants_organisation;
CREATE INDEX grants_organisation ON grants (
    organisation_id, currency, status, requested_kopecks, awarded_kopecks, disbursed_kopecks,
    submitted_on
);
"""
"""All that `organisation_totals` asks, in its order: the rows, of 2 KB each, are not looked at."""

ORGANISATIONS = """
ALTER TABLE organisations ADD COLUMN region_from TEXT
    CHECK (region_from IN ('portal', 'ogrn', 'inn'));
ALTER TABLE organisations ADD COLUMN last_changed TEXT;
ALTER TABLE organisations ADD COLUMN person INTEGER
    GENERATED ALWAYS AS (ifnull(length(inn) = 12, 0) OR ifnull(length(ogrn) = 15, 0)) VIRTUAL;
CREATE INDEX organisations_region ON organisations (region);
CREATE INDEX claims_problem ON claims (record_kind, field, record_id) WHERE problem IS NOT NULL;

CREATE VIEW organisation_totals AS
    SELECT organisation_id, currency, count(*) AS applications,
        sum(status = 'won') AS won, sum(status = 'not_supported') AS not_supported,
        sum(status = 'under_review') AS under_review, sum(status = 'withdrawn') AS withdrawn,
        sum(requested_kopecks) AS requested_kopecks, count(requested_kopecks) AS requested_of,
        sum(iif(status = 'won', awarded_kopecks, NULL)) AS awarded_kopecks,
        sum(status = 'won' AND awarded_kopecks IS NOT NULL) AS awarded_of,
        sum(iif(status = 'won', disbursed_kopecks, NULL)) AS disbursed_kopecks,
        sum(status = 'won' AND disbursed_kopecks IS NOT NULL) AS disbursed_of,
        min(submitted_on) AS earliest, max(submitted_on) AS latest
    FROM grants WHERE organisation_id IS NOT NULL GROUP BY organisation_id, currency;

CREATE TABLE found_leads (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    source_id TEXT REFERENCES sources(id), grant_id INTEGER REFERENCES grants(id) ON DELETE CASCADE,
    organisation_id INTEGER REFERENCES organisations(id) ON DELETE CASCADE, region TEXT, field TEXT,
    one_origin TEXT NOT NULL, one_snapshot_id INTEGER REFERENCES snapshots(id) ON DELETE SET NULL,
    one_grant_id INTEGER REFERENCES grants(id) ON DELETE SET NULL,
    other_origin TEXT NOT NULL,
    other_snapshot_id INTEGER REFERENCES snapshots(id) ON DELETE SET NULL,
    other_grant_id INTEGER REFERENCES grants(id) ON DELETE SET NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, settled_at TEXT,
    one TEXT NOT NULL, other TEXT NOT NULL, title TEXT
) STRICT;
CREATE INDEX found_leads_grant ON found_leads (grant_id);
CREATE INDEX found_leads_organisation ON found_leads (organisation_id);

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('lead', 'record', 'organisation')),
    subject TEXT NOT NULL, label TEXT, who TEXT NOT NULL, noted_on TEXT, saying TEXT, text TEXT
) STRICT;
CREATE INDEX notes_subject ON notes (kind, subject);

CREATE INDEX grants_cards ON grants (source_id) WHERE page_id IS NOT NULL;

CREATE VIEW leads AS
    SELECT found_leads.id, found_leads.key, found_leads.kind, found_leads.source_id,
        found_leads.grant_id, found_leads.organisation_id, organisations.name AS organisation,
        found_leads.region, found_leads.title, found_leads.field,
        one, one_origin, one_snapshot_id, first.fetched_at AS one_at, one_grant_id,
        other, other_origin, other_snapshot_id, second.fetched_at AS other_at, other_grant_id,
        found_leads.first_seen, found_leads.last_seen,
        CAST(notes.id IS NOT NULL AS INTEGER) AS explained, notes.who AS explained_by,
        notes.noted_on AS explained_on, notes.text AS explanation
    FROM found_leads
    LEFT JOIN organisations ON organisations.id = found_leads.organisation_id
    LEFT JOIN snapshots AS first ON first.id = one_snapshot_id
    LEFT JOIN snapshots AS second ON second.id = other_snapshot_id
    LEFT JOIN notes ON notes.id = (
        SELECT max(id) FROM notes
        WHERE notes.kind = 'lead' AND notes.subject = found_leads.key
            AND ifnull(notes.saying, one || ' ≠ ' || other) = one || ' ≠ ' || other
    )
    WHERE settled_at IS NULL;
"""
