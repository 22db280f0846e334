"""The archived copy: its proof, its text, and a look at it that does no harm."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Route

from crawler import clock
from crawler.archive import Archive, Exchange
from dozor.serve import build

HOST = "https://veter.example"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
EVIL = f"""<!DOCTYPE html><html><head><title>Новости</title>
<meta http-equiv="refresh" content="0; url=https://evil.example/moved">
<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/a.css">
<style>@import url(https://evil.example/b.css);
p {{ background: url(https://evil.example/c) }}</style>
<script src="https://evil.example/d.js"></script><script>fetch('https://evil.example/e')</script>
</head><body onload="fetch('https://evil.example/f')">
<h1>Мост открыт</h1><p style="background:url(https://evil.example/g)">Приехали гости.</p>
<img src="https://evil.example/h.png" alt="мост" onerror="fetch('https://evil.example/i')">
<img src=x onerror=alert(1)><svg><script>fetch('https://evil.example/j')</script></svg>
<img src="{PIXEL}" alt="точка"><iframe src="https://evil.example/k"></iframe>
<a href="https://evil.example/l">дальше</a><a href="javascript:fetch('/m')">сюда</a>
<form action="https://evil.example/n"><button>да</button></form>
<video src="https://evil.example/o" autoplay></video><object data="https://evil.example/p"></object>
<p><!-- <script>alert(2)</script> --><![CDATA[<script>alert(3)</script>]]>&lt;script&gt;</p>
""".encode()
PLAIN = "Просто текст".encode()


class Shelf:
    """A data folder with an archive into which answers are put; each gives a snapshot's number."""

    def __init__(self, data: Path) -> None:
        self.archive = Archive(data, "test", file_bytes=1 << 20)
        self.connection = sqlite3.connect(data / "dozor.db")
        self.connection.execute(
            "INSERT INTO pages (id, source_id, key, url, kind, state, first_seen)"
            " VALUES (1, 'veter', 'veter.example/1', ?, 'article', 'live', '2026-03-02T12:00:00Z')",
            (f"{HOST}/1",),
        )
        self.connection.execute("UPDATE articles SET page_id = 1, snapshot_id = 1 WHERE id = 1")

    def put(self, body: bytes, kind: str, *, known: str | None = None, **columns: str) -> int:
        exchange = Exchange(
            url=f"{HOST}/1", method="GET", target="/1", request_headers=[], status=200,
            protocol="HTTP/1.1", response_headers=[(b"Content-Type", kind.encode())], body=body,
        )  # fmt: skip
        kept = self.archive.store(exchange, known_sha256=known)
        row = {
            "page_id": 1, "run_id": 1, "fetched_at": clock.timestamp(), "http_status": 200,
            "final_url": exchange.url, "body_sha256": kept.body_sha256, "length": kept.length,
            "warc_file": kept.warc_file, "warc_offset": kept.warc_offset, "chain_sha256": "0" * 64,
            **columns,
        }  # fmt: skip
        names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        number = self.connection.execute(f"INSERT INTO snapshots ({names}) VALUES ({places})", row)
        self.connection.commit()
        return int(number.lastrowid or 0)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, data: Path) -> dict[str, int]:
    """Snapshots by what they are, in a copy of the tests' data folder."""
    folder = tmp_path_factory.mktemp("archived")
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "dozor.db"),))
    shelf = Shelf(folder)
    made = {
        "evil": shelf.put(EVIL, "text/html; charset=utf-8"),
        "same": shelf.put(EVIL, "text/html", known=hashlib.sha256(EVIL).hexdigest()),
        "text": shelf.put(PLAIN, "text/plain; charset=utf-8"),
        "binary": shelf.put(b"\x00\x01\x02", "application/octet-stream"),
        "thinned": shelf.put(PLAIN, "text/plain", thinned_at="2026-03-03T00:00:00Z"),
        "erased": shelf.put(PLAIN, "text/plain", erased_at="2026-03-03T00:00:00Z", final_url=""),
        "absent": shelf.put(PLAIN, "text/plain", warc_file="archive/none.warc.gz"),
        "damaged": shelf.put(PLAIN, "text/plain", warc_offset="3"),
        "outside": shelf.put(PLAIN, "text/plain", warc_file="../../etc/passwd"),
    }
    shelf.archive.close()
    FOLDERS["shelf"] = folder
    return made


