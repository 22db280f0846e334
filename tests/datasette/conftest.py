"""A small real database, written with the migrations, and a client of the app over it."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from sqlite_utils import Database

from dozor.serve import build
from pipelines.lemmas import lemmatise
from pipelines.search_ids import search_id
from pipelines.storage.schema import migrations

Get = Callable[..., httpx.Response]
SEEN = "2026-03-02T12:00:00Z"

SOURCES = [
    ("veter", "Северный ветер", "news", "https://veter.example/", "RU-SA", "Asia/Yakutsk"),
    ("bereg", "Берег Псковы", "news", "https://bereg.example/", "RU-PSK", "Europe/Moscow"),
    ("fond", "Фонд добрых дел", "grants", "https://fond.example/", None, "Europe/Moscow"),
]

ARTICLES: list[dict[str, Any]] = [
    {
        "source_id": "veter",
        "title": "Якутские общественники получили гранты на мастерские",
        "lead": "Восемь мастерских откроются до конца лета.",
        "body": "Гранты распределили между восемью улусами.\nПервая мастерская примет гостей в "
        "мае, рассказали организаторы.\nЁлочные игрушки тоже будут делать здесь.",
        "published_edtf": "2026-03-01T13:47:00+09:00",
        "published_utc": "2026-03-01T04:47:00Z",
        "published_precision": "minute",
        "published_on": "2026-03-01",
        "sort_utc": "2026-03-01T04:47:00Z",
        "region": "RU-SA",
        "section": "Общество",
        "tags": ["НКО", "мастерские"],
        "author": "Пресс-служба",
        "texts": {"published": "01.03.2026 13:47"},
        "origins": {"title": "json-ld", "published": "own", "body": "own"},
    },
    {
        "source_id": "veter",
        "title": "Река вскрылась раньше обычного",
        "body": "Лёд тронулся на две недели раньше срока.",
        "published_edtf": "2026-02-20T09:00:00+09:00",
        "published_utc": "2026-02-20T00:00:00Z",
        "published_precision": "minute",
        "published_on": "2026-02-20",
        "sort_utc": "2026-02-20T00:00:00Z",
        "region": "RU-SA",
    },
    {
        "source_id": "bereg",
        "title": "Набережную обновят на средства конкурса",
        "body": "Проект поддержали жители. Дорожки, скамьи и фонари появятся к осени.",
        "published_edtf": "2026-02",
        "published_precision": "month",
        "sort_utc": "2026-01-31T21:00:00Z",
        "region": "RU-PSK",
        "tags": ["набережная"],
    },
    {
        "source_id": "bereg",
        "title": "Хор без даты ждёт новых голосов",
        "body": "Хор собирается по вторникам.",
        "region": "RU-PSK",
        "problems": {"published": "«на днях» не читается как дата"},
        "texts": {"published": "на днях"},
    },
]

GRANTS: list[dict[str, Any]] = [
    {
        "title": "Тихий берег: мастерские для подростков",
        "application_number": "24-1-000101",
        "contest": "Первый конкурс 2024",
        "direction": "Поддержка молодёжных проектов",
        "status": "won",
        "status_text": "проект поддержан",
        "evaluation": "success",
        "evaluation_text": "Проект реализован успешно",
        "submitted_on": "2024-03-15",
        "requested_kopecks": 220160000,
        "cofinancing_kopecks": 202036000,
        "total_kopecks": 422196000,
        "awarded_kopecks": 198000050,
        "organisation_id": 1,
        "organisation": "АНО «Мастерская у воды»",
        "inn": "6027068261",
        "ogrn": "1026000002302",
        "region": "RU-PSK",
        "period_edtf": "2024-07-01/2025-06-30",
        "summary": "Подростки восстановят лодочную мастерскую.\nВ ней откроется кружок.",
        "aims": ["Научить ремеслу", "Сберечь лодки"],
        "tasks": ["Отремонтировать сарай", "Набрать две группы"],
        "target_groups": ["подростки"],
        "website": "https://berega.example/",
        "origins": {"title": "label", "requested": "Запрашиваемая сумма"},
        "texts": {"requested": "2 201 600,00 ₽"},
    },
    {
        "title": "Песни двух рек",
        "application_number": "23-2-000202",
        "contest": "Второй конкурс 2023",
        "direction": "Культура",
        "status": "not_supported",
        "status_text": "проект не получил поддержку",
        "submitted_on": "2023-09-30",
        "requested_kopecks": 50000000,
        "organisation_id": 1,
        "organisation": "АНО МАСТЕРСКАЯ У ВОДЫ",
        "inn": "6027068261",
        "region": "RU-PSK",
    },
]

CALLS: list[dict[str, Any]] = [
    {
        "title": "Гранты сельским пристаням",
        "organiser": "Фонд добрых дел",
        "status": "open",
        "status_text": "Приём заявок открыт",
        "opens_edtf": "2020-01-15",
        "closes_edtf": "2099-03-31T18:00:00+03:00",
        "closes_on": "2099-03-31",
        "closes_utc": "2099-03-31T15:00:00Z",
        "closes_by_utc": "2099-03-31T15:00:00Z",
        "deadline_text": "Заявки ждут до 18:00 мск 31 марта 2099 года.",
        "minimum_kopecks": 30000000,
        "maximum_kopecks": 150000000,
        "regions": ["Псковская область", "Карелия"],
        "audience": "НКО и ТОС",
        "body": "Пристани чинят вместе с жителями.",
        "origins": {"closes_edtf": "sentence"},
    },
    {
        "title": "Премия за зимние мосты",
        "status": "open",
        "status_text": "Открыт",
        "closes_edtf": "2021-02",
        "closes_by_utc": "2021-02-28T20:59:59Z",
        "maximum_kopecks": 5000000,
    },
    {
        "title": "Конкурс будущих маяков",
        "opens_edtf": "2099-05",
        "opens_from_utc": "2099-04-30T21:00:00Z",
    },
    {
        "source_id": "bereg",
        "title": "Набережную обновят на средства конкурса",
        "article_id": 3,
        "closes_edtf": "2099-04-01",
        "closes_on": "2099-04-01",
        "closes_by_utc": "2099-04-01T20:59:59Z",
    },
]


def _row(record: dict[str, Any], number: int) -> dict[str, Any]:
    row = {
        "key": f"k{number}",
        "url": f"https://{record.get('source_id', 'fond')}.example/{number}",
        "first_seen": SEEN,
        "last_seen": SEEN,
        "currency": "RUB",
        "texts": {},
        "origins": {},
        "source_id": "fond",
        **record,
    }
    dumped = (list, dict)
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dumped) else value
        for name, value in row.items()
    }


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)


def _index(connection: sqlite3.Connection, number: int, title: str, names: str, text: str) -> None:
    lemmas = (number, lemmatise(title), lemmatise(names), lemmatise(text))
    connection.execute("INSERT INTO search (rowid, title, names, text) VALUES (?,?,?,?)", lemmas)


def _sources(connection: sqlite3.Connection) -> None:
    for source in SOURCES:
        connection.execute(
            "INSERT INTO sources (id, title, kind, home_url, region, timezone, interval_minutes)"
            " VALUES (?, ?, ?, ?, ?, ?, 60)",
            source,
        )
        connection.execute(
            "INSERT INTO runs (source_id, started, finished, reason, pages, created, health)"
            " VALUES (?, '2026-03-02T11:58:00Z', ?, 'finished', 4, 2, 'healthy')",
            (source[0], SEEN),
        )
    connection.execute(
        "INSERT INTO rejects (run_id, url, reason, detail, seen_at)"
        " VALUES (2, 'https://bereg.example/pusto', 'empty', '', ?),"
        " (2, 'https://bereg.example/old', 'soft_404', 'leads to https://bereg.example/', ?)",
        (SEEN, SEEN),
    )


def _records(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO organisations (id, key, inn, ogrn, name, region, first_seen, last_seen)"
        " VALUES (1, '6027068261', '6027068261', '1026000002302', 'АНО «Мастерская у воды»',"
        " 'RU-PSK', ?, ?)",
        (SEEN, SEEN),
    )
    connection.execute(
        "INSERT INTO organisation_names VALUES (1, 'АНО МАСТЕРСКАЯ У ВОДЫ', 'fond', ?, ?)",
        (SEEN, SEEN),
    )
    for number, article in enumerate(ARTICLES, 1):
        row = _row({**article, "word_count": len(article["body"].split())}, number)
        _insert(connection, "articles", {k: v for k, v in row.items() if k != "currency"})
        text = f"{article.get('lead', '')} {article['body']}"
        _index(
            connection,
            search_id("article", number),
            article["title"],
            article.get("author", ""),
            text,
        )
    for number, grant in enumerate(GRANTS, 1):
        _insert(connection, "grants", _row(grant, number))
        names = f"{grant['organisation']} {grant['application_number']} {grant['inn']}"
        _index(
            connection, search_id("grant", number), grant["title"], names, grant.get("summary", "")
        )
    for number, call in enumerate(CALLS, 1):
        _insert(connection, "competitions", _row(call, number))
        _index(
            connection, search_id("competition", number), call["title"], "", call.get("body", "")
        )


def _changes(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO revisions (id, record_kind, record_id, seen_at, cause, record)"
        " VALUES (1, 'grant', 1, ?, 'source', '{}')",
        (SEEN,),
    )
    connection.execute(
        "INSERT INTO changes (revision_id, record_kind, record_id, field, cause, significance,"
        " seen_at, old, new) VALUES"
        " (1, 'grant', 1, 'awarded_kopecks', 'source', 90, :at, '150000000', '198000050'),"
        " (1, 'grant', 1, 'status', 'parser', 90, :at, 'under_review', 'won')",
        {"at": SEEN},
    )


def _leads(connection: sqlite3.Connection) -> None:
    sides = ("card", "200000000 + 60000000", "card", "270000000")
    connection.execute(
        "INSERT INTO found_leads (key, kind, source_id, grant_id, organisation_id, region, field,"
        " title, one_origin, one, other_origin, other, first_seen, last_seen)"
        " VALUES ('sums:fond/k1:total', 'sums', 'fond', 1, 1, 'RU-PSK', 'total_kopecks',"
        " 'Тихий берег: мастерские для подростков', ?, ?, ?, ?, ?, ?)",
        (*sides, SEEN, SEEN),
    )
    connection.execute(
        "INSERT INTO found_leads (key, kind, organisation_id, field, title, one_origin, one,"
        " other_origin, other, one_grant_id, other_grant_id, first_seen, last_seen)"
        " VALUES ('names:6027068261:abcdef', 'names', 1, 'organisation', NULL, 'card',"
        " 'АНО «Мост»', 'workbook', 'АНО <b>Плёс</b>', 1, 2, ?, ?)",
        (SEEN, SEEN),
    )
    connection.executemany(
        "INSERT INTO notes (kind, subject, label, who, noted_on, text) VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("lead", "sums:fond/k1:total", None, "Анна", "2026-03-07", "Смета пересчитана"),
            ("record", "fond/k1", "проверяем", "Анна", None, "Запросили отчёт"),
            ("organisation", "6027068261", None, "Борис", None, "Звонили в фонд"),
        ],
    )


def _mentions(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO mentions (record_kind, record_id, kind, text, normal, start, organisation_id,"
        " score, evidence) VALUES ('article', 1, 'organisation', 'Мастерская у воды',"
        " 'мастерская у воды', 9, 1, 0.85, 'form')"
    )
    connection.execute("INSERT INTO stories VALUES (5, 'Гранты получены', ?, 2, 2)", (SEEN,))
    connection.execute("UPDATE articles SET story_id = 5 WHERE id IN (1, 3)")


def write(path: Path, *, sample: str = "0") -> None:
    """Write the database that all tests of this folder look at."""
    connection = sqlite3.connect(path)
    migrations.apply(Database(connection))
    connection.execute("PRAGMA journal_mode = WAL")
    facts = {"sample": sample, "epoch": "0123456789abcdef", "schema_version": "2"}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())
    _sources(connection)
    _records(connection)
    _changes(connection)
    _leads(connection)
    _mentions(connection)
    connection.execute(
        "INSERT INTO events (at, kind, record_kind, record_key)"
        " VALUES (?, 'created', 'article', 'k1')",
        (SEEN,),
    )
    connection.commit()
    connection.close()


def _client(app: Datasette) -> Get:
    def get(path: str, **headers: str) -> httpx.Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        response: httpx.Response = asyncio.run(app.client.get(path, headers=names))
        return response

    return get


@pytest.fixture(scope="session")
def make_data() -> Callable[[Path], None]:
    """Write that database into a folder of one's own."""
    return lambda folder: write(folder / "dozor.db")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a database."""
    folder = tmp_path_factory.mktemp("data")
    write(folder / "dozor.db")
    return folder


@pytest.fixture(scope="session")
def get(data: Path) -> Iterator[Get]:
    """Ask the app over that database for an address."""
    app = build(data)
    yield _client(app)
    app.get_database("dozor").close()


@pytest.fixture(scope="session")
def get_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """The same over a database that is marked as sample data."""
    folder = tmp_path_factory.mktemp("sample")
    write(folder / "dozor.db", sample="1")
    app = build(folder)
    yield _client(app)
    app.get_database("dozor").close()


@pytest.fixture
def copied(data: Path, tmp_path: Path) -> Path:
    """A copy of that data folder, for a test to change."""
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "dozor.db"),))
    return tmp_path


@pytest.fixture
def client() -> Iterator[Callable[[Path], Get]]:
    """Make a client of the app over a data folder."""
    apps: list[Datasette] = []

    def over(folder: Path) -> Get:
        apps.append(build(folder))
        return _client(apps[-1])

    yield over
    for app in apps:
        app.get_database("dozor").close()
