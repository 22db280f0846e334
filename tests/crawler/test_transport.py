"""Spiders keep their real addresses; only the transport is redirected."""

import pytest
from crawling import Crawl
from loopback_web import Reply, Web
from scrapy import Request

from crawler.sources import Source
from crawler.transport import loopback_target, redirected

HOST = "псков.рф".encode("idna").decode()
TARGET = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "setting",
    [
        "https://127.0.0.1:8000",
        "http://192.168.0.1:8000",
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://paper.example:80",
        "nonsense",
    ],
)
def test_only_this_machine_may_be_the_target(setting: str) -> None:
    with pytest.raises(ValueError, match="TRANSPORT_REDIRECT"):
        loopback_target(setting)


def test_nothing_is_redirected_by_default() -> None:
    assert loopback_target("") is None


def test_path_query_and_host_stay() -> None:
    request = Request("https://псков.рф:8443/a%20b?c=1&c=2#d", headers={"Accept": "*/*"})
    sent = redirected(request, TARGET)
    assert sent.url == f"{TARGET}/a%20b?c=1&c=2"
    assert sent.headers["Host"] == f"{HOST}:8443".encode()
    assert sent.headers["X-Forwarded-Proto"] == b"https"
    assert sent.headers["Accept"] == b"*/*"
    assert request.url.startswith(f"https://{HOST}:8443/")


def test_a_proxy_of_the_environment_is_passed_by() -> None:
    meta = {"proxy": "http://proxy.example:3128", "_auth_proxy": "a", "place": 1}
    headers = {"Proxy-Authorization": "Basic x"}
    sent = redirected(Request("https://paper.example/", meta=meta, headers=headers), TARGET)
    assert sent.meta == {"place": 1}
    assert "Proxy-Authorization" not in sent.headers


def test_a_cyrillic_https_host_is_crawled_under_its_own_name(web: Web, crawl: Crawl) -> None:
    web.put(f"{HOST}/from", Reply(status=301, headers={"Location": "/to?x=1"}))
    web.put(f"{HOST}/to?x=1", Reply(b"<h1>gone</h1>", status=410))
    pskov = Source(id="pskov", home_url="https://псков.рф/")
    visit = crawl(pskov, pages=["https://псков.рф/from"]).visits[0]
    assert visit.final_url == f"https://{HOST}/to?x=1"
    assert visit.http_status == 410
    assert web.paths(HOST) == ["/robots.txt", "/from", "/to?x=1"]
    assert {asked.headers["x-forwarded-proto"] for asked in web.asked} == {"https"}
    assert {asked.headers["user-agent"] for asked in web.asked} == {"Dozor/0.1.0"}
