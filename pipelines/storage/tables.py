"""The SQL of each migration, in the order in which they came.

Long columns stand last: a facet over a table with long columns in mid-row takes twice as long.
"""

CORE = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, kind TEXT NOT NULL, home_url TEXT NOT NULL,
    region TEXT, timezone TEXT, language TEXT, interval_minutes INTEGER NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
) STRICT;

CREATE TABLE hosts (
    host TEXT PRIMARY KEY, blocked_until TEXT, reason TEXT, delay REAL, lease_until TEXT
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source_id TEXT NOT NULL REFERENCES sources(id),
    started TEXT NOT NULL, finished TEXT, reason TEXT,
    pages INTEGER NOT NULL DEFAULT 0, not_modified INTEGER NOT NULL DEFAULT 0,
    items INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0, errors INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)), proof TEXT, coverage TEXT,
    health TEXT, health_reasons TEXT
) STRICT;
CREATE INDEX runs_source ON runs (source_id, id);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY, source_id TEXT NOT NULL REFERENCES sources(id),
    key TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'new'
        CHECK (state IN ('new', 'live', 'missing', 'gone', 'moved', 'blocked', 'error')),
    priority INTEGER NOT NULL DEFAULT 0, first_seen TEXT NOT NULL, last_seen TEXT,
    last_fetched TEXT, last_changed TEXT, first_failed TEXT,
    confirmations INTEGER NOT NULL DEFAULT 0, missing_since TEXT, gone_at TEXT,
    moved_to INTEGER REFERENCES pages(id), http_status INTEGER, etag TEXT, last_modified TEXT,
    body_sha256 TEXT, next_visit TEXT, visits INTEGER NOT NULL DEFAULT 0,
    changes INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX pages_due ON pages (source_id, next_visit);

CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT, page_id INTEGER NOT NULL REFERENCES pages(id),
    run_id INTEGER NOT NULL REFERENCES runs(id), fetched_at TEXT NOT NULL,
    http_status INTEGER NOT NULL, final_url TEXT NOT NULL, body_sha256 TEXT NOT NULL,
    length INTEGER NOT NULL, warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL,
    chain_sha256 TEXT NOT NULL,
    UNIQUE (warc_file, warc_offset)
) STRICT;
CREATE INDEX snapshots_page ON snapshots (page_id, id);

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
    inn TEXT UNIQUE, ogrn TEXT UNIQUE,
    name TEXT NOT NULL, region TEXT, badges TEXT NOT NULL DEFAULT '[]',
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    search_id INTEGER GENERATED ALWAYS AS (id * 4 + 2) VIRTUAL
) STRICT;

