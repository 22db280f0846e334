"""The site of results: read over several runs, joined to applications where anything says so."""

import json
from collections.abc import Iterator
from gzip import decompress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

import pytest

from crawler import clock
from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request, page
from pipelines.storage.pages import SqlitePageStore

from .conftest import Run, rows

LIST, API = "/award/api/v1/projects/get-projects-info", "/award/api/v1/applications"
CARD = "/public/application/item"
SOURCES = """
[[source]]
id = "fund"
home_url = "https://fund.example/"
kind = "grants"
engine = "myrtex"
timezone = "Europe/Moscow"
listings = ["https://fund.example/public/application/cards?page=1"]
links = ['a[href*="application/item"]']
article_path = "^/public/application/item$"
keep_params = ["id"]
delay = 0

[[source]]
id = "results"
home_url = "https://results.example/"
kind = "grants"
engine = "award"
results_of = "fund"
timezone = "Europe/Moscow"
listings = ["https://results.example/award/api/v1/projects/get-projects-info?page=1"]
article_path = "^/award/api/v1/applications/(?:item|results)$"
keep_params = ["applicationId"]
depth = 2
budget = 50
delay = 0
"""
TITLES = [f"Проект {number}" for number in range(45)]


def guid(title: str) -> str:
    return str(uuid5(NAMESPACE_URL, title))


