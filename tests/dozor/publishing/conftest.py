"""A store in which every text that is not public holds words of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.storage.connection import open_store
from pipelines.storage.search_rows import index_organisation, index_record

AT = "2026-03-02T12:00:00Z"
PERSON, COMPANY = "500100732259", "6027068261"
ROWS = f"""
INSERT INTO sources (id, title, kind, home_url, interval_minutes)
    VALUES ('fond', 'Фонд', 'grants', 'https://fond.example/', 60);
INSERT INTO runs (id, source_id, started, finished, reason) VALUES (1, 'fond', '{AT}', '{AT}', 'x');
INSERT INTO organisations (id, key, inn, name, region, first_seen, last_seen) VALUES
    (1, '{PERSON}', '{PERSON}', 'ИП Выдуманная Анна', 'RU-PSK', '{AT}', '{AT}'),
    (2, '{COMPANY}', '{COMPANY}', 'АНО «Мост»', 'RU-PSK', '{AT}', '{AT}');
INSERT INTO articles (id, key, source_id, url, first_seen, last_seen, title, word_count, lead,
    texts, origins, problems, body)
    VALUES (1, 'a', 'fond', 'https://fond.example/a', '{AT}', '{AT}', 'Видимый заголовок', 3,
    'иглавводки', '{{"title": "иглатекстов"}}', '{{}}', '{{"x": "иглапомехи"}}',
    'иглатела длинная');
INSERT INTO grants (id, key, source_id, url, first_seen, last_seen, title, status, currency,
    awarded_kopecks, organisation_id, organisation, inn, address, geography, violations, summary,
    aims, tasks, social_significance, target_groups, texts, origins) VALUES
    (1, 'g1', 'fond', 'https://fond.example/g1', '{AT}', '{AT}', 'Первый проект', 'won', 'RUB', 100,
    1, 'ИП Выдуманная Анна', '{PERSON}', 'иглаадреса', 'иглагеографии', 'игланарушений',
    'иглакратко', '["иглацелей"]', '["иглазадач"]', 'иглазначимости', '["иглагрупп"]',
    '{{"address": "иглаадреса", "inn": "{PERSON}"}}', '{{}}'),
    (2, 'g2', 'fond', 'https://fond.example/g2', '{AT}', '{AT}', 'Второй проект', 'won', 'RUB', 200,
    2, 'АНО «Мост»', '{COMPANY}', 'иглаадреса', NULL, NULL, 'иглакратко', '[]', '[]', NULL, '[]',
    '{{"address": "иглаадреса"}}', '{{}}');
INSERT INTO competitions (id, key, source_id, url, first_seen, last_seen, title, closes_on,
    closes_by_utc, deadline_text, audience, texts, origins, body)
    VALUES (1, 'c', 'fond', 'https://fond.example/c', '{AT}', '{AT}', 'Видимый конкурс',
    '2099-01-01', '2099-01-01T20:59:59Z', 'игласрока', 'иглакому', '{{}}', '{{}}', 'иглаконкурса');
INSERT INTO revisions (id, record_kind, record_id, seen_at, cause, record) VALUES
    (1, 'grant', 1, '{AT}', 'source', '{{"inn": "{PERSON}", "address": "иглаадреса"}}'),
    (2, 'grant', 2, '{AT}', 'source', '{{"summary": "иглаверсии", "address": "иглаадреса"}}');
INSERT INTO changes (revision_id, record_kind, record_id, field, cause, significance, seen_at, old,
    new) VALUES (2, 'grant', 2, 'summary', 'source', 50, '{AT}', 'иглабыло', 'игластало'),
    (2, 'grant', 2, 'address', 'source', 50, '{AT}', 'иглаадреса', 'иглаадреса');
INSERT INTO claims (record_kind, record_id, field, origin, first_seen, last_seen, value, text)
    VALUES
    ('grant', 2, 'summary', 'card', '{AT}', '{AT}', 'иглазаявления', 'иглазаявления'),
    ('grant', 1, 'inn', 'card', '{AT}', '{AT}', '{PERSON}', '{PERSON}'),
    ('grant', 2, 'address', 'card', '{AT}', '{AT}', 'иглаадреса', 'иглаадреса');
INSERT INTO mentions (record_kind, record_id, kind, text, normal, start, organisation_id, score,
    evidence) VALUES ('article', 1, 'organisation', 'иглаупоминания', 'иглаупоминания', 0, 2, 1,
    'form');
INSERT INTO found_leads (key, kind, source_id, grant_id, organisation_id, field, title, one_origin,
    one, other_origin, other, first_seen, last_seen) VALUES
    ('edited:g2', 'edited', 'fond', 2, 2, 'summary', 'Второй проект', 'card', 'иглаправки', 'card',
    'иглаправки', '{AT}', '{AT}'),
    ('checksum:{PERSON}', 'checksum', 'fond', 1, 1, 'inn', 'Первый проект', 'card', '{PERSON}',
    'card', '{PERSON}', '{AT}', '{AT}'),
    ('sums:g2', 'sums', 'fond', 2, 2, 'total_kopecks', 'Второй проект', 'card', '100 + 200', 'card',
    '400', '{AT}', '{AT}');
INSERT INTO notes (kind, subject, who, text) VALUES ('record', 'fond/g2', 'иглакто', 'иглазаметки');
INSERT INTO rejects (run_id, url, reason, detail, seen_at)
    VALUES (1, 'https://fond.example/r', 'empty', 'иглаотказа', '{AT}');
INSERT INTO events (at, kind, source_id, record_kind, record_key) VALUES
    ('{AT}', 'created', NULL, 'organisation', '{PERSON}'),
    ('{AT}', 'created', 'fond', 'grant', 'g1');
CREATE TABLE later (secret TEXT);
INSERT INTO later VALUES ('иглабудущего');
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder, with a private database beside."""
    folder = tmp_path / "data"
    folder.mkdir()
    open_store(folder / "dozor.db").close()
    with closing(sqlite3.connect(folder / "dozor.db")) as connection:
        connection.executescript(ROWS)
        connection.row_factory = sqlite3.Row
        for kind, table in (("article", "articles"), ("grant", "grants")):
            for row in connection.execute(f"SELECT * FROM {table}").fetchall():
                index_record(connection, kind, dict(row))
        for number in (1, 2):
            index_organisation(connection, number)
        connection.commit()
    (folder / "private").mkdir()
    (folder / "private" / "private.db").write_text("иглатайны")
    (folder / "archive").mkdir()
    (folder / "archive" / "a.warc.gz").write_text("иглаархива")
    return folder
