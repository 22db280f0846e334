"""Private networks stay closed, and nobody crawls without a contact."""

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest
from crawling import Crawl
from loopback_web import Reply, Web
from scrapy import Request
from scrapy.settings import Settings

from crawler.guard import NO_CONTACT, GuardMiddleware, Refused, is_private, objection
from crawler.sources import Source
from crawler.stores import EmptyStore

ROOT = Path(__file__).resolve().parents[2]
OPEN = {"CONTACT": "watch@paper.example"}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_addresses_outside_the_public_internet_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a02:6b8::2:242", "paper.example", ""])
def test_public_addresses_and_names_are_not(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://paper.example/a",
        "file:///etc/passwd",
        "http://localhost/",
        "http://db.internal/",
        "http://[::1]:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "http://user:word@127.0.0.1/",
        "no address",
    ],
)
def test_what_is_no_public_page_is_refused(url: str) -> None:
    assert objection(url, Settings(OPEN))


def test_a_public_host_needs_a_contact() -> None:
    assert objection("https://paper.example/", Settings()) == NO_CONTACT
    assert objection("https://paper.example/", Settings(OPEN)) is None


def test_private_addresses_can_be_allowed() -> None:
    assert objection("http://127.0.0.1:8000/", Settings({"ALLOW_PRIVATE": True})) is None


def test_names_that_lead_home_are_refused_after_the_lookup(web: Web, crawl: Crawl) -> None:
    web.put("2130706433:80/page", b"<h1>secret</h1>")
    port = web.url.rpartition(":")[2]
    hidden = Source(id="hidden", home_url=f"http://2130706433:{port}/")
    crawled = crawl(
        hidden, pages=[f"{hidden.home_url}page"], settings={**OPEN, "TRANSPORT_REDIRECT": ""}
    )
    assert [visit.rejection.reason for visit in crawled.visits if visit.rejection] == ["refused"]
    assert web.asked == []


def test_a_host_that_does_not_exist_is_recorded(crawl: Crawl) -> None:
    lost = Source(id="lost", home_url="https://no-such-paper.invalid/")
    crawled = crawl(lost, pages=[f"{lost.home_url}1"], settings={**OPEN, "TRANSPORT_REDIRECT": ""})
    assert crawled.reason("no-such-paper.invalid/1") == "unknown_host"
    assert "Traceback" not in crawled.log


def test_a_redirect_to_a_private_address_is_refused(web: Web, crawl: Crawl) -> None:
    web.put("sly.example/a", Reply(status=302, headers={"Location": "http://192.168.1.1/admin"}))
    sly = Source(id="sly", home_url="https://sly.example/")
    crawled = crawl(sly, pages=["https://sly.example/a"])
    assert crawled.reason("sly.example/a") == "refused"


def test_scrapys_own_command_asks_for_a_contact(tmp_path: Path) -> None:
    environment = {**os.environ, "DOZOR_DATA": str(tmp_path), "DOZOR_CONTACT": ""}
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "pln_pskov"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "dozor init" in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


class Removed(EmptyStore):
    """A store from which one page was lawfully removed."""

    def removed(self, names: Collection[str]) -> Collection[str]:
        return {"paper.example/1"} & set(names)


def test_what_was_removed_is_refused_even_where_a_redirect_leads_there() -> None:
    guard = GuardMiddleware(Settings(OPEN), Removed())
    guard.process_request(Request("https://paper.example/2"))
    with pytest.raises(Refused, match="removed"):
        guard.process_request(Request("http://www.paper.example/1/?utm_source=tg"))
