"""Checks an evidence pack of Dozor. Needs Python 3.9 or newer and nothing else.

    python verify.py pack.zip

This file travels inside every pack. It checks that no byte of the pack was changed after it was
made, that each response in it is the one whose digest stands in the chain, and that the chain
holds from the first response to its head. Exit code 0: all is whole; 1: something is not.
What no check can prove is who made the pack; compare the head of the chain with one that was sent
to others at the time (the daily digest carries it).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
MARK = b"dozor-evidence-1:"
# What zipfile raises over changed bytes; RuntimeError for a member that says it is encrypted, or
# packed in a way that nobody knows.
_UNREADABLE = (
    zipfile.BadZipFile, OSError, ValueError, KeyError, IndexError, EOFError, RuntimeError,
    struct.error, zlib.error,
)  # fmt: skip


def faults(path: str) -> list[str]:
    """Give what is wrong with a pack, a line each."""
    whole = Path(path).read_bytes()
    comment = len(MARK) + 64
    if whole[-comment:-64] != MARK:
        return ["this is no evidence pack, or its end was cut off or changed"]
    if hashlib.sha256(whole[:-64]).hexdigest().encode() != whole[-64:]:
        found = ["the pack is not as it was made: its seal is broken"]
    else:
        found = []
    try:
        with zipfile.ZipFile(path) as pack:
            return found + list(_of_pack(pack))
    except _UNREADABLE as error:
        return [*found, f"the pack cannot be read: {error}"]


def _of_pack(pack: zipfile.ZipFile) -> Iterator[str]:
    manifest = json.loads(pack.read("manifest.json"))
    if manifest["format"] != FORMAT:
        yield f"made by another version (format {manifest['format']}); use the verify.py inside it"
        return
    files = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    for name in sorted(set(pack.namelist()) - set(files) - {"manifest.json"}):
        yield f"{name} does not belong to the pack"
    for name, digest in files.items():
        if name not in pack.namelist():
            yield f"{name} is missing"
        elif hashlib.sha256(pack.read(name)).hexdigest() != digest:
            yield f"{name} was changed"
    lines = pack.read("chain.jsonl").decode("utf-8").splitlines()
    chain = [json.loads(line) for line in lines]
    yield from _of_chain(chain, manifest)
    yield from _of_responses(pack, chain)


def _of_chain(chain: list[dict[str, Any]], manifest: dict[str, Any]) -> Iterator[str]:
    """Follow the chain from the link before the pack's first snapshot to its head."""
    link = manifest["chain"]["before"]
    for one in chain:
        if "body_sha256" in one and one["facts_sha256"] != _facts(one):
            yield f"snapshot {one['id']}: its facts are not those of its digest"
        link = _sha256(f"{link}\n{one['facts_sha256']}")
        if one.get("chain_sha256", link) != link:
            yield f"the chain breaks at snapshot {one['id']}"
            return
    if link != manifest["chain"]["head"]:
        yield "the chain does not lead to the head that the manifest names"


def _of_responses(pack: zipfile.ZipFile, chain: list[dict[str, Any]]) -> Iterator[str]:
    """Hold each response against the digest of its body."""
    seen = set()
    for one in chain:
        if not one.get("file"):
            continue
        fields, head, body = _record(pack.read(one["file"]))
        if fields.get("WARC-Type") == "revisit":
            if one["body_sha256"] not in seen and b" 304 " not in head[:20] and not one["partial"]:
                yield f"{one['file']}: the body that it refers to is not in the pack"
            continue
        digest = hashlib.sha256(_decoded(head, body)).hexdigest()
        seen.add(digest)
        if digest != one["body_sha256"]:
            yield f"{one['file']}: its body is not the one in the chain"


def _record(packed: bytes) -> tuple[dict[str, str], bytes, bytes]:
    """Take a WARC response record apart: its fields, its HTTP head and body."""
    head, _, block = gzip.decompress(packed).partition(b"\r\n\r\n")
    lines = head.decode("utf-8").split("\r\n")[1:]
    fields = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    http_head, _, body = block[: int(fields["Content-Length"])].partition(b"\r\n\r\n")
    return fields, http_head, body


def _decoded(head: bytes, body: bytes) -> bytes:
    """Take the content coding off a body: gzip and deflate are all that Dozor asks for."""
    lines = [line.partition(b":") for line in head.split(b"\r\n")[1:]]
    codings = [v.strip().lower() for n, _, v in lines if n.strip().lower() == b"content-encoding"]
    for coding in reversed(b",".join(codings).split(b",")):
        body = _without(coding.strip(), body)
    return body


def _without(coding: bytes, body: bytes) -> bytes:
    if coding in (b"gzip", b"x-gzip"):
        windows: tuple[int, ...] = (31,)
    elif coding == b"deflate":
        windows = (15, -15)
    else:
        return body
    for bits in windows:
        try:
            return zlib.decompressobj(bits).decompress(body)
        except zlib.error:
            continue
    return body


def _facts(one: dict[str, Any]) -> str:
    names = ("body_sha256", "final_url", "fetched_at", "http_status")
    return _sha256("\n".join(str(one[name]) for name in names))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def main() -> int:
    """Read the command line, check, and say what was found."""
    if len(sys.argv) != 2:
        print("python verify.py pack.zip")
        return 2
    try:
        found = faults(sys.argv[1])
    except OSError as error:
        print(f"{sys.argv[1]} cannot be read: {error.strerror}")
        return 2
    for line in found:
        print(line)
    if not found:
        print("All is whole: no byte was changed, each response is the one in the chain.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