CREATE TABLE organisation_names (
    organisation_id INTEGER NOT NULL REFERENCES organisations(id), name TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources(id),
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    PRIMARY KEY (organisation_id, name, source_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources(id), page_id INTEGER REFERENCES pages(id),
    url TEXT NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_changed TEXT,
    title TEXT NOT NULL, author TEXT, section TEXT, tags TEXT NOT NULL DEFAULT '[]',
    language TEXT, published_utc TEXT, published_edtf TEXT, published_precision TEXT,
    published_on TEXT, sort_utc TEXT, modified_utc TEXT, modified_edtf TEXT, image_url TEXT,
    word_count INTEGER NOT NULL, region TEXT, about_regions TEXT NOT NULL DEFAULT '[]',
    story_id INTEGER, snapshot_id INTEGER REFERENCES snapshots(id),
    search_id INTEGER GENERATED ALWAYS AS (id * 4) VIRTUAL,
    lead TEXT, texts TEXT NOT NULL, origins TEXT NOT NULL, problems TEXT NOT NULL DEFAULT '{}',
    body TEXT,
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX articles_sort ON articles (sort_utc);
CREATE INDEX articles_source ON articles (source_id, sort_utc);
CREATE INDEX articles_region ON articles (region, sort_utc);
CREATE INDEX articles_page ON articles (page_id);

CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources(id), page_id INTEGER REFERENCES pages(id),
    url TEXT NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_changed TEXT,
    title TEXT NOT NULL, application_number TEXT, contest TEXT, direction TEXT,
    status TEXT CHECK (status IN ('under_review', 'won', 'not_supported', 'withdrawn', 'other')),
    status_text TEXT,
    evaluation TEXT CHECK (evaluation IN ('success', 'failure', 'not_started', 'other')),
    evaluation_text TEXT, submitted_on TEXT, decided_on TEXT,
    requested_kopecks INTEGER, cofinancing_kopecks INTEGER, total_kopecks INTEGER,
    awarded_kopecks INTEGER, disbursed_kopecks INTEGER, currency TEXT, rating REAL,
    period_edtf TEXT, starts_on TEXT, ends_on TEXT,
    organisation_id INTEGER REFERENCES organisations(id), organisation TEXT, inn TEXT, ogrn TEXT,
    region TEXT, snapshot_id INTEGER REFERENCES snapshots(id),
    requested_rub REAL GENERATED ALWAYS AS (requested_kopecks / 100.0) VIRTUAL,
    cofinancing_rub REAL GENERATED ALWAYS AS (cofinancing_kopecks / 100.0) VIRTUAL,
    total_rub REAL GENERATED ALWAYS AS (total_kopecks / 100.0) VIRTUAL,
    awarded_rub REAL GENERATED ALWAYS AS (awarded_kopecks / 100.0) VIRTUAL,
    disbursed_rub REAL GENERATED ALWAYS AS (disbursed_kopecks / 100.0) VIRTUAL,
    search_id INTEGER GENERATED ALWAYS AS (id * 4 + 1) VIRTUAL,
    violations TEXT, website TEXT, address TEXT, geography TEXT, summary TEXT,
    aims TEXT NOT NULL DEFAULT '[]', tasks TEXT NOT NULL DEFAULT '[]', social_significance TEXT,
    target_groups TEXT NOT NULL DEFAULT '[]', texts TEXT NOT NULL, origins TEXT NOT NULL,
    problems TEXT NOT NULL DEFAULT '{}',
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX grants_number ON grants (application_number);
CREATE INDEX grants_inn ON grants (inn);
CREATE INDEX grants_organisation ON grants (organisation_id);
CREATE INDEX grants_status ON grants (status, submitted_on);
CREATE INDEX grants_submitted ON grants (submitted_on);
CREATE INDEX grants_region ON grants (region);
CREATE INDEX grants_page ON grants (page_id);

CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL,
    source_id TEXT REFERENCES sources(id), record_kind TEXT, record_key TEXT,
    page_id INTEGER REFERENCES pages(id), change_id INTEGER, run_id INTEGER REFERENCES runs(id)
) STRICT;
CREATE INDEX events_record ON events (record_kind, record_key, id);
CREATE INDEX events_at ON events (at);

CREATE TABLE rejects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL REFERENCES runs(id),
    page_id INTEGER REFERENCES pages(id), snapshot_id INTEGER REFERENCES snapshots(id),
    url TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '',
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX rejects_run ON rejects (run_id);
CREATE INDEX rejects_page ON rejects (page_id);
"""

SEARCH = """
CREATE VIRTUAL TABLE search USING fts5 (
    title, names, text, tokenize = "unicode61 remove_diacritics 0"
);
"""

HISTORY = """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_kind TEXT NOT NULL
        CHECK (record_kind IN ('article', 'grant', 'competition', 'organisation')),
    record_id INTEGER NOT NULL, snapshot_id INTEGER REFERENCES snapshots(id),
    seen_at TEXT NOT NULL, parser_version TEXT,
    cause TEXT NOT NULL CHECK (cause IN ('source', 'parser', 'correction')),
    record TEXT NOT NULL
) STRICT;
CREATE INDEX revisions_record ON revisions (record_kind, record_id, id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision_id INTEGER NOT NULL REFERENCES revisions(id),
    record_kind TEXT NOT NULL, record_id INTEGER NOT NULL, field TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('source', 'parser', 'correction')),
    significance INTEGER NOT NULL CHECK (significance BETWEEN 0 AND 100),
    seen_at TEXT NOT NULL, reasons TEXT NOT NULL DEFAULT '[]', old TEXT, new TEXT
) STRICT;
CREATE INDEX changes_record ON changes (record_kind, record_id, id);
CREATE INDEX changes_revision ON changes (revision_id);
CREATE INDEX changes_seen ON changes (seen_at);

CREATE VIEW record_as_of AS
    SELECT id AS revision_id, record_kind, record_id, snapshot_id, seen_at AS from_at,
        (
            SELECT later.seen_at FROM revisions AS later
            WHERE later.record_kind = revisions.record_kind
                AND later.record_id = revisions.record_id AND later.id > revisions.id
            ORDER BY later.id LIMIT 1
        ) AS until_at,
        cause, record
    FROM revisions;