class Sites(Loopback):
    """A fund with the cards in `cards` and a site with `projects`: items and results by title."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, dict[str, str]] = {}
        self.projects: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self.refusal: Reply | None = None

    def reply(self, request: Request) -> Reply:
        path, asked = urlsplit(request.target).path, parse_qs(urlsplit(request.target).query)
        if path == "/robots.txt":
            return Reply(status=404)
        if self.refusal and request.host == "results.example":
            return self.refusal
        if path == LIST:
            return self._list(request)
        if path.startswith(API):
            item, result = self._project(asked["applicationId"][0])
            return _json(item if path.endswith("/item") else result)
        if path == CARD:
            return page(_card(*self._titled(asked["id"][0])))
        first = asked.get("page", ["1"]) == ["1"]
        links = "".join(f'<a href="{CARD}?id={guid(t)}">{t}</a>' for t in self.cards if first)
        return page(f"<html><body>{links}</body></html>")

    def _list(self, request: Request) -> Reply:
        if request.method != "POST":
            return Reply(status=405)
        asked = json.loads(request.body)
        shown = list(self.projects)[asked["skip"] : asked["skip"] + asked["take"]]
        return _json({"projects": [{"projectPublicId": guid(title).upper()} for title in shown]})

    def _project(self, identifier: str) -> tuple[dict[str, Any], dict[str, Any]]:
        title = next(title for title in self.projects if guid(title) == identifier)
        item, result = self.projects[title]
        return {"applicationName": title} | item, result

    def _titled(self, identifier: str) -> tuple[str, dict[str, str]]:
        return next((t, facts) for t, facts in self.cards.items() if guid(t) == identifier)

    @property
    def asked(self) -> list[str]:
        """What the site of results was asked since the last look, by the ends of its addresses."""
        hits = [hit for hit in self.requests if hit.host == "results.example"]
        self.requests.clear()
        return [hit.path.rpartition("/")[2] for hit in hits if hit.path != "/robots.txt"]


def _json(said: object) -> Reply:
    return Reply(body=json.dumps(said).encode(), content_type="application/json")


def _card(title: str, facts: dict[str, str]) -> str:
    items = "".join(
        f"<li><span>{label}</span><span>{text}</span></li>" for label, text in facts.items()
    )
    return f"<html><body><h2 class='winner-info__title'>{title}</h2><ul>{items}</ul></body></html>"


def card(number: str, inn: str = "7707083893") -> dict[str, str]:
    return {"Номер заявки": number, "Конкурс": "Первый конкурс 2023", "ИНН": inn}


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[Sites]:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    with Sites() as served:
        yield served


@pytest.fixture
def visit(dozor: Run, sites: Sites) -> Run:
    """`dozor crawl` of some sources at a moment."""

    def run(moment: str, *names: object) -> Any:
        redirect = ("-s", f"TRANSPORT_REDIRECT={sites.address}", "-s", "CONTACT=mailto:a@b.example")
        return dozor("crawl", *names, "--now", moment, *redirect, "-s", "RETRY_TIMES=0")

    return run


def grants(data: Path) -> list[dict[str, Any]]:
    return rows(data, "SELECT source_id, key, title, evaluation, inn FROM grants ORDER BY id")


def test_a_long_list_is_read_over_several_runs_and_every_project_with_its_result(
    visit: Run, dozor: Run, sites: Sites, tmp_path: Path
) -> None:
    outcome = {"evaluation": "Проект реализован успешно"}
    sites.projects = {title: ({}, outcome) for title in TITLES}
    data = tmp_path / "data"
    visit("2026-03-02T09:00Z", "results")
    asked = sites.asked
    assert asked[:2] == ["get-projects-info?page=1", "get-projects-info?page=2"]
    assert asked[2:4] == [f"{kind}?applicationId={guid(TITLES[0])}" for kind in ("item", "results")]
    assert len(asked) == 2 + 50
    assert rows(data, "SELECT count(*) AS n FROM grants") == [{"n": 25}]
    (status,) = json.loads(dozor("status", "--json").stdout)["sources"]
    plan = status["cards"]
    assert (plan["known"], plan["visited"], plan["asked"]) == (65, 50, 15), "items and results"
    visit("2026-03-02T10:00Z", "results", "--due")
    assert [path for path in sites.asked if "page" in path][-1] == "get-projects-info?page=3"
    visit("2026-03-02T11:00Z", "results", "--due")
    assert [path for path in sites.asked if "page" in path][-1] == "get-projects-info?page=4"
    stored = rows(data, "SELECT title, evaluation, source_id FROM grants")
    assert {row["title"] for row in stored} == set(TITLES)
    assert {(row["evaluation"], row["source_id"]) for row in stored} == {("success", "results")}
    assert rows(data, "SELECT * FROM rejects") == []
    store = SqlitePageStore(data / "dozor.db")
    assert not store.has_wanted("results", clock.from_text("2026-03-02T11:30:00Z"), every=True)


def test_the_list_is_proven_whole_where_it_was_read_to_its_end(
    visit: Run, sites: Sites, tmp_path: Path
) -> None:
    sites.projects = {title: ({}, {}) for title in TITLES}
    visit("2026-03-02T09:00Z", "results", "--full")
    (run,) = rows(tmp_path / "data", "SELECT complete, proof FROM runs")
    proof = json.loads(run["proof"])
    assert (run["complete"], proof["items"], proof["after"]) == (1, 45, "empty page")


def test_a_refusal_ends_the_run_at_once(visit: Run, sites: Sites) -> None:
    sites.projects = {"Лес": ({}, {})}
    sites.refusal = Reply(status=403)
    visit("2026-03-02T09:00Z", "results")
    assert sites.asked == ["get-projects-info?page=1"]
    sites.refusal = None
    visit("2026-03-02T09:30Z", "results")
    assert sites.asked == [], "an hour's rest"


JOINED = {
    "number": ("Другое имя", {"applicationNumber": "23-1-000001"}),
    "card of that GUID and title": ("Лес", {}),
    "organisation and title": (
        "Иной ключ",
        {"organization": {"inn": "7707083893"}, "applicationName": "ЛЕС"},
    ),
}


@pytest.mark.parametrize("first", ["fund", "results"])
@pytest.mark.parametrize("by", JOINED)
def test_a_result_joins_its_application_whichever_was_read_first(
    visit: Run, sites: Sites, tmp_path: Path, by: str, first: str
) -> None:
    project, item = JOINED[by]
    sites.cards = {"Лес": card("23-1-000001"), "Река": card("23-1-000002")}
    sites.projects = {project: (item, {"evaluation": "Проект реализован неудовлетворительно"})}
    data = tmp_path / "data"
    visit("2026-03-02T09:00Z", first)
    visit("2026-03-03T09:00Z", "fund" if first == "results" else "results")
    found = {row["key"]: (row["source_id"], row["evaluation"]) for row in grants(data)}
    assert found == {"23-1-000001": ("fund", "failure"), "23-1-000002": ("fund", None)}
    claims = rows(
        data,
        "SELECT field, found_by, final_url FROM claims JOIN snapshots ON snapshots.id = snapshot_id"
        " WHERE origin = 'results' AND field IN ('title', 'evaluation') ORDER BY field",
    )
    ends = [row["final_url"].partition("?")[0].rpartition("/")[2] for row in claims]
    assert [(row["field"], row["found_by"]) for row in claims] == [
        ("evaluation", "result"),
        ("title", "item"),
    ]
    assert ends == ["results", "item"], "each leads back to the answer that says it"
    assert rows(data, "SELECT * FROM changes") == [], "what is said for the first time is no change"


def test_what_nothing_joins_is_a_record_of_its_own(
    visit: Run, sites: Sites, tmp_path: Path
) -> None:
    """The same title twice, another organisation, a card of the same GUID under another title."""
    sites.cards = {"Лес": card("23-1-000001"), "Лес ": card("23-1-000002"), "Дом": card("23-1-3")}
    sites.projects = {
        "Тот же": ({"applicationName": "Лес", "inn": "7707083893"}, {"evaluation": "Неясно"}),
        "Чужой": ({"applicationName": "Дом", "inn": "5003052454"}, {}),
        "Дом": ({"applicationName": "Другой дом"}, {}),
    }
    visit("2026-03-02T09:00Z", "fund", "results")
    found = [(row["title"], row["evaluation"]) for row in grants(tmp_path / "data")
             if row["source_id"] == "results"]  # fmt: skip
    assert sorted(found) == [("Дом", None), ("Другой дом", None), ("Лес", "other")]


def test_an_outcome_that_comes_later_is_a_change_of_the_site_of_results(
    visit: Run, sites: Sites, tmp_path: Path
) -> None:
    sites.cards = {"Лес": card("23-1-000001")}
    sites.projects = {"Лес": ({}, {"evaluation": None})}
    visit("2026-03-02T09:00Z", "fund", "results")
    sites.projects = {"Лес": ({}, {"evaluation": "Проект реализован успешно"})}
    visit("2026-04-20T09:00Z", "results")
    changes = rows(
        tmp_path / "data",
        "SELECT field, old, new, cause, origin FROM changes WHERE field = 'evaluation'",
    )
    assert changes == [
        {"field": "evaluation", "old": None, "new": "success", "cause": "source",
         "origin": "results"}
    ]  # fmt: skip
    (event,) = rows(
        tmp_path / "data", "SELECT source_id, record_key FROM events WHERE kind = 'changed'"
    )
    assert event == {"source_id": "fund", "record_key": "23-1-000001"}


def test_what_the_list_was_asked_stands_in_the_archive(
    visit: Run, sites: Sites, tmp_path: Path
) -> None:
    sites.projects = {"Лес": ({}, {})}
    visit("2026-03-02T09:00Z", "results")
    (file,) = {row["warc_file"] for row in rows(tmp_path / "data", "SELECT * FROM snapshots")}
    packed = (tmp_path / "data" / file).read_bytes()
    text = decompress(packed)
    assert b"POST /award/api/v1/projects/get-projects-info?page=1 HTTP/1.1" in text
    assert b'{"take": 20, "skip": 0, "searchText": ""}' in text