FOLDERS: dict[str, Path] = {}


@pytest.fixture(scope="module")
def ask(shelf: dict[str, int]) -> Iterator[Callable[..., httpx.Response]]:
    """Ask for a snapshot by what it is."""
    app = build(FOLDERS["shelf"])

    def ask(name: str, more: str = "") -> httpx.Response:
        answer: httpx.Response = asyncio.run(app.client.get(f"/-/snapshot/{shelf[name]}{more}"))
        return answer

    yield ask
    app.get_database("dozor").close()


Ask = Callable[..., httpx.Response]


def test_a_copy_says_when_from_where_and_with_what_digest(ask: Ask, shelf: dict[str, int]) -> None:
    page = ask("evil").text
    assert hashlib.sha256(EVIL).hexdigest() in page
    assert "отпечаток совпадает" in page
    assert f"{HOST}/1" in page
    assert ".warc.gz" in page
    assert "Якутские общественники" in page
    assert "Приехали гости." in page
    assert f'src="/-/snapshot/{shelf["evil"]}/page"' in page


def test_a_copy_with_the_content_of_an_earlier_one_shows_that(
    ask: Ask, shelf: dict[str, int]
) -> None:
    page = ask("same").text
    assert "Содержимое то же" in page
    assert f'href="/-/snapshot/{shelf["evil"]}"' in page
    assert ask("same", "/raw").content == EVIL


def test_what_was_received_is_handed_out_as_a_download_alone(ask: Ask) -> None:
    answer = ask("evil", "/raw")
    assert answer.content == EVIL
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "nosniff" in answer.headers["x-content-type-options"]


def test_the_look_holds_nothing_that_runs_or_loads(ask: Ask) -> None:
    answer = ask("evil", "/page")
    assert "sandbox; default-src 'none'" in answer.headers["content-security-policy"]
    for harm in (
        "<script",
        "onerror",
        "onload",
        'http-equiv="refresh',
        "@import",
        'src="http',
        "href=",
        "<iframe",
        "<form",
        "<base",
    ):
        assert harm not in answer.text
    assert "<h1>Мост открыт</h1>" in answer.text
    assert f'src="{PIXEL}"' in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("thinned", "прореживании"),
        ("erased", "убрано по закону"),
        ("absent", "Архива здесь нет"),
        ("damaged", "не читается"),
        ("outside", "Архива здесь нет"),
    ],
)
def test_what_is_not_there_is_said_in_words(ask: Ask, name: str, said: str) -> None:
    answer = ask(name)
    assert answer.status_code == 200
    assert said in answer.text
    assert "Просто текст" not in answer.text
    assert ask(name, "/raw").status_code == ask(name, "/page").status_code == 404


def test_text_is_shown_and_what_is_none_is_offered(ask: Ask) -> None:
    assert "Просто текст" in ask("text").text
    assert "Это не текст" in ask("binary").text
    assert ask("binary", "/raw").content == b"\x00\x01\x02"


def test_records_lead_to_their_copy(shelf: dict[str, int]) -> None:
    app = build(FOLDERS["shelf"])
    page = asyncio.run(app.client.get("/dozor/articles/1")).text
    app.get_database("dozor").close()
    assert f'href="/-/snapshot/{shelf["evil"]}"' in page


@pytest.mark.browser
@pytest.mark.slow
def test_a_browser_that_looks_asks_no_other_host_and_runs_nothing(
    browser: Browser, serve_data: Callable[[Path], str], shelf: dict[str, int]
) -> None:
    site, asked, said = serve_data(FOLDERS["shelf"]), [], []
    context = browser.new_context()

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_() if urlsplit(route.request.url).netloc in site else route.abort()

    context.route("**/*", note)
    page = context.new_page()
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for path in (f"-/snapshot/{shelf['evil']}", f"-/snapshot/{shelf['evil']}/page"):
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
    page.goto(site + f"-/snapshot/{shelf['evil']}")
    frame = page.frame_locator("iframe")
    frame.get_by_text("Приехали гости.").wait_for()
    frame.get_by_text("дальше").click()
    page.wait_for_timeout(200)
    context.close()
    assert [url for url in asked if not url.startswith(site) and not url.startswith("data:")] == []
    assert said == []
