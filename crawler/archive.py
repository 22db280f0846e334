"""The archive: every response as it was received, in WARC files under the data folder."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from crawler import clock
from crawler.codings import decoded
from crawler.file_locks import hold
from crawler.items import Snapshot
from crawler.warc import IDENTICAL, NOT_MODIFIED, VERSION, Records, digest, http_head, read_record

Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response.

    Scrapy hands on neither the order nor the case of header names, and takes chunks apart; the
    values and the body are as received. `asked` is the body of the request.
    """

    url: str
    method: str
    target: str
    request_headers: Headers
    status: int
    protocol: str
    response_headers: Headers
    body: bytes
    codings: str = ""
    ip_address: str | None = None
    asked: bytes = b""


class ArchivedResponse(NamedTuple):
    """A response out of the archive; `body` has its content coding taken off."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Archive:
    """The files of one process and run: each opened for a response, never opened again.

    Readers lose everything behind a torn record, so nothing is ever appended to an older file; one
    that has reached `file_bytes` is closed.
    """

    def __init__(self, data_dir: Path, software: str, *, file_bytes: int) -> None:
        self._data_dir = data_dir
        self._file_bytes = file_bytes
        self._software = software
        self._file: FileIO | None = None
        self._name = ""

    def store(
        self,
        exchange: Exchange,
        *,
        known_sha256: str | None = None,
        known_at: str | None = None,
        received: Exchange | None = None,
        parts: Iterable[Exchange] = (),
    ) -> Snapshot:
        """Write a request and its response to disk and say where they are.

        `received` is what the server sent, where the exchange holds what a browser made of it: both
        are kept, the latter as a conversion of the former, and the snapshot is the latter. `parts`
        are what its scripts loaded: each is kept as of one event with the former.

        A body whose digest is `known_sha256`, and a 304, are kept as a revisit of the record of
        `known_at` (its WARC-Date): headers alone. Raises OSError where the disk refuses; then the
        file ends before this response.
        """
        sha256 = hashlib.sha256(decoded(exchange.body, exchange.codings)).hexdigest()
        revisit = exchange.status == HTTPStatus.NOT_MODIFIED or sha256 == known_sha256
        at = clock.timestamp()
        fields = _revisit_fields(exchange, known_at) if revisit else {}
        fields |= {"WARC-Date": at, "WARC-IP-Address": exchange.ip_address}
        if received is not None and not revisit:
            offset = self._rendered(exchange, received, parts, at)
        else:
            offset = self._append(_packed(exchange, fields))
        return Snapshot(
            warc_file=self._name,
            warc_offset=offset,
            body_sha256=sha256,
            length=len(exchange.body),
            kept_at=None if revisit else at,
        )

    def _rendered(
        self, exchange: Exchange, received: Exchange, parts: Iterable[Exchange], at: str
    ) -> int:
        """Write a response as received and as rendered, and give where the latter is."""
        stated = {"WARC-Date": at, "WARC-IP-Address": received.ip_address}
        packed, record_id = _packed_pair(received, stated)
        self._append(packed)
        for part in parts:
            of_part = {"WARC-Date": at, "WARC-IP-Address": part.ip_address}
            self._append(_packed(part, {**of_part, "WARC-Concurrent-To": record_id}))
        records = Records()
        head = http_head(_status(exchange), exchange.response_headers)
        records.conversion(exchange.url, {"WARC-Date": at}, (head, exchange.body), record_id)
        return self._append(records.packed())

    def close(self) -> None:
        """Close the file, if one was opened."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, records: bytes) -> int:
        if self._file is not None and self._file.tell() >= self._file_bytes:
            self.close()
        file = self._opened()
        offset = file.tell()
        try:
            _write(file, records)
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), offset)
            raise
        return offset

    def _opened(self) -> FileIO:
        if self._file is None:
            now = clock.now()
            unique = f"{os.getpid()}-{secrets.token_hex(3)}"
            name = f"archive/{now:%Y/%m}/{now:%Y%m%dT%H%M%SZ}-{unique}.warc.gz"
            path = self._data_dir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("xb", buffering=0)
            hold(self._file)  # so that nobody thins it meanwhile
            self._name = name
            _write(self._file, _warcinfo(path.name, self._software))
        return self._file


def _write(file: FileIO, data: bytes) -> None:
    """Write all of it, past any buffer: what a failed write left behind must not come later."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def read_snapshot(data_dir: Path, warc_file: str, offset: int) -> ArchivedResponse:
    """Read a response back from where its Snapshot says. A revisit has an empty body.

    Raises OSError where the file is missing and crawler.warc.BadRecord where it is damaged.
    """
    with (data_dir / warc_file).open("rb") as stream:
        _, block = read_record(stream, offset)
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(":") for line in lines]
    headers = [(name, value.strip()) for name, _, value in pairs]
    codings = ", ".join(value for name, value in headers if name.lower() == "content-encoding")
    return ArchivedResponse(int(first.split(" ")[1]), headers, decoded(body, codings))


def _revisit_fields(exchange: Exchange, known_at: str | None) -> dict[str, str | None]:
    """Say of what a record without a body is a revisit: the last body under the same address."""
    unmodified = exchange.status == HTTPStatus.NOT_MODIFIED
    return {
        "WARC-Profile": NOT_MODIFIED if unmodified else IDENTICAL,
        "WARC-Payload-Digest": None if unmodified else digest(exchange.body),
        "WARC-Refers-To-Target-URI": exchange.url if known_at else None,
        "WARC-Refers-To-Date": known_at,
    }


def _packed(exchange: Exchange, fields: Mapping[str, str | None]) -> bytes:
    return _packed_pair(exchange, fields)[0]


def _status(exchange: Exchange) -> bytes:
    return f"{exchange.protocol} {exchange.status} {_reason(exchange.status)}".encode("ascii")


def _packed_pair(exchange: Exchange, fields: Mapping[str, str | None]) -> tuple[bytes, str]:
    """Give a response with its request, packed, and the id of the response's record."""
    line = f"{exchange.method} {exchange.target} HTTP/1.1".encode("ascii")
    records = Records()
    record_id = records.exchange(
        exchange.url,
        fields,
        (http_head(_status(exchange), exchange.response_headers), exchange.body),
        (http_head(line, exchange.request_headers), exchange.asked),
    )
    return records.packed(), record_id


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _warcinfo(name: str, software: str) -> bytes:
    records = Records()
    text = f"software: {software}\r\nformat: WARC File Format {VERSION}\r\n"
    records.info(name, clock.timestamp(), text)
    return records.packed()