"""

LED_TO = """
ALTER TABLE pages ADD COLUMN led_to TEXT CHECK (led_to IN ('record', 'links', 'reject'));
"""

HEALTH = """
ALTER TABLE runs ADD COLUMN good INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN broke INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN still_broken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN unfit INTEGER NOT NULL DEFAULT 0 CHECK (unfit IN (0, 1));
ALTER TABLE runs ADD COLUMN ways TEXT;
ALTER TABLE sources ADD COLUMN told TEXT;
ALTER TABLE sources ADD COLUMN told_at TEXT;
"""

MONITORING = """
CREATE TABLE appearances (
    way_id INTEGER NOT NULL REFERENCES pages(id), page_id INTEGER NOT NULL REFERENCES pages(id),
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id), left_at TEXT,
    PRIMARY KEY (way_id, page_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_page ON appearances (page_id);
CREATE INDEX appearances_run ON appearances (way_id, run_id);

ALTER TABLE runs ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN absent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN reread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN twin_of INTEGER REFERENCES pages(id);
CREATE INDEX pages_twins ON pages (twin_of) WHERE twin_of IS NOT NULL;
CREATE INDEX pages_suspected ON pages (source_id, state)
    WHERE first_failed IS NOT NULL OR state = 'missing';
CREATE INDEX articles_title ON articles (source_id, title);

CREATE TABLE redesigns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL REFERENCES runs(id),
    source_id TEXT NOT NULL REFERENCES sources(id), at TEXT NOT NULL,
    records INTEGER NOT NULL, decided TEXT,
    decision TEXT CHECK (decision IN ('accepted', 'discarded', 'resolved')),
    signature TEXT NOT NULL, sample TEXT NOT NULL
) STRICT;
CREATE INDEX redesigns_source ON redesigns (source_id, decided);

ALTER TABLE revisions ADD COLUMN state TEXT NOT NULL DEFAULT 'applied'
    CHECK (state IN ('applied', 'pending', 'held', 'discarded'));
ALTER TABLE revisions ADD COLUMN redesign_id INTEGER REFERENCES redesigns(id);
CREATE INDEX revisions_waiting ON revisions (state) WHERE state IN ('pending', 'held');

DROP VIEW record_as_of;
CREATE VIEW record_as_of AS
    SELECT id AS revision_id, record_kind, record_id, snapshot_id, seen_at AS from_at,
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

HOSTS = """
ALTER TABLE hosts ADD COLUMN owner TEXT;
ALTER TABLE hosts ADD COLUMN last_request TEXT;
ALTER TABLE hosts ADD COLUMN blocks INTEGER NOT NULL DEFAULT 0;
"""

PACE = """
ALTER TABLE pages ADD COLUMN interval_minutes INTEGER;
ALTER TABLE pages ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
"""

BODY_AT = """
ALTER TABLE pages ADD COLUMN body_at TEXT;
"""

REPLAY = """
ALTER TABLE sources ADD COLUMN parser_version TEXT;
ALTER TABLE pages ADD COLUMN read_by TEXT;
ALTER TABLE snapshots ADD COLUMN thinned_at TEXT;
"""

THINNING = """
CREATE INDEX snapshots_file ON snapshots (warc_file) WHERE thinned_at IS NULL;
CREATE INDEX revisions_snapshot ON revisions (snapshot_id);
CREATE INDEX articles_snapshot ON articles (snapshot_id);
CREATE INDEX grants_snapshot ON grants (snapshot_id);
CREATE INDEX events_page ON events (page_id, run_id);
CREATE INDEX events_run ON events (run_id, kind);
"""

STEALTH = """
ALTER TABLE revisions ADD COLUMN noted INTEGER NOT NULL DEFAULT 0 CHECK (noted IN (0, 1));

CREATE VIEW stealth_edits AS
    SELECT changes.id, changes.seen_at, articles.source_id, articles.id AS article_id,
        articles.key AS article_key, articles.url, articles.published_on, articles.title,
        changes.field, changes.significance, changes.revision_id, revisions.snapshot_id,
        changes.reasons, changes.old, changes.new
    FROM changes
    JOIN revisions ON revisions.id = changes.revision_id
    JOIN articles ON articles.id = changes.record_id
    WHERE changes.record_kind = 'article' AND changes.cause = 'source'
        AND changes.field IN ('title', 'lead', 'body', 'published_edtf')
        AND changes.significance >= 60 AND revisions.noted = 0;
"""
