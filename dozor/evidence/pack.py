"""The pack itself: a ZIP file that seals itself, with its own checker inside."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler import clock
from crawler.warc_copying import Member, members
from dozor.errors import SetupError
from dozor.evidence import verify
from dozor.evidence.gather import Gathered, gather
from dozor.evidence.report import report
from dozor.runs import read_only

Row = dict[str, Any]
_FACTS = ("id", "page_id", "body_sha256", "final_url", "fetched_at", "http_status", "length")
# ZIP knows no zone and nothing before 1980; when the pack was made stands in its manifest.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack that was written: its responses, those of them whose bytes are no more, its digest."""

    path: Path
    responses: int
    thinned: int
    sha256: str


def pack(data: Path, subjects: Sequence[str], target: Path) -> Pack:
    """Pack all that is known of addresses and application numbers into a ZIP file.

    Raises SetupError where something was never crawled, where the archive is damaged, or where
    the target is there already; OSError where the disk refuses: then no pack stands there.
    """
    with closing(read_only(data)) as connection:
        connection.execute("BEGIN")
        found = gather(connection, subjects)
    if target.exists():
        raise SetupError(f"{target} is there already; name another file (-o)")
    part = target.with_name(f"{target.name}.part")
    try:
        thinned = _write(part, data, found, subjects)
        sha256 = seal(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Pack(path=target, responses=len(found.snapshots), thinned=thinned, sha256=sha256)


def _write(part: Path, data: Path, found: Gathered, subjects: Sequence[str]) -> int:
    made = {"subjects": list(subjects), "made_at": clock.timestamp(), "sample": found.sample}
    entries: list[Mapping[str, str]] = []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target:

        def add(name: str, content: bytes) -> None:
            _put(target, name, content)
            entries.append({"path": name, "sha256": hashlib.sha256(content).hexdigest()})

        files: dict[int, str] = {}
        for row, name, content in _responses(data, found):
            add(name, content)
            if name.endswith(".response.warc.gz"):
                files[row["id"]] = name
        add("chain.jsonl", _chain(found, files).encode())
        add("records.json", _json({"pages": found.pages, "records": found.records}))
        add("rejects.json", _json(found.rejects))
        add("verify.py", Path(verify.__file__).read_bytes())
        add("report.html", report(found, made, files).encode())
        chain = {"before": found.before, "head": found.head}
        manifest = {"format": verify.FORMAT, **made, "chain": chain, "files": entries}
        _put(target, "manifest.json", _json(manifest))
        target.comment = verify.MARK + b"0" * 64
    return sum(row["thinned_at"] is not None for row in found.snapshots)


def _responses(data: Path, found: Gathered) -> Iterator[tuple[Row, str, bytes]]:
    """Give each response and its request as they lie in the archive, packed and with their fields.

    Raises SetupError where a file of the archive is missing or damaged.
    """
    indexes: dict[str, list[Member]] = {}
    for row in found.snapshots:
        if row["thinned_at"] is not None:
            continue
        path = data / row["warc_file"]
        if row["warc_file"] not in indexes:
            indexes[row["warc_file"]] = list(members(path)) if path.is_file() else []
        for what, member in exchange_of(indexes[row["warc_file"]], row):
            with path.open("rb") as stream:
                stream.seek(member.offset)
                yield row, f"responses/{row['id']}.{what}.warc.gz", stream.read(member.length)


def exchange_of(index: Sequence[Member], row: Row) -> Iterator[tuple[str, Member]]:
    """Give the records of a snapshot among those of its file: the answer, and what was asked.

    Of a page that a browser rendered also what was received, and the data that its scripts loaded.
    Raises SetupError where it is not there.
    """
    answer = next((one for one in index if one.offset == row["warc_offset"]), None)
    if answer is None:
        raise SetupError(
            f"{row['warc_file']} is missing or damaged; `dozor check` says what is lost"
        )
    yield "response", answer
    name = answer.fields.get("WARC-Record-ID")
    if answer.fields.get("WARC-Type") == "conversion":  # rendered: what was received goes with it
        name = answer.fields.get("WARC-Refers-To")
        received = (one for one in index if one.fields.get("WARC-Record-ID") == name)
        yield from (("received", member) for member in received)
    for place, one in enumerate(_together(index, name, "response"), 1):
        yield f"data-{place}", one
        for request in _together(index, one.fields.get("WARC-Record-ID"), "request"):
            yield f"data-{place}-request", request
    yield from (("request", member) for member in _together(index, name, "request"))


def _together(index: Sequence[Member], name: str | None, kind: str) -> list[Member]:
    """Give the records of a kind that belong to one event with another."""
    named = (one for one in index if one.fields.get("WARC-Concurrent-To") == name)
    return [one for one in named if name and one.fields.get("WARC-Type") == kind]


def _chain(found: Gathered, files: Mapping[int, str]) -> str:
    """Write the chain: what the pack's own snapshots say, and nothing but the digest of others."""
    own = {row["id"]: row for row in found.snapshots}
    thinned = {row["body_sha256"] for row in found.snapshots if row["thinned_at"] is not None}
    lines = []
    for link in found.chain:
        line = dict(link)
        if row := own.get(link["id"]):
            line |= {name: row[name] for name in (*_FACTS, "chain_sha256")}
            line |= {"file": files.get(row["id"]), "partial": row["body_sha256"] in thinned}
        lines.append(json.dumps(line, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def _put(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    target.writestr(info, content)


def seal(path: Path) -> str:
    """Put the digest of all bytes but its own sixty-four at the end, and give that of the whole."""
    whole = path.read_bytes()[:-64]
    sealed = whole + hashlib.sha256(whole).hexdigest().encode()
    path.write_bytes(sealed)
    return hashlib.sha256(sealed).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
