"""Files of what a page shows: whole, or refused; and JSON that says how much it is."""

import asyncio
import csv
import html
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from python_calamine import CalamineWorkbook

Get = Callable[..., httpx.Response]
COUNT = 2345
NUMBERS = (
    "with recursive n(id) as (select 1 union all select id %2B 1 from n where id < 2345)"
    " select id from n"
)


@pytest.fixture(scope="module")
def get_many(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[Get]:
    """Ask an app over a database with more rows than Datasette gives at once."""
    from dozor.serve import build  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("many")
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "dozor.db"),))
    with closing(sqlite3.connect(folder / "dozor.db")) as connection:
        connection.executemany(
            "INSERT INTO events (at, kind, record_key) VALUES ('2026-03-03', 'changed', ?)",
            [(f"н{number}",) for number in range(COUNT - 1)],
        )
        connection.commit()
    app = build(folder)

    def get(path: str) -> httpx.Response:
        answer: httpx.Response = asyncio.run(
            app.client.get(path, headers={"accept-encoding": "identity"})
        )
        return answer

    yield get
    app.get_database("dozor").close()


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def sheets(answer: httpx.Response) -> dict[str, list[list[object]]]:
    assert answer.status_code == 200, answer.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize(
    "address",
    [
        "/dozor/events.csv",
        "/dozor/events.csv?_stream=1&_size=max&_dl=1",
        f"/dozor.csv?sql={NUMBERS}",
    ],
)
def test_csv_holds_every_row_of_a_table_and_of_a_query(get_many: Get, address: str) -> None:
    answer = get_many(address)
    assert len({row["id"] for row in rows(answer)}) == COUNT
    assert answer.headers["x-dozor-complete"] == "1"
    assert answer.headers["x-dozor-rows"] == str(COUNT)
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("address", ["/dozor/events.jsonl", f"/dozor.jsonl?sql={NUMBERS}"])
def test_json_lines_hold_every_row(get_many: Get, address: str) -> None:
    lines = get_many(address).text.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == COUNT


@pytest.mark.parametrize("address", ["/dozor/events.xlsx", f"/dozor.xlsx?sql={NUMBERS}"])
def test_xlsx_holds_every_row_and_says_how_many(get_many: Get, address: str) -> None:
    found = list(sheets(get_many(address)).values())
    assert len(found[0]) == COUNT + 1
    assert ["Строк, все", str(COUNT)] in found[-1]


def test_a_part_that_was_asked_for_says_that_it_is_one(get_many: Get) -> None:
    answer = get_many("/dozor/events.csv?_size=10")
    assert len(rows(answer)) == 10
    assert answer.headers["x-dozor-complete"] == "0"
    assert answer.headers["x-dozor-total"] == str(COUNT)
    assert 'filename="events-10.csv"' in answer.headers["content-disposition"]


def test_json_of_a_query_that_was_cut_says_of_how_many(get_many: Get) -> None:
    answer = get_many(f"/dozor.json?sql={NUMBERS}&_shape=objects")
    assert answer.json()["truncated"]
    assert answer.json()["covers"] == {"rows": 1000, "total": COUNT, "complete": False}
    bare = get_many(f"/dozor.json?sql={NUMBERS}&_shape=array")
    assert len(bare.json()) == 1000
    assert bare.headers["x-dozor-complete"] == "0"
    assert bare.headers["x-dozor-total"] == str(COUNT)


def test_json_of_a_table_says_of_how_many(get_many: Get) -> None:
    covers: dict[str, object] = {}
    while covers.get("total") is None:  # a count that takes too long is given when it is ready
        covers = get_many("/dozor/events.json?_size=7").json()["covers"]
    assert covers == {"rows": 7, "total": COUNT, "complete": False}
    last = get_many("/dozor/events.json?_size=max&_sort=id&id__gt=2000").json()["covers"]
    assert last["complete"]
    assert last["rows"] == last["total"] > 300


def test_filters_search_and_order_are_those_of_the_page(get: Get) -> None:
    titles = [row["title"] for row in rows(get("/dozor/articles.csv?region=RU-SA&_sort=title"))]
    assert titles == [
        "Река вскрылась раньше обычного",
        "Якутские общественники получили гранты на мастерские",
    ]
    found = rows(get("/dozor/articles.csv?_search=хор&_col=title"))
    assert found == [{"id": "4", "title": "Хор без даты ждёт новых голосов"}]


def test_labels_stand_beside_what_they_name(get: Get) -> None:
    row = rows(get("/dozor/grants.csv?_labels=on&_size=max"))[0]
    assert row["source_id"], row["source_id_label"] == ("fond", "Фонд добрых дел")


def test_what_a_spreadsheet_would_run_is_a_text_there(get: Get) -> None:
    assert "'=1+2" in get("/dozor.csv?sql=select+'%3D1%2B2'+as+a").text


def test_sheets_hold_numbers_and_dates(get: Get) -> None:
    found = sheets(get("/dozor/grants.xlsx?status=won"))
    heads, row = found["Заявки на гранты"]
    cells = dict(zip(map(str, heads), row, strict=True))
    assert cells["Присуждено"] == 1980000.5
    assert str(cells["Подана"])[:10] == "2024-03-15"
    assert isinstance(cells["Впервые замечено"], datetime)
    assert cells["ИНН"] == "6027068261"
    assert "Присуждено, ₽" not in cells


