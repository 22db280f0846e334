"""The archive, read back by Dozor and by warcio."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler import clock
from crawler.archive import Archive, Exchange, read_snapshot
from crawler.warc import BadRecord

BODY = "<h1>Мост откроют</h1>".encode("cp1251")
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def exchange(body: bytes = BODY, **changes: object) -> Exchange:
    values = {
        "url": "https://paper.example/a?b=1",
        "method": "GET",
        "target": "/a?b=1",
        "request_headers": [(b"Host", b"paper.example"), (b"User-Agent", b"Dozor")],
        "status": 200,
        "protocol": "HTTP/1.1",
        "response_headers": [
            (b"Content-Type", b"text/html"),
            (b"X-Note", "мост".encode()),
            (b"Set-Cookie", b"a=1"),
            (b"Set-Cookie", b"b=2"),
        ],
        "body": body,
        **changes,
    }
    return Exchange(**values)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path, "Dozor")
    yield archive
    archive.close()


def test_a_response_comes_back_as_it_was(archive: Archive, tmp_path: Path) -> None:
    archive.store(exchange(b"another"))
    snapshot = archive.store(exchange())
    kept = read_snapshot(tmp_path, snapshot.warc_file, snapshot.warc_offset)
    assert (kept.status, kept.body) == (200, BODY)
    assert [value for name, value in kept.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert dict(kept.headers)["X-Note"].encode("latin-1").decode() == "мост"


def test_a_body_is_kept_packed_and_given_unpacked(archive: Archive, tmp_path: Path) -> None:
    packed = gzip.compress(BODY)
    headers = [(b"Content-Encoding", b"gzip")]
    snapshot = archive.store(exchange(packed, response_headers=headers, codings="gzip"))
    assert snapshot.length == len(packed)
    assert read_snapshot(tmp_path, snapshot.warc_file, snapshot.warc_offset).body == BODY


def test_files_lie_by_month_and_are_never_shared(archive: Archive, tmp_path: Path) -> None:
    with clock.stopped_at(MOMENT):
        one = archive.store(exchange()).warc_file
        with closing(Archive(tmp_path, "Dozor")) as another:
            two = another.store(exchange()).warc_file
    assert one.startswith("archive/2026/03/20260302T090000Z-")
    assert one != two


def test_warcio_reads_and_verifies_every_record(archive: Archive, tmp_path: Path) -> None:
    with clock.stopped_at(MOMENT):
        first = archive.store(exchange())
        archive.store(exchange(), known_sha256=first.body_sha256)
        archive.store(exchange(b"", status=304))
    seen = []
    with (tmp_path / first.warc_file).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            body = record.raw_stream.read()
            seen.append((record.rec_type, body))
            assert record.rec_headers.get_header("WARC-Date") == "2026-03-02T09:00:00Z"
            if record.rec_type == "response":
                assert record.http_headers.get_statuscode() == "200"
                assert record.rec_headers.get_header("WARC-Target-URI") == exchange().url
    kinds = [kind for kind, _ in seen]
    assert kinds == ["warcinfo", *["request", "response"], *["request", "revisit"] * 2]
    assert dict(seen)["response"] == BODY


def test_what_is_known_is_kept_as_a_revisit(archive: Archive, tmp_path: Path) -> None:
    known = archive.store(exchange()).body_sha256
    again = archive.store(exchange(), known_sha256=known)
    assert again.body_sha256 == known
    assert read_snapshot(tmp_path, again.warc_file, again.warc_offset).body == b""


def test_each_response_is_on_disk_before_the_next(archive: Archive, tmp_path: Path) -> None:
    snapshot = archive.store(exchange())
    copy = (tmp_path / snapshot.warc_file).read_bytes()
    assert gzip.decompress(copy).endswith(BODY + b"\r\n\r\n")


@pytest.mark.parametrize("cut", [0, 20, 200])
def test_a_damaged_record_is_named(archive: Archive, tmp_path: Path, cut: int) -> None:
    snapshot = archive.store(exchange())
    path = tmp_path / snapshot.warc_file
    path.write_bytes(path.read_bytes()[: snapshot.warc_offset + cut])
    with pytest.raises(BadRecord):
        read_snapshot(tmp_path, snapshot.warc_file, snapshot.warc_offset)


def test_an_offset_between_records_is_named(archive: Archive, tmp_path: Path) -> None:
    snapshot = archive.store(exchange())
    with pytest.raises(BadRecord):
        read_snapshot(tmp_path, snapshot.warc_file, snapshot.warc_offset + 1)
