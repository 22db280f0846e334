"""What is worked out over records once they are stored: who is spoken of, and which story it is.

`name_keys` leads from folded names to organisations and applications, `story_marks` from sampled
shingles to recent articles; both can be made anew from the records.
"""

ENRICHMENT = """
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, record_kind TEXT NOT NULL, record_id INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, normal TEXT NOT NULL, start INTEGER NOT NULL,
    organisation_id INTEGER REFERENCES organisations(id) ON DELETE CASCADE,
    grant_id INTEGER REFERENCES grants(id) ON DELETE CASCADE,
    region TEXT, minimum_kopecks INTEGER, maximum_kopecks INTEGER,
    score REAL NOT NULL, evidence TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_record ON mentions (record_kind, record_id);
CREATE INDEX mentions_organisation ON mentions (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX mentions_grant ON mentions (grant_id) WHERE grant_id IS NOT NULL;
CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, first_published TEXT NOT NULL,
    articles INTEGER NOT NULL, sources INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_first_published ON stories (first_published);
CREATE INDEX articles_story ON articles (story_id) WHERE story_id IS NOT NULL;
CREATE TABLE name_keys (
    name TEXT NOT NULL, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
    PRIMARY KEY (name, kind, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_keys_record ON name_keys (kind, record_id);
CREATE TABLE story_marks (
    mark INTEGER NOT NULL, article_id INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (mark, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_marks_article ON story_marks (article_id);
CREATE INDEX story_marks_at ON story_marks (at);
"""

# A statement each, since a trigger holds several.
TRIGGERS = (
    """
    CREATE TRIGGER article_leaves_mentions AFTER DELETE ON articles BEGIN
        DELETE FROM mentions WHERE record_kind = 'article' AND record_id = old.id;
        DELETE FROM story_marks WHERE article_id = old.id;
    END
    """,
    """
    CREATE TRIGGER article_leaves_story AFTER DELETE ON articles WHEN old.story_id IS NOT NULL BEGIN
        DELETE FROM stories WHERE id = old.story_id
            AND NOT EXISTS (SELECT 1 FROM articles WHERE story_id = old.story_id);
        UPDATE stories SET (title, first_published, articles, sources) = (
            SELECT title, min(coalesce(sort_utc, first_seen)), count(*), count(DISTINCT source_id)
            FROM articles WHERE story_id = old.story_id
        ) WHERE id = old.story_id;
    END
    """,
    """
    CREATE TRIGGER organisation_leaves_names AFTER DELETE ON organisations BEGIN
        DELETE FROM name_keys WHERE kind = 'organisation' AND record_id = old.id;
    END
    """,
    """
    CREATE TRIGGER grant_leaves_names AFTER DELETE ON grants BEGIN
        DELETE FROM name_keys WHERE kind = 'grant' AND record_id = old.id;
    END
    """,
)
