"""Every trap that makes other systems call living pages removed, each on a site of its own.

All sites are crawled side by side by `dozor crawl`, day by day: well on day 0, in their trap on
days 1 to 3, well again on day 4. Sites of the first list are crawled as under cron, so that only
listings and suspicion lead to old pages; of the second every page is visited every day.
"""

import sqlite3
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dozor.world import moment
from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request

from .conftest import rows, run_dozor

pytestmark = pytest.mark.slow

CARDS, PER_PAGE, LAST_DAY = 24, 5, 4
TAKEN_OUT = 7

LISTED = (
    "delisted", "blank_page", "clamped", "truncated", "wrong_total", "error_page", "blocked_page",
    "rolling", "feed", "limited", "unlisted",
)  # fmt: skip
VISITED = (
    "deleted", "gone_410", "soft_404", "to_front", "restored", "block", "outage", "empty",
    "mass_404", "flapping",
)  # fmt: skip


def html(text: str, status: int = 200) -> Reply:
    body = f'<!doctype html><html lang="ru"><head><meta charset="utf-8"></head>{text}</html>'
    return Reply(status=status, body=body.encode(), content_type="text/html; charset=utf-8")


class Traps(Loopback):
    """One site a host, named after its trap: a listing of numbered articles, newest first."""

    day = 0

    def reply(self, request: Request) -> Reply:
        trap = request.host.partition(".")[0].replace("-", "_")
        path, inside = urlsplit(request.target).path, 0 < self.day < LAST_DAY
        if path == "/robots.txt":
            return html("", HTTPStatus.NOT_FOUND)
        if path.startswith("/a/"):
            return self.article(trap, int(path[3:]), inside=inside)
        if path == "/rss":
            return self.feed(trap)
        if path == "/news":
            return self.listing(trap, request, inside=inside)
        return html("<body><h1>Главная</h1><p>Новости дня.</p></body>")

    def article(self, trap: str, number: int, *, inside: bool) -> Reply:
        absent = html("<body><h1>Страница не найдена</h1></body>", HTTPStatus.NOT_FOUND)
        soft = html("<title>Страница не найдена</title><body>Такой страницы нет.</body>")
        alone = {
            "delisted": absent, "deleted": absent, "soft_404": soft,
            "gone_410": html("<body>Удалено</body>", HTTPStatus.GONE),
            "to_front": Reply(status=HTTPStatus.FOUND, headers=(("Location", "/"),)),
            "restored": absent if self.day == 1 else None,
            "flapping": absent if self.day in {1, 3} else None,
        }.get(trap)  # fmt: skip
        together = {
            "block": html("<title>Доступ ограничен</title>", HTTPStatus.FORBIDDEN),
            "outage": html("", HTTPStatus.INTERNAL_SERVER_ERROR),
            "empty": Reply(status=HTTPStatus.OK),
            "mass_404": absent if self.day < LAST_DAY - 1 else None,
        }.get(trap)
        if self.day and alone and number == TAKEN_OUT:
            return alone
        return together if inside and together else story(number)

    def numbers(self, trap: str, *, inside: bool) -> list[int]:
        """Which articles a listing names, newest first."""
        named = list(range(CARDS, 0, -1))
        if self.day and trap in {"delisted", "unlisted"}:
            named.remove(TAKEN_OUT)
        if trap in {"rolling", "feed"}:  # each day a new one comes and the oldest leaves
            named = list(range(CARDS + self.day, self.day, -1))
        if inside and trap == "truncated":
            named = named[: 3 * PER_PAGE]
        if trap == "limited":
            named = [number for number in range(CARDS + 3 * self.day, 0, -1) if number != 7]
        return named

    def listing(self, trap: str, request: Request, *, inside: bool) -> Reply:
        named = self.numbers(trap, inside=inside)
        last = -(-len(named) // PER_PAGE)
        number = int((parse_qs(urlsplit(request.target).query).get("page") or ["1"])[0])
        if inside and number == 3:
            trouble = {
                "blank_page": Reply(status=HTTPStatus.OK),
                "error_page": html("", HTTPStatus.INTERNAL_SERVER_ERROR),
                "blocked_page": html("<title>Доступ ограничен</title>", HTTPStatus.FORBIDDEN),
            }
            if trap in trouble:
                return trouble[trap]
        if inside and trap == "clamped":
            number = min(number, 3)
        shown = named[(number - 1) * PER_PAGE : number * PER_PAGE]
        if inside and trap == "wrong_total":
            shown = [found for found in shown if found != TAKEN_OUT]
        links = "".join(f'<a class="card" href="/a/{found}">Новость {found}</a>' for found in shown)
        pager = "".join(
            f'<a class="page" href="/news?page={n}">{n}</a>' for n in range(1, last + 1)
        )
        total = f"<p>Найдено: {len(named)}</p>" if trap == "wrong_total" else ""
        return html(f"<body>{total}<div>{links}</div>{pager}</body>")

    def feed(self, trap: str) -> Reply:
        items = "".join(
            f"<item><title>Новость {n}</title><link>https://{trap}.example/a/{n}</link></item>"
            for n in self.numbers(trap, inside=False)
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return Reply(status=HTTPStatus.OK, body=body.encode(), content_type="application/rss+xml")


def story(number: int) -> Reply:
    title = f"Новость номер {number}"
    text = f"Событие под номером {number} прошло, как и было задумано, при полном зале. " * 4
    return html(
        f"<head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f'<time datetime="{dated(number)}">{dated(number)}</time><p>{text}</p></article></body>'
    )


def dated(number: int) -> str:
    return f"2025-{1 + number // 28:02d}-{1 + number % 28:02d}T10:00:00+03:00"


def declared(trap: str) -> str:
    host = f"https://{trap.replace('_', '-')}.example"
    ways = f'feeds = ["{host}/rss"]' if trap == "feed" else f'listings = ["{host}/news"]'
    return (
        f'[[source]]\nid = "{trap}"\nhome_url = "{host}/"\n{ways}\nlinks = [".card"]\n'
        'next_page = ".page"\narticle_path = "^/a/"\ntimezone = "Europe/Moscow"\n'
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder after five days."""
    folder = tmp_path_factory.mktemp("traps")
    own = folder / "sources.toml"
    own.write_text("\n".join(map(declared, (*LISTED, *VISITED))), encoding="utf-8")
    whole = tuple(name for name in LISTED if name != "limited")
    with Traps() as world:
        for world.day in range(LAST_DAY + 1):
            redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
            given = ("--data", "data", "--sources", own, "--now", moment(world.day).isoformat())
            often = ("--since", "2020-01-01", *redirect, "-s", "RETRY_TIMES=0", *given)
            limit = ("--limit", 99 if world.day == 0 else 2)
            for words in ((*whole, "--limit", 99), ("limited", *limit), (*VISITED, "--full")):
                done = run_dozor("crawl", *words, *often, cwd=folder)
                assert done.returncode in {0, 1}, done.stderr
        yield folder / "data"


def told(data: Path, trap: str) -> list[str]:
    """The events of a site that are of absence, with the day and the article of each."""
    query = """
        SELECT events.kind, events.at, pages.key FROM events JOIN pages ON pages.id = page_id
        WHERE events.source_id = '{}' AND events.kind NOT IN ('created', 'changed')
        ORDER BY events.id
    """
    return [
        f"{row['kind']} {row['key'].rpartition('/')[2]} on day {int(row['at'][8:10]) - 2}"
        for row in rows(data, query.format(trap))
    ]


def test_all_sites_were_read_on_the_first_day(data: Path) -> None:
    query = (
        "SELECT source_id, count(*) AS n FROM articles WHERE first_seen < '2026-03-03' GROUP BY 1"
    )
    counts = {row["source_id"]: row["n"] for row in rows(data, query)}
    assert counts == dict.fromkeys((*LISTED, *VISITED), CARDS) | {"limited": CARDS - 1}


def test_a_page_that_left_a_proven_listing_and_answers_404_is_missing_and_then_gone(
    data: Path,
) -> None:
    assert told(data, "delisted") == ["missing 7 on day 1", "gone 7 on day 4"]


def test_a_page_that_left_a_proven_listing_and_lives_on_comes_back(data: Path) -> None:
    assert told(data, "unlisted") == ["missing 7 on day 1", "restored 7 on day 2"]


@pytest.mark.parametrize("trap", ["deleted", "gone_410", "soft_404", "to_front"])
def test_a_page_that_says_itself_that_it_is_not_there_is_missing_and_then_gone(
    data: Path, trap: str
) -> None:
    assert told(data, trap) == ["missing 7 on day 1", "gone 7 on day 3"]


def test_a_page_that_comes_back_is_restored(data: Path) -> None:
    assert told(data, "restored") == ["missing 7 on day 1", "restored 7 on day 2"]


def test_a_flapping_page_is_never_gone(data: Path) -> None:
    assert told(data, "flapping") == [
        "missing 7 on day 1", "restored 7 on day 2", "missing 7 on day 3", "restored 7 on day 4",
    ]  # fmt: skip


def test_a_blank_page_in_the_midst_of_a_listing_proves_nothing(data: Path) -> None:
    assert told(data, "blank_page") == []


def test_a_clamped_page_number_proves_nothing(data: Path) -> None:
    assert told(data, "clamped") == []


def test_a_truncated_listing_proves_nothing(data: Path) -> None:
    assert told(data, "truncated") == []


def test_a_total_that_does_not_match_proves_nothing(data: Path) -> None:
    assert told(data, "wrong_total") == []


def test_a_listing_page_that_fails_proves_nothing(data: Path) -> None:
    assert told(data, "error_page") == []


def test_a_block_page_in_a_listing_proves_nothing(data: Path) -> None:
    assert told(data, "blocked_page") == []


def test_what_scrolled_off_a_rolling_list_is_not_missing(data: Path) -> None:
    assert told(data, "rolling") == []


def test_what_scrolled_off_a_feed_is_not_missing(data: Path) -> None:
    assert told(data, "feed") == []


def test_a_run_that_ended_at_its_limit_proves_nothing(data: Path) -> None:
    (run, *_) = rows(data, "SELECT reason FROM runs WHERE source_id = 'limited' ORDER BY id DESC")
    assert run["reason"] == "limit"
    assert told(data, "limited") == []


def test_a_block_of_the_whole_site_proves_nothing(data: Path) -> None:
    assert told(data, "block") == []


def test_an_outage_proves_nothing(data: Path) -> None:
    assert told(data, "outage") == []


def test_empty_answers_prove_nothing(data: Path) -> None:
    assert told(data, "empty") == []


def test_a_whole_site_that_is_404_at_once_proves_nothing(data: Path) -> None:
    assert told(data, "mass_404") == []


@pytest.mark.parametrize(
    ("trap", "state"),
    [
        ("block", "blocked"), ("outage", "failing"), ("empty", "failing"), ("mass_404", "failing"),
        ("wrong_total", "degraded"), ("truncated", "degraded"), ("blank_page", "degraded"),
        ("delisted", "healthy"), ("deleted", "healthy"), ("rolling", "healthy"),
    ],
)  # fmt: skip
def test_the_trap_shows_in_the_sites_health(data: Path, trap: str, state: str) -> None:
    query = f"SELECT health FROM runs WHERE source_id = '{trap}' AND started LIKE '2026-03-03%'"
    assert [row["health"] for row in rows(data, query)] == [state]


def test_no_record_was_lost_by_any_of_it(data: Path) -> None:
    with sqlite3.connect(data / "dozor.db") as connection:
        (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    assert count >= CARDS * len((*LISTED, *VISITED)) - 1
