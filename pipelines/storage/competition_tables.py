"""The SQL of the migration `competitions`: calls for applications, and which are open now.

`article_id` is the news article that announced a call and whose page it shares. What a site says
of a call's status is stored; whether the call is open at this moment follows from its bounds, and
is asked for in the view `calls`, so that the passing of time changes no record. In sample data it
is as late as its last crawl.
"""

COMPETITIONS = """
CREATE TABLE competitions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL,
    source_id TEXT NOT NULL REFERENCES sources(id), page_id INTEGER REFERENCES pages(id),
    url TEXT NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_changed TEXT,
    title TEXT NOT NULL, organiser TEXT,
    status TEXT CHECK (status IN ('open', 'announced', 'closed', 'other')), status_text TEXT,
    opens_edtf TEXT, opens_on TEXT, opens_utc TEXT, opens_from_utc TEXT,
    closes_edtf TEXT, closes_on TEXT, closes_utc TEXT, closes_by_utc TEXT,
    minimum_kopecks INTEGER, maximum_kopecks INTEGER, currency TEXT,
    article_id INTEGER REFERENCES articles(id), snapshot_id INTEGER REFERENCES snapshots(id),
    minimum_rub REAL GENERATED ALWAYS AS (minimum_kopecks / 100.0) VIRTUAL,
    maximum_rub REAL GENERATED ALWAYS AS (maximum_kopecks / 100.0) VIRTUAL,
    search_id INTEGER GENERATED ALWAYS AS (id * 4 + 3) VIRTUAL,
    regions TEXT NOT NULL DEFAULT '[]', audience TEXT, deadline_text TEXT,
    texts TEXT NOT NULL, origins TEXT NOT NULL, problems TEXT NOT NULL DEFAULT '{}', body TEXT,
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX competitions_closes ON competitions (closes_by_utc);
CREATE INDEX competitions_source ON competitions (source_id, closes_by_utc);
CREATE INDEX competitions_page ON competitions (page_id);
CREATE INDEX competitions_article ON competitions (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX competitions_snapshot ON competitions (snapshot_id);

CREATE VIEW calls AS
    WITH clock AS (
        SELECT coalesce(
            (
                SELECT max(coalesce(finished, started)) FROM runs
                WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'sample' AND value = '1')
            ),
            strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
        ) AS now
    )
    SELECT competitions.id, competitions.title,
        CASE
            WHEN pages.state IN ('missing', 'gone')
                OR competitions.last_seen < articles.last_seen THEN 'withdrawn'
            WHEN competitions.status = 'closed' OR closes_by_utc < now THEN 'closed'
            WHEN opens_from_utc > now THEN 'announced'
            WHEN closes_by_utc IS NOT NULL THEN 'open'
            ELSE coalesce(competitions.status, 'unknown')
        END AS standing,
        closes_edtf, closes_by_utc, opens_edtf, organiser, minimum_kopecks, maximum_kopecks,
        currency, regions, audience, competitions.source_id, competitions.url, status_text,
        deadline_text, article_id, competitions.search_id
    FROM competitions CROSS JOIN clock
    LEFT JOIN pages ON pages.id = competitions.page_id
    LEFT JOIN articles ON articles.id = article_id;
"""
