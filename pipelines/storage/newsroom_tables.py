"""The SQL of the migration `newsroom`: indexes that pages need at a million records.

A facet is counted over an index alone, and a page filtered by it comes in the order of dates.
"""

NEWSROOM = """
CREATE INDEX articles_section ON articles (section, sort_utc);
CREATE INDEX grants_fresh ON grants (coalesce(last_changed, first_seen), submitted_on);
CREATE INDEX grants_direction ON grants (direction, submitted_on);
CREATE INDEX grants_contest ON grants (contest, submitted_on);
CREATE INDEX grants_evaluation ON grants (evaluation, submitted_on);
CREATE INDEX grants_region_date ON grants (region, submitted_on);
DROP INDEX grants_region;
CREATE INDEX grants_source ON grants (source_id, submitted_on, page_id);
CREATE INDEX changes_kind ON changes (record_kind, seen_at);
CREATE INDEX pages_lost ON pages (source_id, state) WHERE state IN ('missing', 'gone');
"""

PERSONS = """
CREATE INDEX articles_author ON articles (author, sort_utc) WHERE author IS NOT NULL;
"""
