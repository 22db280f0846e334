"""A WARC file without some of its responses, byte for byte, whoever wrote it."""

import io
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.warc_copying import copy_without, members

# warcio's writer leaves its buffers to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def warc(path: Path, *, request_first: bool) -> list[int]:
    """Write three responses with their requests; give the offsets of the responses."""
    offsets = []
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "Dozor"}))
        for number in range(3):
            response = record(writer, "response", number)
            request = record(writer, "request", number)
            response_id = response.rec_headers.get_header("WARC-Record-ID")
            request.rec_headers.add_header("WARC-Concurrent-To", response_id)
            for one in (request, response) if request_first else (response, request):
                if one is response:
                    offsets.append(stream.tell())
                writer.write_record(one)
    return offsets


def record(writer: WARCWriter, kind: str, number: int) -> Any:
    line = "200 OK" if kind == "response" else "GET /a HTTP/1.1"
    protocol = "HTTP/1.1" if kind == "response" else ""
    headers = StatusAndHeaders(line, [("X-Number", str(number))], protocol=protocol)
    body = io.BytesIO(f"тело {number}".encode() if kind == "response" else b"")
    url = f"https://paper.example/{number}"
    return writer.create_warc_record(url, kind, payload=body, http_headers=headers)


def read(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as stream:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI") or "")
            for one in ArchiveIterator(stream, check_digests="raise")
        ]


@pytest.mark.parametrize("request_first", [True, False])
def test_a_response_goes_with_its_request(tmp_path: Path, request_first: bool) -> None:
    old, new = tmp_path / "old.warc.gz", tmp_path / "new.warc.gz"
    offsets = warc(old, request_first=request_first)
    moved = copy_without(old, new, {offsets[1]})
    left = [(kind, url) for kind, url in read(old) if not url.endswith("/1")]
    assert read(new) == left
    assert {offsets[0], offsets[2]} <= moved.keys()
    assert moved[offsets[0]] == offsets[0]
    content, before = new.read_bytes(), old.read_bytes()
    assert content[moved[offsets[2]] :] == before[offsets[2] :]


def test_without_anything_to_drop_the_copy_is_the_same(tmp_path: Path) -> None:
    old, new = tmp_path / "old.warc.gz", tmp_path / "new.warc.gz"
    warc(old, request_first=True)
    copy_without(old, new, ())
    assert new.read_bytes() == old.read_bytes()


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_record_that_breaks_off_ends_the_copy(tmp_path: Path, cut: int) -> None:
    old, new = tmp_path / "old.warc.gz", tmp_path / "new.warc.gz"
    offsets = warc(old, request_first=True)
    old.write_bytes(old.read_bytes()[: offsets[2] + cut])
    moved = copy_without(old, new, {offsets[0]})
    assert offsets[1] in moved
    assert offsets[2] not in moved
    assert read(new)[-1][1].endswith("/2")


def test_what_is_no_archive_has_no_records(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(b"no archive at all")
    assert list(members(path)) == []


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    old = tmp_path / "old.warc.gz"
    warc(old, request_first=True)
    with pytest.raises(FileExistsError):
        copy_without(old, old, ())
