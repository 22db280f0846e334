"""WARC records (ISO 28500, version 1.1): one gzip member each, bytes as they were received.

warcio writes them. It is handed each HTTP head as bytes, because it would percent-encode values
beyond ASCII; and digests as SHA-256, which is what snapshots are known by. Reading back is done
here: warcio's reader decodes heads.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

VERSION = "1.1"
_PIECE = 65536
_HTTP = "application/http; msgtype=response"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class BadRecord(ValueError):  # noqa: N818  it says what was read
    """The bytes at an offset are no whole record."""


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """An HTTP head that is written as it came."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head.partition(b"\r\n")[0].decode("latin-1"), [])
        self._head = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002
        self.headers_buff = self._head


def digest(data: bytes) -> str:
    """Give a digest as WARC writes it.

    >>> digest(b"")
    'sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===='
    """
    return f"sha256:{base64.b32encode(hashlib.sha256(data).digest()).decode('ascii')}"


class Records:
    """Records that are written together, packed."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=True, warc_version=VERSION)

    def info(self, name: str, date: str, text: str) -> None:
        """Add what stands at the head of a file: its name and how it came about."""
        block = text.encode("utf-8")
        fields = {"WARC-Date": date, "WARC-Filename": name, "WARC-Block-Digest": digest(block)}
        self._writer.write_record(self._record("warcinfo", "", fields, b"", block))

    def conversion(
        self, url: str, fields: Mapping[str, str], response: tuple[bytes, bytes], original: str
    ) -> None:
        """Add what was made of a response (its head and body) whose record's id is `original`."""
        head, body = response
        said = {**fields, "WARC-Refers-To": original, "WARC-Block-Digest": digest(head + body)}
        said |= {"WARC-Payload-Digest": digest(body), "Content-Type": _HTTP}
        self._writer.write_record(self._record("conversion", url, said, head, body))

    def exchange(
        self,
        url: str,
        fields: Mapping[str, str | None],
        response: tuple[bytes, bytes],
        request: tuple[bytes, bytes],
    ) -> str:
        """Add a response (its head and body) and, belonging to it, its request.

        `fields` are the response's; those that are None are left out, digests are added. One with a
        WARC-Profile is a revisit, which is kept without its body. Gives the response's record id.
        """
        head, body = response
        kind = "revisit" if "WARC-Profile" in fields else "response"
        kept = b"" if kind == "revisit" else body
        given = {name: value for name, value in fields.items() if value is not None}
        answer = {**given, "WARC-Block-Digest": digest(head + kept)}
        if kind == "response":
            answer["WARC-Payload-Digest"] = digest(body)
        asked = {"WARC-Date": given["WARC-Date"], "WARC-Block-Digest": digest(b"".join(request))}
        asked["WARC-Payload-Digest"] = digest(request[1])
        record = self._record(kind, url, answer, head, kept)
        self._writer.write_request_response_pair(
            self._record("request", url, asked, *request), record
        )
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def packed(self) -> bytes:
        """Give what was added."""
        return self._out.getvalue()

    def _record(
        self, kind: str, url: str, fields: Mapping[str, str], head: bytes, body: bytes
    ) -> ArcWarcRecord:
        return self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=fields,
            http_headers=_Head(head) if head else None,
        )


def read_record(stream: BinaryIO, offset: int) -> tuple[dict[str, str], bytes]:
    """Give the fields (names as written) and the block of the record at an offset.

    Raises BadRecord where there is none, or one that breaks off.
    """
    stream.seek(offset)
    whole = _member(stream)
    head, found, rest = whole.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    fields = dict(_field(line) for line in lines[1:])
    length = fields.get("Content-Length", "")
    if not found or not head.startswith(b"WARC/") or not length.isdecimal():
        raise BadRecord(f"no WARC record at byte {offset}")
    return fields, rest[: int(length)]


def http_head(first_line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Put the head of an HTTP message together."""
    lines = [first_line, *(name + b": " + value for name, value in headers), b"", b""]
    return b"\r\n".join(lines)


def _member(stream: BinaryIO) -> bytes:
    """Unpack one gzip member and no more."""
    unpacker = zlib.decompressobj(31)
    parts: list[bytes] = []
    try:
        while not unpacker.eof and (piece := stream.read(_PIECE)):
            parts.append(unpacker.decompress(piece))
    except zlib.error as error:
        raise BadRecord(f"damaged: {error}") from error
    if not unpacker.eof:
        raise BadRecord("breaks off")
    return b"".join(parts)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()
