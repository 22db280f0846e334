"""The archive, read back by Dozor and by warcio."""

import base64
import gzip
import hashlib
import subprocess
import sys
import zlib
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
WHOLE = 10**9


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
    archive = Archive(tmp_path, "Dozor", file_bytes=WHOLE)
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
        with closing(Archive(tmp_path, "Dozor", file_bytes=WHOLE)) as another:
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
    assert kinds == ["warcinfo", *["response", "request"], *["revisit", "request"] * 2]
    assert dict(seen)["response"] == BODY


def members(path: Path) -> list[dict[str, str]]:
    """The named fields of each record, read with nothing but the standard library."""
    data, found = path.read_bytes(), []
    while data:
        unpacker = zlib.decompressobj(wbits=31)
        record = unpacker.decompress(data)
        assert unpacker.eof
        data = unpacker.unused_data
        head, _, rest = record.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        block = rest.removesuffix(b"\r\n\r\n")
        assert (version, len(block)) == ("WARC/1.1", int(fields["Content-Length"]))
        sha256 = base64.b32encode(hashlib.sha256(block).digest()).decode()
        assert fields["WARC-Block-Digest"] == f"sha256:{sha256}"
        found.append(fields)
    return found


def test_each_request_belongs_to_its_response(archive: Archive, tmp_path: Path) -> None:
    archive.store(exchange())
    archive.store(exchange(b"another"))
    path = tmp_path / archive.store(exchange(b"", status=304)).warc_file
    _, *pairs = members(path)
    ids = [fields["WARC-Record-ID"] for fields in pairs]
    assert len(set(ids)) == 6
    assert [fields.get("WARC-Concurrent-To") for fields in pairs[1::2]] == ids[::2]
    assert {fields["WARC-Target-URI"] for fields in pairs} == {exchange().url}


def test_a_revisit_names_the_record_that_has_its_body(archive: Archive, tmp_path: Path) -> None:
    with clock.stopped_at(MOMENT):
        first = archive.store(exchange())
    archive.store(exchange(), known_sha256=first.body_sha256, known_at=first.kept_at)
    last = archive.store(exchange(b"", status=304), known_at=first.kept_at)
    assert (first.kept_at, last.kept_at) == ("2026-03-02T09:00:00Z", None)
    revisits = [one for one in members(tmp_path / last.warc_file) if one["WARC-Type"] == "revisit"]
    for revisit in revisits:
        assert revisit["WARC-Refers-To-Target-URI"] == exchange().url
        assert revisit["WARC-Refers-To-Date"] == "2026-03-02T09:00:00Z"
    profiles = [revisit["WARC-Profile"].rpartition("/")[2] for revisit in revisits]
    assert profiles == ["identical-payload-digest", "server-not-modified"]


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with closing(Archive(tmp_path, "Dozor", file_bytes=2000)) as archive:
        snapshots = [archive.store(exchange(BODY + bytes([n]))) for n in range(9)]
    files = {snapshot.warc_file for snapshot in snapshots}
    assert 1 < len(files) < 9
    for n, snapshot in enumerate(snapshots):
        kept = read_snapshot(tmp_path, snapshot.warc_file, snapshot.warc_offset)
        assert kept.body == BODY + bytes([n])
    assert {members(tmp_path / name)[0]["WARC-Type"] for name in files} == {"warcinfo"}


def test_the_command_of_warcio_finds_nothing_wrong(archive: Archive, tmp_path: Path) -> None:
    packed = exchange(gzip.compress(BODY), response_headers=[(b"Content-Encoding", b"gzip")])
    first = archive.store(packed)
    archive.store(packed, known_sha256=first.body_sha256, known_at=first.kept_at)
    archive.store(exchange())
    archive.store(exchange(b"", status=304))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(tmp_path / first.warc_file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == 7, "of a revisit it checks nothing"
    assert "fail" not in checked.stdout


def test_what_is_known_is_kept_as_a_revisit(archive: Archive, tmp_path: Path) -> None:
    known = archive.store(exchange()).body_sha256
    again = archive.store(exchange(), known_sha256=known)
    assert again.body_sha256 == known
    assert read_snapshot(tmp_path, again.warc_file, again.warc_offset).body == b""


def test_each_response_is_on_disk_before_the_next(archive: Archive, tmp_path: Path) -> None:
    snapshot = archive.store(exchange())
    copy = (tmp_path / snapshot.warc_file).read_bytes()
    assert BODY + b"\r\n\r\nWARC/1.1\r\n" in gzip.decompress(copy)
    assert gzip.decompress(copy).endswith(b"User-Agent: Dozor\r\n\r\n\r\n\r\n")


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
