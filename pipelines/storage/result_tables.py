"""The SQL of the migration `results`: which application each page of a site of results tells of.

`home_id` is the source whose applications the site tells of: a record of another source stands
alone as yet.
"""

RESULTS = """
CREATE TABLE result_pages (
    page_id INTEGER PRIMARY KEY REFERENCES pages(id), record_id INTEGER NOT NULL,
    home_id TEXT NOT NULL
) STRICT;
CREATE INDEX result_pages_record ON result_pages (record_id);
"""
