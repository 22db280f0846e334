"""A portal over several runs: gone on with, refused, narrowed, asked for a number."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

import pytest

from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request, page

from .conftest import Run, rows

LISTING, CARD = "/public/application/cards", "/public/application/item"
PER_PAGE, PAGES = 2, 6
SOURCES = """
[[source]]
id = "fund"
home_url = "https://fund.example/"
kind = "grants"
engine = "myrtex"
timezone = "Europe/Moscow"
listings = ["https://fund.example/public/application/cards?page=1"]
links = ['a[href*="application/item"]']
next_page = "li.pagination__item > a.pagination__link"
article_path = "^/public/application/item$"
keep_params = ["id"]
depth = 3
delay = 0
"""
NAMES = [f"26-1-0001{number:02}" for number in range(PER_PAGE * PAGES)]


def guid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


class Fund(Loopback):
    """Twelve applications on six pages. `refusal` answers instead, after `patience` requests.

    Pages of the listing that are `broken` answer so whenever they are asked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.refusal: Reply | None = None
        self.patience = 0
        self.broken: dict[str, Reply] = {}

    def reply(self, request: Request) -> Reply:
        parts = urlsplit(request.target)
        if parts.path == "/robots.txt":
            return Reply(status=404)
        if self.refusal is not None:
            self.patience -= 1
            if self.patience < 0:
                return self.refusal
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == LISTING and asked.get("page") in self.broken:
            return self.broken[asked["page"]]
        return page(_listing(asked) if parts.path == LISTING else _card(asked["id"]))

    @property
    def asked(self) -> list[str]:
        """What was asked since the last look: numbers of listing pages, numbers of cards."""
        paths = [hit.path for hit in self.requests if hit.path != "/robots.txt"]
        self.requests.clear()
        by_guid = {guid(name): name for name in NAMES}
        return [by_guid.get(path[-36:], path.rpartition("=")[2]) for path in paths]


