"""A client for the sample world that speaks HTTP as the crawler's transport does."""

import gzip
import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

import pytest

from dozor.world import SampleWorld
from dozor.world.loopback import Loopback


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def raw_text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        body = gzip.decompress(self.body) if packed else self.body
        try:
            return body.decode()
        except UnicodeDecodeError:
            return body.decode("cp1251")

    @property
    def text(self) -> str:
        return unescape(self.raw_text)


def fetch(server: Loopback, url: str, method: str = "GET", **headers: str) -> Answer:
    """Ask a server on loopback for a real address; `_` in a header's name stands for `-`."""
    address = urlsplit(url)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent |= {"Host": address.netloc, "X-Forwarded-Proto": address.scheme}
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=5)
    try:
        connection.request(method, target, headers=sent)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


Get = Callable[..., Answer]


@pytest.fixture
def world() -> Iterator[SampleWorld]:
    with SampleWorld() as running:
        yield running


@pytest.fixture
def get(world: SampleWorld) -> Get:
    return lambda url, method="GET", **headers: fetch(world, url, method, **headers)


@pytest.fixture
def ask() -> Get:
    return fetch
