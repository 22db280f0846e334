"""A public copy: nothing private is in it, and plain Datasette shows it."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dozor.commands.publish import command
from dozor.errors import SetupError
from dozor.publishing.publish import MARK, publish

PERSON, COMPANY = "500100732259", "6027068261"
OF_OTHERS = ["тела", "вводки", "текстов", "помехи", "кратко", "целей", "задач", "значимости"]
OF_OTHERS += ["групп", "географии", "нарушений", "срока", "кому", "конкурса", "версии", "было"]
OF_OTHERS += ["стало", "заявления", "упоминания", "правки"]
PRIVATE = ["адреса", "кто", "заметки", "отказа", "будущего", "тайны", "архива"]


def held(folder: Path) -> bytes:
    """Every byte of every file, free pages included."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.read_bytes() for path in files)


def found(folder: Path, needles: list[str]) -> set[str]:
    whole = held(folder)
    return {needle for needle in needles if f"игла{needle}".encode() in whole}


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "dozor.db")) as connection:
        return connection.execute(sql).fetchall()


def test_the_needles_are_in_the_data_that_is_published(data: Path) -> None:
    assert found(data, OF_OTHERS + PRIVATE) == set(OF_OTHERS + PRIVATE)


def test_no_text_of_others_and_nothing_private_is_in_any_byte(data: Path, tmp_path: Path) -> None:
    made = publish(data, tmp_path / "public")
    assert found(made.folder, OF_OTHERS + PRIVATE) == set()
    assert PERSON.encode() not in held(made.folder)


def test_facts_stay(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    assert rows(folder, "SELECT title FROM articles") == [("Видимый заголовок",)]
    assert rows(folder, "SELECT title, awarded_kopecks, inn, organisation FROM grants") == [
        ("Первый проект", 100, None, "ИП Выдуманная Анна"),
        ("Второй проект", 200, COMPANY, "АНО «Мост»"),
    ]
    assert rows(folder, "SELECT kind FROM found_leads") == [("sums",)]
    assert rows(folder, "SELECT reason, detail FROM rejects") == [("empty", "")]


def test_a_private_person_has_no_number_and_is_one_still(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    assert rows(folder, "SELECT key, inn, name FROM organisations WHERE id = 1") == [
        ("person/1", None, "ИП Выдуманная Анна")
    ]
    assert rows(folder, "SELECT record_key FROM events WHERE record_kind = 'organisation'") == [
        ("person/1",)
    ]


def test_with_text_there_is_text_and_still_nothing_private(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public", with_text=True).folder
    left = found(folder, OF_OTHERS)
    assert {"тела", "вводки", "кратко", "версии", "было", "стало", "заявления", "срока"} <= left
    assert found(folder, PRIVATE) == set()
    assert PERSON.encode() not in held(folder)


def test_titles_are_found_and_texts_are_not(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    search = "SELECT rowid FROM search WHERE search MATCH '{}'"
    assert len(rows(folder, search.format("заголовок"))) == 1
    assert len(rows(folder, search.format("мост"))) == 2
    for word in ("длинный", "иглател", "иглатело", PERSON):
        assert rows(folder, search.format(word)) == []
    assert rows(folder, "INSERT INTO search (search) VALUES ('integrity-check')") == []


def test_an_earlier_copy_is_renewed_and_nothing_else_is_touched(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    (folder / "plugins" / "old.py").write_text("")
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.execute("INSERT INTO events (at, kind) VALUES ('2026', 'created')")
        connection.commit()
    assert publish(data, folder).event_id == 3
    assert not (folder / "plugins" / "old.py").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("place", ["mine", "data", "data/public", "."])
def test_another_folder_is_refused(data: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("моё")
    with pytest.raises(SetupError):
        publish(data, tmp_path / place)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "моё"
    assert (data / "dozor.db").is_file()


def test_where_it_fails_the_earlier_copy_stands(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    before = (folder / MARK).read_text()
    (data / "dozor.db").write_text("no database")
    with pytest.raises(SetupError):
        publish(data, folder)
    assert (folder / MARK).read_text() == before


def test_the_command_says_how_large_it_is_and_what_is_left_out(data: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(command, [str(tmp_path / "public"), "--data", str(data)])
    assert ran.exit_code == 0, ran.output
    assert "1 articles, 2 grants, as of event 2" in ran.output
    assert "Left out: full texts" in ran.output
    assert f"datasette {tmp_path / 'public'} --cors" in ran.output


def test_a_store_without_articles_can_be_published(data: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.execute("DELETE FROM articles")
        connection.commit()
    ran = CliRunner().invoke(command, [str(tmp_path / "public"), "--data", str(data)])
    assert "0 articles, 2 grants" in ran.output


def test_the_copy_names_every_row_for_datasette(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    about = json.loads((folder / "inspect-data.json").read_text())["dozor"]
    assert about["tables"]["grants"] == {"count": 2}
    assert about["file"] == "dozor.db"


def test_what_must_be_installed_is_said(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    names = {line.partition("==")[0] for line in (folder / "requirements.txt").read_text().split()}
    assert {"datasette", "pymorphy3", "pymorphy3-dicts-ru", "xlsxwriter", "asgi-gzip"} <= {
        name.lower() for name in names
    }
    assert "scrapy" not in {name.lower() for name in names}
    assert not (folder / "crawler").exists()


@pytest.mark.slow
def test_plain_datasette_shows_it_without_the_project(data: Path, tmp_path: Path) -> None:
    folder = publish(data, tmp_path / "public").folder
    (folder / "dozor.db").chmod(0o444)
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(Path(sys.executable).with_name("datasette")), str(folder), "--cors", "--port"]
    with subprocess.Popen(
        [*command, "0", "--host", "127.0.0.1"], cwd=tmp_path, env=plain, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            site = _address(process)
            for path in ("/", "/dozor/grants", "/dozor/grants/2", "/dozor/articles/1", "/-/map",
                         "/dozor/organisations/1", "/-/questions", "/dozor/top_organisations",
                         "/dozor/articles?_search=заголовки", "/dozor/grants.atom", "/-/health",
                         "/deadlines.ics", "/dozor/grants.xlsx", "/-/openapi.json",
                         "/static/queries.css"):  # fmt: skip
                address = site + urllib.request.quote(path, safe="/?=_&.-")
                with urllib.request.urlopen(address) as answer:
                    assert answer.status == 200, path
                    body = answer.read()
                assert path != "/" or "Дозор".encode() in body
            with urllib.request.urlopen(f"{site}/-/databases.json") as answer:
                assert json.load(answer)[0]["is_mutable"] is False
        finally:
            process.kill()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    ends = time.monotonic() + 30
    said = []
    while time.monotonic() < ends:
        line = process.stderr.readline()
        said.append(line)
        if "running on" in line:
            return line.partition("running on ")[2].split()[0]
    raise AssertionError("".join(said))