def test_a_sheet_says_what_it_is_of(get: Get) -> None:
    about = dict(map(tuple, sheets(get("/dozor/grants.xlsx?status=won"))["Об этом файле"]))  # type: ignore[arg-type]
    assert about["Что здесь"] == "Заявки на гранты: Решение = поддержана"
    assert about["Адрес запроса"] == "http://localhost/dozor/grants?status=won"
    assert about["По состоянию на событие"] == "1"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx"])
def test_sample_data_says_so_within_the_file(get_sample: Get, ending: str) -> None:
    answer = get_sample(f"/dozor/grants.{ending}")
    if ending == "xlsx":
        found = list(sheets(answer).values())
        assert [row[0] for row in found[0]] == ["sample", "sample data", "sample data"]
        assert "Образец данных" in str(found[-1])
    else:
        assert answer.text.count("sample data") == 2


WRONG = ("inm=1", "_sort=nope", "_search=-", "_where=nope")
SHOWN_WRONG = ("_facet=nope", "_col=nope")
"""How a page is shown matters to no feed."""


@pytest.mark.parametrize(
    ("ending", "query"),
    [
        *product(("csv", "jsonl", "xlsx", "json"), WRONG + SHOWN_WRONG),
        *product(("atom",), WRONG),
    ],
)
def test_what_is_asked_wrong_is_no_file(get: Get, ending: str, query: str) -> None:
    assert get(f"/dozor/grants.{ending}?{query}").status_code == 400


def test_a_query_without_an_end_is_refused_with_words(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "with recursive n(i) as (select 1 union all select i %2B 1 from n) select i from n"
    for module in [found for found in _plugins() if hasattr(found, "SECONDS")]:
        monkeypatch.setattr(module, "FREE_SECONDS", 0.3)
    answer = get(f"/dozor.csv?sql={endless}", accept_language="en")
    assert answer.status_code == 400
    assert "narrow the filter" in answer.text.lower()


def test_a_query_of_ones_own_may_not_fill_the_disk(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [found for found in _plugins() if hasattr(found, "FREE_LARGEST")]:
        monkeypatch.setattr(module, "FREE_LARGEST", 100_000)
    wide = "with recursive n(i) as (select 1 union all select i %2B 1 from n)"
    for ending in ("csv", "jsonl", "xlsx"):
        answer = get(f"/dozor.{ending}?sql={wide} select hex(zeroblob(5000)) from n")
        assert answer.status_code == 400, ending
        assert "велик" in answer.text


def test_queries_of_ones_own_keep_nobody_from_the_tables(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [found for found in _plugins() if hasattr(found, "FREE_AT_ONCE")]:
        monkeypatch.setattr(module, "FREE_AT_ONCE", 0)
    assert get("/dozor.csv?sql=select 1").status_code == 503
    assert get("/dozor/grants.csv?_where=1").status_code == 503
    assert get("/dozor/grants.csv").status_code == 200
    assert get("/dozor/top_organisations.csv").status_code == 200


def test_whoever_hangs_up_is_worked_for_no_longer(data: Path) -> None:
    from dozor.serve import build  # noqa: PLC0415

    app = build(data)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    scope = {
        "type": "http", "method": "GET", "path": "/dozor.csv", "headers": [],
        "query_string": urlencode({"sql": endless}).encode(), "http_version": "1.1",
    }  # fmt: skip

    async def hang_up() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def nowhere(_: dict[str, object]) -> None: ...

    async def asked() -> None:
        await app.invoke_startup()
        await asyncio.wait_for(app.app()(scope, hang_up, nowhere), 5)

    asyncio.run(asked())
    app.get_database("dozor").close()


def _plugins() -> list[object]:
    from datasette.plugins import pm  # noqa: PLC0415

    return list(pm.get_plugins())


def test_a_parameter_that_looks_like_a_filter_is_none(get: Get) -> None:
    assert rows(get("/dozor.csv?sql=select+:a__b+as+a&a__b=5")) == [{"a": "5"}]
    assert get("/dozor.xlsx?sql=select+:a__b+as+a&a__b=5").status_code == 200


def test_an_empty_answer_is_a_file_with_a_head(get: Get) -> None:
    assert rows(get("/dozor/grants.csv?inn=1")) == []
    assert get("/dozor/grants.csv?inn=1").text.startswith("id,key,source_id")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_the_files_of_a_later_page_are_of_every_row(get: Get, ending: str) -> None:
    first = get("/dozor/articles?_size=1&_sort_desc=sort_utc").text
    further = html.unescape(re.search(r'rel="next" href="([^"]*)"', first)[1])  # type: ignore[index]
    page = get(further.removeprefix("http://localhost")).text
    links = re.findall(rf'href="(/dozor/articles\.{ending}[^"]*)"', page)
    assert links, page
    assert not [link for link in links if "_next" in link]
    asked = further.partition("?")[2].replace("_size=1&", "").replace("&_size=1", "")
    answer = get(f"/dozor/articles.{ending}?{asked}&_labels=on")
    assert (answer.status_code, answer.headers["x-dozor-rows"]) == (200, "4")
    assert answer.headers["x-dozor-complete"] == "1"


def test_a_page_of_a_file_may_have_labels(get: Get) -> None:
    first = get("/dozor/articles.json?_size=1&_sort_desc=sort_utc").json()
    answer = get(
        f"/dozor/articles.csv?_size=1&_sort_desc=sort_utc&_labels=on&_next={first['next']}"
    )
    (row,) = rows(answer)
    assert (row["source_id"], row["source_id_label"]) == ("veter", "Северный ветер")
