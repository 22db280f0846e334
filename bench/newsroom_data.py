"""A database such as years of crawling leave, of any size: written with the migrations.

    python -m bench.newsroom_data FOLDER [--articles 100000] [--grants 20000]

Articles of 300 regional sites over six years, applications of as many organisations as the funds'
own share, each record with its page and snapshot. 1,000,000 articles take some 12 GB.
"""

import argparse
import random
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from bench.newsroom_words import Language, Sentence
from bench.workbook_file import HEADINGS, rows
from pipelines.lemmas import lemmatise
from pipelines.regions import region_code
from pipelines.search_ids import search_id
from pipelines.storage.schema import migrations

SOURCES = 300
_BATCH = 5_000
_CHANGED = 20  # one record of so many was changed once
_START = datetime(2020, 1, 1, tzinfo=UTC)
_SECTIONS = ("Общество", "Экономика", "Культура", "Происшествия", "Спорт", "Политика", None)
_STATUSES = {"победитель конкурса": "won", "проект не получил поддержку": "not_supported"}
_FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF")
_SEARCH = "INSERT INTO search (rowid, title, names, text) VALUES (?, ?, ?, ?)"
Row = dict[str, object]


def generate(folder: Path, articles: int, grants: int, seed: int = 7) -> Path:
    """Write `folder/dozor.db`, unless it is there, and give its path."""
    path = folder / "dozor.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unready = path.with_suffix(".part")
    unready.unlink(missing_ok=True)
    connection = sqlite3.connect(unready)
    migrations.apply(Database(connection))
    for setting in _FAST:
        connection.execute(f"PRAGMA {setting}")
    _write(connection, articles, grants, seed)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return unready.rename(path)


