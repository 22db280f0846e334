"""The world's server: routing by host, an access log, one connection for many requests."""

import http.client
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from dozor.world import SampleWorld, WorldError, moment

Get = Callable[..., Any]

ARTICLE = "https://pln-pskov.ru/society/582014.html"
FUND = "https://xn--80afcdbalict6afooklqi5o.xn--p1ai"


def test_each_host_gets_its_own_site(get: Get) -> None:
    assert "Псковская Лента" in get("https://pln-pskov.ru/").text
    assert "Известия" in get("https://iz.ru/").text
    assert "ЯСИА" in get("https://ysia.ru/").text
    assert "КСОРС" in get("https://ksorstn.org/").text
    assert "Фонд президентских грантов" in get(f"{FUND}/public/application/cards").text


def test_the_port_and_the_case_of_a_host_do_not_matter(get: Get) -> None:
    assert get("https://PLN-PSKOV.ru:443/society/582014.html").status == 200


@pytest.mark.parametrize("host", ["example.com", "www.pln-pskov.ru", "m.pln24.ru", "127.0.0.1"])
def test_an_unknown_host_is_not_found(get: Get, host: str) -> None:
    assert get(f"https://{host}/").status == 404


def test_an_unknown_path_is_not_found(get: Get) -> None:
    assert get("https://iz.ru/2052480/2026-03-02/nothing").status == 404


def test_http_leads_to_https_where_the_site_wants_it(get: Get) -> None:
    answer = get("http://iz.ru/xml/rss/all.xml?x=1")
    assert (answer.status, answer.headers["location"]) == (301, "https://iz.ru/xml/rss/all.xml?x=1")
    assert get("http://iz.ru/robots.txt").status == 200
    assert get(ARTICLE.replace("https", "http")).status == 200


def test_a_client_that_states_no_scheme_is_taken_for_https(world: SampleWorld) -> None:
    connection = http.client.HTTPConnection(urlsplit(world.address).netloc, timeout=5)
    connection.request("GET", "/", headers={"Host": "iz.ru"})
    assert connection.getresponse().status == 200
    connection.close()


def test_one_connection_carries_many_requests(world: SampleWorld) -> None:
    connection = http.client.HTTPConnection(urlsplit(world.address).netloc, timeout=5)
    connection.connect()
    first = connection.sock
    for path in ("/", "/rss.php", "/nothing.html", "/society/582014.html"):
        connection.request("GET", path, headers={"Host": "pln-pskov.ru"})
        connection.getresponse().read()
        assert connection.sock is first
    connection.close()


def test_head_gives_the_headers_alone(get: Get) -> None:
    head, full = get(ARTICLE, "HEAD"), get(ARTICLE)
    assert head.body == b""
    assert head.headers["content-length"] == str(len(full.body))


def test_the_log_has_every_request_with_what_politeness_tests_need(
    get: Get, world: SampleWorld
) -> None:
    get(ARTICLE + "?utm_source=rss", User_Agent="Dozor/0.1 (+mailto:a@b.example)")
    get("https://nowhere.example/", If_None_Match='"x"')
    first, second = world.requests
    assert (first.host, first.path, first.status) == (
        "pln-pskov.ru",
        "/society/582014.html?utm_source=rss",
        200,
    )
    assert first.headers["user-agent"] == "Dozor/0.1 (+mailto:a@b.example)"
    assert first.headers["x-forwarded-proto"] == "https"
    assert (second.host, second.status, second.headers["if-none-match"]) == (
        "nowhere.example",
        404,
        '"x"',
    )
    assert first.at <= second.at


def test_the_servers_clock_is_the_worlds(get: Get, world: SampleWorld) -> None:
    assert get(ARTICLE).headers["date"] == "Mon, 02 Mar 2026 06:00:00 GMT"
    world.move_to(3)
    assert get(ARTICLE).headers["date"] == "Thu, 05 Mar 2026 06:00:00 GMT"


def test_stopping_hangs_up_on_idle_clients_at_once() -> None:
    with SampleWorld() as world:
        connection = http.client.HTTPConnection(urlsplit(world.address).netloc, timeout=5)
        connection.request("GET", "/", headers={"Host": "iz.ru"})
        connection.getresponse().read()
        began = time.monotonic()
    assert time.monotonic() - began < 1
    connection.close()


def test_a_world_that_does_not_run_has_no_address() -> None:
    with pytest.raises(WorldError, match="with block"):
        _ = SampleWorld().address
    with SampleWorld() as world:
        assert world.address.startswith("http://127.0.0.1:")
    with pytest.raises(WorldError, match="with block"):
        _ = world.address


@pytest.mark.parametrize("day", [-1, "1", 1.5, None, True])
def test_a_day_that_is_none_is_refused(day: Any) -> None:
    with pytest.raises(WorldError, match="no day"):
        SampleWorld(day=day)


def test_days_are_twenty_four_hours_from_the_second_of_march() -> None:
    assert moment(0).isoformat() == "2026-03-02T06:00:00+00:00"
    assert moment(5).isoformat() == "2026-03-07T06:00:00+00:00"
