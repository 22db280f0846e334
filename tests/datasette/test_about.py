"""What programs are told of the database, and the mark of sample data."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from datasette.utils.asgi import Request

from dozor.serve import build

Get = Callable[..., httpx.Response]


def test_the_state_of_the_database_is_one_address(get: Get) -> None:
    assert get("/-/dozor.json").json() == {
        "schema_version": 2,
        "epoch": "0123456789abcdef",
        "last_event_id": 1,
        "sample": False,
    }


@pytest.mark.parametrize("address", ["/", "/dozor/articles/1", "/dozor/nope", "/dozor/grants?x=1"])
def test_sample_data_says_so_on_every_page(get_sample: Get, address: str) -> None:
    assert "Образец данных" in get_sample(address).text


@pytest.mark.parametrize("address", ["/dozor/grants.json", "/dozor/grants.csv", "/-/dozor.json"])
def test_sample_data_says_so_to_programs(get_sample: Get, address: str) -> None:
    assert get_sample(address).headers["x-dozor-sample-data"] == "1"


def test_sample_data_says_so_within_the_json(get_sample: Get) -> None:
    assert get_sample("/-/dozor.json").json()["sample"] is True
    assert "Образец данных" in get_sample("/dozor/grants.json").json()["source"]


def test_real_data_does_not(get: Get) -> None:
    assert "Образец данных" not in get("/").text
    assert "x-dozor-sample-data" not in get("/dozor/grants.json").headers
    assert "source" not in get("/dozor/grants.json").json()


def test_what_a_crawler_writes_meanwhile_is_seen(data: Path, get: Get) -> None:
    before = get("/-/dozor.json").json()["last_event_id"]
    writer = sqlite3.connect(data / "dozor.db")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO events (at, kind) VALUES ('2026-03-02T12:01:00Z', 'created')")
    assert get("/-/dozor.json").json()["last_event_id"] == before
    writer.commit()
    assert get("/-/dozor.json").json()["last_event_id"] == before + 1
    writer.execute("DELETE FROM events WHERE id = ?", (before + 1,))
    writer.commit()
    writer.close()


def test_our_own_faults_are_logged_and_not_shown(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = build(data)

    async def fail() -> str:
        await app.invoke_startup()
        request = Request.fake("/dozor/articles.json")
        from datasette.plugins import pm  # noqa: PLC0415

        error = RuntimeError("a secret of the machine")
        (hook,) = pm.hook.handle_exception(datasette=app, request=request, exception=error)
        return str((await hook()).body)

    body = asyncio.run(fail())
    assert "a secret" not in body
    assert "a secret" in caplog.text
