"""A page that a browser rendered goes into a pack with what was received of it."""

from dataclasses import replace
from pathlib import Path

from crawler.archive import Archive, Exchange, read_snapshot
from crawler.items import Snapshot
from crawler.warc_copying import members
from dozor.evidence.pack import exchange_of

URL = "https://script.example/news/1"


def exchange(body: bytes) -> Exchange:
    return Exchange(
        url=URL, method="GET", target="/news/1", request_headers=[(b"Host", b"script.example")],
        status=200, protocol="HTTP/1.1", response_headers=[(b"Content-Type", b"text/html")],
        body=body,
    )  # fmt: skip


def stored(data: Path, rendered: bytes) -> Snapshot:
    archive = Archive(data, "Dozor/test", file_bytes=10**6)
    archive.store(exchange(b"another page"))
    data = replace(exchange(b'{"news": 1}'), url="https://script.example/data.json")
    shell = exchange(b"an empty shell")
    snapshot = archive.store(exchange(rendered), received=shell, parts=[data])
    archive.close()
    return snapshot


def test_rendered_and_received_and_asked_go_together(tmp_path: Path) -> None:
    snapshot = stored(tmp_path, b"<h1>News</h1>")
    index = list(members(tmp_path / snapshot.warc_file))
    row = {"warc_offset": snapshot.warc_offset, "warc_file": snapshot.warc_file}
    parts = dict(exchange_of(index, row))
    assert {name: part.fields["WARC-Type"] for name, part in parts.items()} == {
        "response": "conversion", "received": "response", "request": "request",
        "data-1": "response", "data-1-request": "request",
    }  # fmt: skip
    bodies = {
        name: read_snapshot(tmp_path, snapshot.warc_file, parts[name].offset).body
        for name in ("response", "received", "data-1")
    }
    assert bodies == {
        "response": b"<h1>News</h1>", "received": b"an empty shell", "data-1": b'{"news": 1}',
    }  # fmt: skip


def test_a_page_rendered_as_before_is_kept_as_a_revisit(tmp_path: Path) -> None:
    first = stored(tmp_path, b"<h1>News</h1>")
    archive = Archive(tmp_path, "Dozor/test", file_bytes=10**6)
    again = archive.store(
        exchange(b"<h1>News</h1>"),
        known_sha256=first.body_sha256,
        known_at=first.kept_at,
        received=exchange(b"an empty shell"),
    )
    archive.close()
    assert (again.body_sha256, again.kept_at) == (first.body_sha256, None)
    kinds = [one.fields["WARC-Type"] for one in members(tmp_path / again.warc_file)]
    assert kinds == ["warcinfo", "revisit", "request"]
