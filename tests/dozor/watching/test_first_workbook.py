"""A workbook that is no news is told in one line, though its source was crawled before."""

import sqlite3
from pathlib import Path

import pytest

from dozor.watching.happenings import Baseline, Events
from pipelines.storage.connection import open_store

ROWS = """
INSERT INTO sources (id, title, kind, home_url, interval_minutes)
    VALUES ('fund', 'Фонд', 'grants', 'https://fund.example', 60);
INSERT INTO runs (id, source_id, started, items) VALUES (1, 'fund', 'a', 5), (2, 'fund', 'b', 5);
INSERT INTO pages (id, source_id, key, url, kind, first_seen)
    VALUES (1, 'fund', 'file', 'file', 'workbook', 'a'), (2, 'fund', 'card', 'card', 'grant', 'a');
INSERT INTO grants (key, source_id, url, first_seen, last_seen, title, texts, origins)
    VALUES ('one', 'fund', 'u', 'a', 'a', 'Лес', '{}', '{}'),
        ('two', 'fund', 'u', 'a', 'a', 'Река', '{}', '{}');
INSERT INTO workbooks (source_id, page_id, run_id, state, read_at, baseline)
    VALUES ('fund', 1, 2, 'read', 'b', :baseline);
INSERT INTO events (at, kind, source_id, record_kind, record_key, page_id, run_id)
    VALUES ('b', 'created', 'fund', 'grant', 'one', 1, 2),
        ('b', 'created', 'fund', 'grant', 'two', 2, 2);
"""


@pytest.mark.parametrize("baseline", [True, False])
def test_what_the_first_workbook_creates_is_a_baseline(tmp_path: Path, baseline: bool) -> None:
    db = open_store(tmp_path / "dozor.db")
    for statement in ROWS.split(";\n"):
        facts = {"baseline": baseline} if ":baseline" in statement else {}
        db.execute(statement, facts)
    db.conn.row_factory = sqlite3.Row
    events = Events(db.conn)
    found = list(events.between(0, events.last_id()))
    db.close()
    assert [isinstance(one, Baseline) for one in found] == [baseline, False]
