"""The SQL of the migration `queries`: indexes that feeds and ready questions need at a million."""

QUERIES = """
CREATE INDEX articles_fresh ON articles (coalesce(last_changed, first_seen));
CREATE INDEX organisations_fresh ON organisations (coalesce(last_changed, first_seen));
CREATE INDEX articles_months ON articles (source_id, region, published_on, published_edtf);
CREATE INDEX competitions_opens ON competitions (opens_from_utc)
    WHERE opens_from_utc IS NOT NULL;
"""