def _listing(asked: dict[str, str]) -> str:
    number, search = int(asked.get("page", "1")), asked.get("SearchString")
    won = asked.get("Statuses[0].Selected") == "true"
    names = [name for name in NAMES if search in {None, name} and not (won and int(name[-1]) % 4)]
    shown = names[(number - 1) * PER_PAGE : number * PER_PAGE]
    last = max(-(-len(names) // PER_PAGE), 1)
    pager = "".join(
        '<li class="pagination__item">'
        f'<a class="pagination__link" href="{LISTING}?page={n}">{n}</a></li>'
        for n in range(1, last + 1)
    )
    return f"<html><body>{''.join(map(_row, shown))}<ul>{pager}</ul></body></html>"


def _row(name: str) -> str:
    return (
        f'<a href="{CARD}?id={guid(name)}"><div class="table__row cards-item-row">'
        f'<div class="projects__title">Проект {name}</div><div class="projects__descr">'
        f"<div>Псковская область</div><div>{name} 01.02.2026</div></div>"
        '<div class="projects__type"><span>на независимой экспертизе</span></div></div></a>'
    )


def _card(identifier: str) -> str:
    name = next(name for name in NAMES if guid(name) == identifier)
    facts = {"Номер заявки": name, "Конкурс": "Второй конкурс 2026", "ИНН": "7707083893"}
    items = (f"<li><span>{label}</span><span>{text}</span></li>" for label, text in facts.items())
    title = f"<h2 class='winner-info__title'>Проект {name}</h2>"
    return f"<html><body>{title}<ul>{''.join(items)}</ul></body></html>"


@pytest.fixture
def fund(tmp_path: Path) -> Iterator[Fund]:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    with Fund() as served:
        yield served


@pytest.fixture
def visit(dozor: Run, fund: Fund) -> Run:
    """`dozor crawl fund` at a moment, with more words."""

    def run(moment: str, *words: object) -> Any:
        redirect = ("-s", f"TRANSPORT_REDIRECT={fund.address}", "-s", "CONTACT=mailto:a@b.example")
        return dozor("crawl", "fund", "--now", moment, *redirect, "-s", "RETRY_TIMES=0", *words)

    return run


def cards(dozor: Run) -> dict[str, Any]:
    (source,) = json.loads(dozor("status", "--json").stdout)["sources"]
    found: dict[str, Any] = source["cards"]
    return found


def test_a_long_listing_is_read_over_several_runs_and_the_plan_is_seen(
    visit: Run, dozor: Run, fund: Fund, tmp_path: Path
) -> None:
    visit("2026-03-02T09:00Z", "--limit", 3)
    assert fund.asked == ["1", "2", "3", *NAMES[:3]]
    plan = cards(dozor)
    assert (plan["known"], plan["visited"], plan["asked"]) == (6, 3, 3)
    assert (plan["listing_page"], plan["listing_pages"]) == (3, 6)
    assert plan["waiting"]["undecided"] == 3
    said = dozor("status").stdout
    assert "6 cards known; 3 visited, 3 to visit" in said
    assert "the listing read up to page 3 of 6" in said

    visit("2026-03-03T09:00Z", "--due", "--limit", 4)
    assert fund.asked == ["1", "3", "4", "5", *NAMES[4:8]]
    visit("2026-03-03T10:00Z", "--due")
    assert fund.asked == ["1", "5", "6", "7", *NAMES[8:], NAMES[3], *NAMES[:3]]
    data = tmp_path / "data"
    assert rows(data, "SELECT goes_on FROM pages WHERE goes_on IS NOT NULL") == []
    done = cards(dozor)
    assert (done["known"], done["visited"], done["asked"], done["until"]) == (12, 12, 0, None)
    assert len(rows(data, "SELECT * FROM grants WHERE page_id IS NOT NULL")) == 12
    assert rows(data, "SELECT DISTINCT region FROM grants") == [{"region": "RU-PSK"}]


@pytest.mark.parametrize(
    ("refusal", "rest"),
    [
        (Reply(status=429, headers=(("Retry-After", "5"),)), "2026-03-02T09:01:00Z"),
        (Reply(status=429, headers=(("Retry-After", "600"),)), "2026-03-02T09:10:00Z"),
        (Reply(status=403), "2026-03-02T10:00:00Z"),
    ],
    ids=["429 for a moment", "429 for ten minutes", "403"],
)
def test_a_refusal_ends_the_run_at_once_and_the_next_goes_on_when_it_may(
    visit: Run, fund: Fund, tmp_path: Path, refusal: Reply, rest: str
) -> None:
    fund.refusal, fund.patience = refusal, 2
    refused = visit("2026-03-02T09:00:00Z")
    assert refused.returncode == 1
    assert fund.asked == ["1", "2", "3"], "and nothing after the refusal"
    data = tmp_path / "data"
    (host,) = rows(data, "SELECT host, blocked_until FROM hosts")
    assert host == {"host": "fund.example", "blocked_until": rest}
    fund.refusal = None
    visit("2026-03-02T09:00:30Z")
    assert fund.asked == []
    visit(rest, "--limit", 3)
    assert fund.asked == ["1", "2", "3", "4", *NAMES[:3]]
    assert rows(data, "SELECT count(*) AS n FROM grants") == [{"n": 8}]


def test_a_page_that_always_fails_is_gone_past_and_proves_nothing(
    visit: Run, fund: Fund, tmp_path: Path
) -> None:
    fund.broken = {"4": Reply(status=500)}
    data = tmp_path / "data"
    visit("2026-03-02T09:00Z")
    assert fund.asked[:3] == ["1", "2", "3"]
    for hour in (10, 11):
        visit(f"2026-03-02T{hour}:00Z", "--due")
        assert [name for name in fund.asked if len(name) == 1] == ["1", "3", "4"], "tried again"
    visit("2026-03-02T12:00Z", "--due")
    assert [name for name in fund.asked if len(name) == 1][:4] == ["1", "3", "4", "5"]
    visit("2026-03-02T13:00Z", "--due")
    assert "4" not in fund.asked
    (position,) = rows(data, "SELECT count(*) AS n FROM pages WHERE goes_on IS NOT NULL")
    assert position == {"n": 0}
    known = rows(data, "SELECT key FROM grants ORDER BY key")
    assert {row["key"] for row in known} == {*NAMES} - {*NAMES[6:8]}
    assert rows(data, "SELECT DISTINCT complete FROM runs") == [{"complete": 0}]
    rejects = rows(data, "SELECT DISTINCT reason, detail FROM rejects")
    assert rejects == [{"reason": "http_error", "detail": "500"}]


def test_a_whole_reading_goes_past_what_fails_at_once(
    visit: Run, fund: Fund, tmp_path: Path
) -> None:
    fund.broken = {"3": Reply(status=500)}
    visit("2026-03-02T09:00Z", "--full")
    assert [name for name in fund.asked if len(name) == 1] == ["1", "2", "3", "4", "5", "6", "7"]
    (run,) = rows(tmp_path / "data", "SELECT complete, proof FROM runs")
    assert (run["complete"], json.loads(run["proof"])["fault"]) == (0, "error: 500")


def test_a_page_behind_the_end_that_is_not_found_ends_a_reading(
    visit: Run, fund: Fund, tmp_path: Path
) -> None:
    fund.broken = {"7": Reply(status=404)}
    for hour in (9, 10, 11, 12):
        visit(f"2026-03-02T{hour}:00Z", "--due")
    assert rows(tmp_path / "data", "SELECT * FROM pages WHERE goes_on IS NOT NULL") == []


def test_a_card_is_found_by_its_number_and_the_next_time_known(
    visit: Run, fund: Fund, tmp_path: Path
) -> None:
    wanted = NAMES[7]
    assert visit("2026-03-02T09:00Z", "--number", wanted).returncode == 0
    assert fund.asked == ["1", wanted]
    assert visit("2026-03-03T09:00Z", "--number", wanted).returncode == 0
    assert fund.asked == [wanted]
    (grant,) = rows(tmp_path / "data", "SELECT key, inn FROM grants")
    assert grant == {"key": wanted, "inn": "7707083893"}
    lost = visit("2026-03-03T10:00Z", "--number", "99-9-999999")
    assert lost.returncode == 1
    assert "99-9-999999: no card of this number was found" in lost.stderr


def test_a_narrowed_crawl_visits_what_it_finds_and_proves_nothing(
    visit: Run, fund: Fund, tmp_path: Path
) -> None:
    visit("2026-03-02T09:00Z", "--filter", "status=won")
    asked = fund.asked
    assert {name for name in asked if "-" in name} == {n for n in NAMES if not int(n[-1]) % 4}
    (run,) = rows(tmp_path / "data", "SELECT complete, proof FROM runs")
    assert (run["complete"], json.loads(run["proof"])["filters"]) == (0, ["status=won"])


def test_a_filter_is_refused_where_nobody_understands_it(visit: Run, dozor: Run) -> None:
    refused = visit("2026-03-02T09:00Z", "--filter", "status=lost")
    assert (refused.returncode, "status must be one of" in refused.stderr) == (2, True)
    news = dozor("crawl", "ysia", "--filter", "status=won")
    assert (news.returncode, "no portal" in news.stderr) == (2, True)


def test_a_portal_on_hearsay_is_crawled_only_once_it_is_enabled(dozor: Run) -> None:
    def crawled() -> dict[str, bool]:
        listed = json.loads(dozor("sources", "list", "--json").stdout)
        return {source["id"]: source["enabled"] for source in listed}

    before = crawled()
    assert (before["yaroslavl_grants"], before["penza_grants"]) == (True, False)
    dozor("sources", "enable", "penza_grants")
    assert crawled()["penza_grants"]
