"""A response read back out of the archive (WARC, ISO 28500) with the standard library alone.

So the pages, and whoever is handed a folder of data, need nothing that crawls.
"""

import re
import zlib
from pathlib import Path
from typing import NamedTuple

LARGEST = 64 * 1024 * 1024
"""Bytes to which a record, and then its body, may unpack."""
_PIECE = 65536
_GZIP, _ZLIB, _BARE = 31, 15, -15
_CODINGS = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (_ZLIB, _BARE)}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)


class Unreadable(ValueError):  # noqa: N818  it says what the record is
    """There is no whole record where one is said to be."""


class Answer(NamedTuple):
    """An archived response.

    `fields` are those of the WARC record, `status` the first line, `body` without its content
    coding; `revisit` says that the body is not here, being that of an earlier response.
    """

    fields: dict[str, str]
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    revisit: bool

    def header(self, name: str) -> str:
        """Give a header's values, joined; empty where there is none."""
        return ", ".join(value for one, value in self.headers if one.lower() == name.lower())


def read_answer(path: Path, offset: int) -> Answer:
    """Read the response at an offset of a WARC file.

    Raises OSError where the file cannot be read and Unreadable where no whole response is there.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        parts = zlib.decompressobj(_GZIP)
        record = bytearray()
        try:
            while not parts.eof and (piece := stream.read(_PIECE)):
                record += parts.decompress(piece, LARGEST - len(record) + 1)
                if len(record) > LARGEST:
                    raise Unreadable("too large")
        except zlib.error as error:
            raise Unreadable(f"damaged: {error}") from error
    if not parts.eof:
        raise Unreadable("breaks off")
    return _answer(bytes(record))


def as_text(body: bytes, content_type: str) -> str:
    """Decode a page: by its header, else by what it declares, else UTF-8, else cp1251.

    What stands for nothing becomes U+FFFD.
    """
    named = _CHARSET.search(content_type)
    declared = _META.search(body[:4096])
    names = [named[1] if named else None, declared[1].decode("ascii") if declared else None]
    for name in (*filter(None, names), "utf-8", "cp1251"):
        try:
            return body.decode(name)
        except (LookupError, UnicodeError):
            continue
    return body.decode("utf-8", "replace")


def _answer(record: bytes) -> Answer:
    head, found, rest = record.partition(b"\r\n\r\n")
    _, fields = _lines(head)
    named = dict(fields)
    length = named.get("Content-Length", "")
    kind = named.get("WARC-Type")
    if not found or not length.isdecimal() or kind not in {"response", "revisit"}:
        raise Unreadable("no response is there")
    http, _, body = rest[: int(length)].partition(b"\r\n\r\n")
    status, headers = _lines(http)
    answer = Answer(named, status, headers, body, kind == "revisit")
    return answer._replace(body=_decoded(body, answer.header("Content-Encoding")))


def _lines(head: bytes) -> tuple[str, list[tuple[str, str]]]:
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first, [(name.strip(), value.strip()) for name, _, value in pairs]


def _decoded(body: bytes, codings: str) -> bytes:
    for coding in reversed([part.strip().lower() for part in codings.split(",") if part.strip()]):
        for bits in _CODINGS.get(coding, ()):
            try:
                body = zlib.decompressobj(bits).decompress(body, LARGEST)
            except zlib.error:
                continue
            break
        else:
            return body
    return body
