"""Stories: articles of several sources that tell the same in the same words."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from crawler import clock
from pipelines.storage.rows import Row, insert, one
from pipelines.stories import WINDOW, marks, same_story

_KEPT = timedelta(days=14)
_ARTICLE = """
    SELECT id, key, source_id, page_id, title,
        (SELECT id FROM stories WHERE id = story_id) AS story_id, coalesce(lead, '') AS lead,
        coalesce(body, '') AS body, coalesce(sort_utc, first_seen) AS at
    FROM articles WHERE id = ?
"""
_MARKS = "SELECT mark FROM story_marks WHERE article_id = ?"
_SHARING = """
    SELECT article_id FROM story_marks
    WHERE mark = :mark AND article_id <> :id AND at BETWEEN :since AND :until
    ORDER BY article_id DESC LIMIT 100
"""
_MOST = 50
"""Articles that one is compared with: those that share most of its marks."""
_SUM = """
    UPDATE stories SET (title, first_published, articles, sources) = (
        SELECT title, min(coalesce(sort_utc, first_seen)), count(*), count(DISTINCT source_id)
        FROM articles WHERE story_id = :id
    ) WHERE id = :id
"""
_TOLD = """
    INSERT INTO events (at, kind, source_id, record_kind, record_key, page_id)
    VALUES (?, 'refreshed', ?, 'article', ?, ?)
"""


def forget_marks(connection: sqlite3.Connection, now: str) -> None:
    """Forget by what articles were found that are too old for a story of today."""
    connection.execute("DELETE FROM story_marks WHERE at < ?", (_oldest(now),))


def note_marks(connection: sqlite3.Connection, article_id: int, now: str) -> None:
    """Note by what a recent article is found by others of its story."""
    connection.execute("DELETE FROM story_marks WHERE article_id = ?", (article_id,))
    article = one(connection, _ARTICLE, article_id)
    if article is None or article["at"] < _oldest(now):
        return
    rows = [(mark, article_id, article["at"]) for mark in marks(article["title"], _text(article))]
    connection.executemany("INSERT INTO story_marks VALUES (?, ?, ?)", rows)


def join_story(connection: sqlite3.Connection, article_id: int, now: str) -> bool:
    """Put an article to the story that other sources tell in the same words, if there is one."""
    article = one(connection, _ARTICLE, article_id)
    if article is None:
        return False
    others = list(_of_other_stories(connection, article))
    stories = {row["story_id"] for row in (article, *others)} - {None}
    if not others and not stories:
        return False
    mine = min(stories) if stories else _new_story(connection, article)
    for row in (article, *others):
        _put(connection, row, mine, now)
    for gone in stories - {mine}:
        _merge(connection, gone, mine, now)
    connection.execute(_SUM, {"id": mine})
    return True


def _of_other_stories(connection: sqlite3.Connection, article: Row) -> Iterator[Row]:
    """Yield the articles that tell the same and are not yet of one story with this one."""
    stories = {article["story_id"]} - {None}
    for other in _like(connection, article):
        if other["story_id"] not in stories and _is_same(article, other):
            stories |= {other["story_id"]} - {None}
            yield other


def _oldest(now: str) -> str:
    return clock.to_text(clock.from_text(now) - _KEPT)


def _like(connection: sqlite3.Connection, article: Row) -> Iterator[Row]:
    for other_id, _ in _sharing(connection, article).most_common(_MOST):
        other = one(connection, _ARTICLE, other_id)
        if other is not None and other["source_id"] != article["source_id"]:
            yield other


def _sharing(connection: sqlite3.Connection, article: Row) -> Counter[int]:
    """Count the marks that articles of the same days share with one.

    A mark that very many share, as of a turn of phrase, gives the latest of them alone.
    """
    at = clock.from_text(article["at"])
    bounds = {"since": clock.to_text(at - WINDOW), "until": clock.to_text(at + WINDOW)}
    shared: Counter[int] = Counter()
    for (mark,) in connection.execute(_MARKS, (article["id"],)).fetchall():
        wanted = {"mark": mark, "id": article["id"], **bounds}
        shared.update(found for (found,) in connection.execute(_SHARING, wanted))
    return shared


def _is_same(article: Row, other: Row) -> bool:
    return same_story((article["title"], _text(article)), (other["title"], _text(other)))


def _text(article: Row) -> str:
    return f"{article['lead']}\n{article['body']}"


def _new_story(connection: sqlite3.Connection, article: Row) -> int:
    row = {"title": article["title"], "first_published": article["at"], "articles": 1, "sources": 1}
    return insert(connection, "stories", row)


def _put(connection: sqlite3.Connection, article: Row, story_id: int, now: str) -> None:
    if article["story_id"] == story_id:
        return
    connection.execute("UPDATE articles SET story_id = ? WHERE id = ?", (story_id, article["id"]))
    connection.execute(_TOLD, (now, article["source_id"], article["key"], article["page_id"]))


def _merge(connection: sqlite3.Connection, gone: int, into: int, now: str) -> None:
    for (article_id,) in connection.execute("SELECT id FROM articles WHERE story_id = ?", (gone,)):
        row = one(connection, _ARTICLE, article_id)
        _put(connection, row or {}, into, now)
    connection.execute("DELETE FROM stories WHERE id = ?", (gone,))
