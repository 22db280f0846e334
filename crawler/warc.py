"""WARC records (ISO 28500, version 1.1): one gzip member each, bytes as they were received.

The record is built here and not by a library, because libraries re-encode header bytes.
"""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO
from uuid import uuid4

_VERSION = b"WARC/1.1"
_PIECE = 65536
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
}


class BadRecord(ValueError):  # noqa: N818  it says what was read
    """The bytes at an offset are no whole record."""


def new_id() -> str:
    """Give an identity for a record."""
    return f"<urn:uuid:{uuid4()}>"


def digest(data: bytes) -> str:
    """Give a digest as WARC writes it.

    >>> digest(b"")
    'sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===='
    """
    return f"sha256:{base64.b32encode(hashlib.sha256(data).digest()).decode('ascii')}"


def build_record(kind: str, fields: Mapping[str, str | None], block: bytes) -> bytes:
    """Give a record, packed. Fields that are None are left out; the rest is added."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": fields.get("WARC-Record-ID") or new_id(),
        **fields,
        "WARC-Block-Digest": digest(block),
        "Content-Type": _CONTENT_TYPES[kind],
        "Content-Length": str(len(block)),
    }
    lines = [f"{name}: {value}".encode() for name, value in named.items() if value is not None]
    head = b"\r\n".join([_VERSION, *lines, b"", b""])
    return gzip.compress(head + block + b"\r\n\r\n", mtime=0)


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


def http_message(first_line: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> bytes:
    """Put an HTTP message together."""
    lines = [first_line, *(name + b": " + value for name, value in headers), b"", b""]
    return b"\r\n".join(lines) + body


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
