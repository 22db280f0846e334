"""What other programs rely on: ETags, gzip, CORS, limits, and a description that is valid."""

import asyncio
import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from openapi_spec_validator import validate

from dozor.serve import build

Get = Callable[..., httpx.Response]
ADDRESSES = ["/", "/dozor/grants", "/dozor/grants.json", "/dozor/grants.csv", "/dozor/grants.atom"]
ADDRESSES += ["/deadlines.ics", "/-/dozor.json", "/-/map", "/static/dozor.css"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_not_sent_again(get: Get, address: str) -> None:
    first = get(address)
    assert first.status_code == 200
    again = get(address, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert get(address, if_none_match='W/"another"').status_code == 200


def test_what_anyone_wrote_makes_a_new_answer(copied: Path, client: Callable[[Path], Get]) -> None:
    get = client(copied)
    tag = get("/dozor/runs.json").headers["etag"]
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE runs SET pages = 99 WHERE id = 1")
        connection.commit()
    answer = get("/dozor/runs.json?_sort=id&_shape=objects", if_none_match=tag)
    assert answer.json()["rows"][0]["pages"] == 99
    assert get("/dozor/runs.json", if_none_match=tag).status_code == 200


def test_a_call_that_closes_makes_a_new_answer_though_nothing_is_written(
    copied: Path, client: Callable[[Path], Get], monkeypatch: pytest.MonkeyPatch
) -> None:
    get = client(copied)
    tag = get("/dozor/calls.json").headers["etag"]
    for module in _plugins("_NEXT"):
        monkeypatch.setattr(module, "_NOW", "SELECT '2099-03-31T16:00:00Z'")
    assert get("/dozor/calls.json", if_none_match=tag).status_code == 200


def _plugins(name: str) -> list[Any]:
    from datasette.plugins import pm  # noqa: PLC0415

    return [plugin for plugin in pm.get_plugins() if hasattr(plugin, name)]


def test_an_answer_whose_counts_are_of_before_or_wanting_is_not_kept(
    copied: Path, client: Callable[[Path], Get], monkeypatch: pytest.MonkeyPatch
) -> None:
    get = client(copied)
    for module in _plugins("PATIENCE"):
        monkeypatch.setattr(module, "PATIENCE", 0.0)
        monkeypatch.setattr(module, "_SMALL", 0)
    assert "etag" not in get("/dozor/grants").headers
    assert "etag" in get("/dozor/grants/1").headers


def test_languages_have_tags_of_their_own(get: Get) -> None:
    tag = get("/dozor/grants", accept_language="en").headers["etag"]
    assert get("/dozor/grants", accept_language="ru", if_none_match=tag).status_code == 200
    assert get("/dozor/grants", cookie="dozor_lang=ru", if_none_match=tag).status_code == 200
    assert "etag" not in get("/dozor/grants?_lang=en").headers, "it sets a cookie"


def test_mistakes_have_no_tag(get: Get) -> None:
    assert "etag" not in get("/dozor/grants?inm=1").headers
    assert "etag" not in get("/dozor/nope").headers


def test_text_is_packed_for_those_who_unpack(data: Path) -> None:
    app = build(data)

    async def raw(accepted: str) -> tuple[dict[str, str], bytes]:
        sent: list[dict[str, Any]] = []

        async def send(event: dict[str, Any]) -> None:
            sent.append(event)

        await app.invoke_startup()
        scope = {"type": "http", "method": "GET", "path": "/dozor/articles.json", "scheme": "http"}
        headers = [(b"accept-encoding", accepted.encode()), (b"host", b"localhost")]
        scope |= {"query_string": b"", "headers": headers, "raw_path": b"/dozor/articles.json"}
        await app.app()(scope, None, send)
        found = {bytes(k).decode().lower(): bytes(v).decode() for k, v in sent[0]["headers"]}
        return found, b"".join(event.get("body", b"") for event in sent[1:])

    packed, body = asyncio.run(raw("gzip"))
    plain, whole = asyncio.run(raw("identity"))
    assert packed["content-encoding"] == "gzip"
    assert b"articles" in gzip.decompress(body)
    assert "content-encoding" not in plain
    assert len(body) < len(whole) / 2
    app.get_database("dozor").close()


@pytest.mark.parametrize("address", ["/dozor/grants.json", "/-/openapi.json", "/dozor/nope.json"])
def test_pages_of_other_sites_may_read(get: Get, address: str) -> None:
    headers = get(address).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers.get_list("access-control-allow-methods") == ["GET, HEAD, OPTIONS"]
    assert "X-Dozor-Complete" in headers["access-control-expose-headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(data: Path, method: str) -> None:
    app = build(data)
    answer = asyncio.run(_ask(app, method))
    assert answer.status_code == 405
    app.get_database("dozor").close()


async def _ask(
    app: Datasette, method: str = "GET", address: str = "198.51.100.7"
) -> httpx.Response:
    await app.invoke_startup()
    transport = httpx.ASGITransport(app.app(), client=(address, 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.request(method, "/-/dozor.json")


def test_who_asks_too_often_is_told_when_to_come_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in _plugins("DEFAULTS"):
        monkeypatch.setitem(module.DEFAULTS, "burst", 3)
        monkeypatch.setitem(module.DEFAULTS, "per_minute", 1)
    app = build(data)

    async def several() -> list[httpx.Response]:
        await app.invoke_startup()
        whole = app.app()
        answers = []
        for address in ["198.51.100.7"] * 5 + ["198.51.100.8", *["127.0.0.1"] * 5]:
            transport = httpx.ASGITransport(whole, client=(address, 1234))
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                answers.append(await client.get("/-/dozor.json"))
        return answers

    answers = asyncio.run(several())
    assert [one.status_code for one in answers] == [200] * 3 + [429] * 2 + [200] * 6
    assert int(answers[3].headers["retry-after"]) >= 1
    app.get_database("dozor").close()


def test_too_many_files_at_once_are_refused_for_a_while(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in _plugins("AT_ONCE"):
        monkeypatch.setattr(module, "AT_ONCE", 0)
    answer = get("/dozor/grants.csv")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"


def test_the_description_is_valid_and_of_what_there_is(get: Get) -> None:
    found = get("/-/openapi.json").json()
    validate(found)
    paths = found["paths"]
    assert {"/dozor/grants.json", "/dozor/grants.atom", "/dozor/calls.ics"} <= set(paths)
    assert {"/dozor/top_organisations.csv", "/-/dozor.json", "/deadlines.ics"} <= set(paths)
    assert "/dozor/hosts.json" not in paths
    kopecks = found["components"]["schemas"]["grants"]["properties"]["awarded_kopecks"]
    assert kopecks["type"] == ["integer", "null"]
    assert "копейках" in kopecks["description"]


@pytest.mark.parametrize("table", ["grants", "articles", "events", "calls"])
def test_every_address_that_is_described_answers(get: Get, table: str) -> None:
    paths = get("/-/openapi.json").json()["paths"]
    own = [path for path in paths if path.startswith(f"/dozor/{table}.")]
    assert len(own) >= 5
    for path in own:
        assert get(f"{path}?_size=2").status_code == 200, path


def test_whoever_wants_only_what_was_not_there_gets_no_body(get: Get) -> None:
    answer = get("/dozor/grants.json", if_none_match="*")
    assert (answer.status_code, answer.content) == (304, b"")
    assert get("/nowhere", if_none_match="*").status_code == 404


def test_what_an_answer_depends_on_is_said_once(get: Get) -> None:
    said = [part.strip() for part in get("/dozor/grants").headers["vary"].split(",")]
    assert sorted(said) == sorted(set(said))
    assert "Cookie" in said


def test_feeds_and_calendars_say_how_much_they_are(get: Get) -> None:
    feed = get("/dozor/grants.atom").headers
    assert [feed[f"x-dozor-{name}"] for name in ("rows", "total", "complete")] == ["2", "2", "1"]
    calendar = get("/deadlines.ics").headers
    assert int(calendar["x-dozor-rows"]) < int(calendar["x-dozor-total"])
    assert calendar["x-dozor-complete"] == "0"


@pytest.mark.parametrize("address", ["/-/search", "/-/search.json"])
def test_what_is_searched_for_has_a_length(get: Get, address: str) -> None:
    assert get(f"{address}?q={'а' * 501}").status_code == 400