def _write(connection: sqlite3.Connection, articles: int, grants: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  data, no secret
    regions = sorted({code for name in _region_names(grants) if (code := region_code(name))})
    _fill(connection, "sources", (_source(i, regions) for i in range(SOURCES)))
    _fill(connection, "runs", (_run(i) for i in range(SOURCES * 10)))
    _fill(connection, "pages", (_page(i) for i in range(articles + grants)))
    _fill(connection, "snapshots", (_snapshot(i) for i in range(articles + grants)))
    language = Language(seed)
    for start in range(0, articles, _BATCH):
        size = min(_BATCH, articles - start)
        made = [_article(start + i, articles, regions, chance, language) for i in range(size)]
        _fill(connection, "articles", (row for row, _ in made))
        connection.executemany(_SEARCH, (lemmas for _, lemmas in made))
        connection.commit()
    _fill_grants(connection, articles, grants, language)
    _fill(connection, "revisions", (_revision(i) for i in range(articles // _CHANGED)))
    _fill(connection, "changes", (_change(i) for i in range(articles // _CHANGED)))
    _fill(connection, "events", (_event(i) for i in range(articles)))
    connection.commit()


def _fill(connection: sqlite3.Connection, table: str, given: Iterable[Row]) -> None:
    source = iter(given)
    while batch := list(islice(source, _BATCH)):
        names = ", ".join(batch[0])
        places = ", ".join(f":{name}" for name in batch[0])
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)


def _source(i: int, regions: list[str]) -> Row:
    site = f"https://site{i}.example/"
    return {
        "id": f"site{i}", "title": f"Сайт {i}", "kind": "news", "home_url": site,
        "region": regions[i % len(regions)], "timezone": "Europe/Moscow", "interval_minutes": 60,
    }  # fmt: skip


def _run(i: int) -> Row:
    at = _text(_START + timedelta(days=2000, minutes=i))
    return {
        "source_id": f"site{i % SOURCES}", "started": at, "finished": at, "reason": "finished",
        "pages": 40, "created": 3, "health": "healthy",
    }  # fmt: skip


def _page(i: int) -> Row:
    at = _text(_START + timedelta(minutes=i))
    return {
        "id": i + 1, "source_id": f"site{i % SOURCES}", "key": f"{i}", "state": "live",
        "url": f"https://site{i % SOURCES}.example/news/{i}", "kind": "article", "first_seen": at,
        "last_fetched": at, "http_status": 200, "visits": 2, "body_sha256": f"{i:064x}",
    }  # fmt: skip


def _snapshot(i: int) -> Row:
    return {
        "id": i + 1, "page_id": i + 1, "run_id": i % (SOURCES * 10) + 1, "http_status": 200,
        "fetched_at": _text(_START + timedelta(minutes=i)), "body_sha256": f"{i:064x}",
        "final_url": f"https://site{i % SOURCES}.example/news/{i}", "length": 40_000,
        "warc_file": f"archive/{i // 2000}.warc.gz", "warc_offset": i * 9_000,
        "chain_sha256": f"{i:064x}",
    }  # fmt: skip


def _article(
    i: int, count: int, regions: list[str], chance: random.Random, language: Language
) -> tuple[Row, tuple[object, ...]]:
    """Give an article and its lemmas; a fifth came later, out of a site's past."""
    at = _START + timedelta(minutes=3_000_000 * (i if i % 5 else chance.randrange(count)) // count)
    title, body = language.title(), language.body()
    text = "\n".join(" ".join(s.text for s in body[j : j + 3]) for j in range(0, len(body), 3))
    source = int(chance.triangular(0, SOURCES, 20))
    row: Row = {
        "id": i + 1, "key": f"{i}", "source_id": f"site{source}", "page_id": i + 1,
        "url": f"https://site{source}.example/news/{i}", "first_seen": _text(at),
        "last_seen": _text(at), "title": title.text, "section": chance.choice(_SECTIONS),
        "published_utc": _text(at), "published_edtf": _text(at), "published_precision": "minute",
        "published_on": f"{at:%Y-%m-%d}", "sort_utc": _text(at), "word_count": len(text.split()),
        "region": regions[source % len(regions)], "snapshot_id": i + 1, "texts": "{}",
        "origins": '{"title": "json-ld", "body": "own"}', "lead": body[0].text, "body": text,
    }  # fmt: skip
    return row, (search_id("article", i + 1), title.lemmas, "", _lemmas(body))


def _lemmas(body: list[Sentence]) -> str:
    return " ".join(sentence.lemmas for sentence in [body[0], *body])


def _region_names(count: int) -> set[str]:
    return {str(row[HEADINGS.index("Регион")]) for row in rows(min(count, 5_000))}


def _fill_grants(
    connection: sqlite3.Connection, articles: int, grants: int, language: Language
) -> None:
    organisations: dict[str, int] = {}
    made = enumerate(rows(grants))
    while batch := list(islice(made, _BATCH)):
        named = [(i, dict(zip(HEADINGS, row, strict=True))) for i, row in batch]
        _fill(connection, "organisations", _new_organisations(named, organisations))
        drawn = [(i, row, language.title(), language.body()[:4]) for i, row in named]
        _fill(connection, "grants", (_grant(*one, articles, organisations) for one in drawn))
        connection.executemany(_SEARCH, (_grant_lemmas(*one) for one in drawn))
        connection.commit()


def _new_organisations(
    named: list[tuple[int, dict[str, object]]], known: dict[str, int]
) -> Iterator[Row]:
    for _, row in named:
        inn, name = str(row["ИНН"]), str(row["Организация"])
        if inn in known:
            continue
        known[inn] = len(known) + 1
        yield {
            "id": known[inn], "key": inn, "inn": inn, "name": name,
            "region": region_code(str(row["Регион"])), "first_seen": _text(_START),
            "last_seen": _text(_START),
        }  # fmt: skip


def _grant(  # noqa: PLR0913, PLR0917
    i: int,
    row: dict[str, object],
    title: Sentence,
    body: list[Sentence],
    articles: int,
    organisations: dict[str, int],
) -> Row:
    on = f"{_START + timedelta(days=i % 2200):%Y-%m-%d}"
    status = _STATUSES.get(str(row["Статус проекта"]).lower(), "under_review")
    return {
        "key": f"g{i}", "source_id": f"site{i % 5}", "page_id": articles + i + 1,
        "url": f"https://site{i % 5}.example/card/{i}", "first_seen": on, "last_seen": on,
        "title": f"{row['Название проекта']}: {title.text}", "currency": "RUB",
        "application_number": str(row["Номер заявки"]), "contest": str(row["Конкурс"]),
        "direction": str(row["Грантовое направление"]), "status": status, "submitted_on": on,
        "requested_kopecks": _kopecks(row["Запрошенная сумма"]),
        "awarded_kopecks": _kopecks(row["Размер гранта"]) if status == "won" else None,
        "organisation_id": organisations[str(row["ИНН"])], "organisation": row["Организация"],
        "inn": str(row["ИНН"]), "ogrn": str(row["ОГРН"]), "snapshot_id": articles + i + 1,
        "region": region_code(str(row["Регион"])), "texts": "{}", "origins": "{}",
        "summary": " ".join(sentence.text for sentence in body),
    }  # fmt: skip


def _grant_lemmas(
    i: int, row: dict[str, object], title: Sentence, body: list[Sentence]
) -> tuple[object, ...]:
    names = lemmatise(f"{row['Организация']} {row['Номер заявки']} {row['ИНН']} {row['ОГРН']}")
    heading = f"{lemmatise(str(row['Название проекта']))} {title.lemmas}"
    return search_id("grant", i + 1), heading, names, _lemmas(body)


def _kopecks(value: object) -> int | None:
    return round(float(str(value)) * 100) if value not in (None, "") else None


def _revision(i: int) -> Row:
    at = _text(_START + timedelta(minutes=i * 50))
    article = i * _CHANGED + 1
    return {
        "id": i + 1, "record_kind": "article", "record_id": article, "seen_at": at,
        "snapshot_id": article, "cause": "source", "record": "{}",
    }  # fmt: skip


def _change(i: int) -> Row:
    at = _text(_START + timedelta(minutes=i * 50))
    return {
        "revision_id": i + 1, "record_kind": "article", "record_id": i * _CHANGED + 1,
        "field": "title", "cause": "source", "significance": 70, "seen_at": at,
        "old": "Прежний заголовок", "new": "Новый заголовок",
    }  # fmt: skip


def _event(i: int) -> Row:
    at = _text(_START + timedelta(minutes=3 * i))
    source = f"site{i % SOURCES}"
    return {
        "at": at, "kind": "created", "source_id": source, "record_kind": "article",
        "record_key": f"{i}", "page_id": i + 1,
    }  # fmt: skip


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--grants", type=int, default=20_000)
    given = parser.parse_args()
    print(generate(given.folder, given.articles, given.grants))


if __name__ == "__main__":
    main()
