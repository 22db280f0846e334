"""A WARC file written anew without some of its responses, record by record as they were."""

import os
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

_PIECE = 1 << 16
_HEAD = 1 << 14


class Member(NamedTuple):
    """A record as a gzip member of its file: where it is, in bytes, and its WARC fields."""

    offset: int
    length: int
    fields: dict[str, str]


def members(path: Path) -> Iterator[Member]:
    """Give the records of a file in their order, up to one that breaks off or is damaged."""
    with path.open("rb") as stream:
        offset = 0
        while (found := _member(stream, offset)) is not None:
            yield found
            offset += found.length


def copy_without(old: Path, new: Path, drop: Collection[int]) -> dict[int, int]:
    """Copy a file without the responses at these offsets and without their requests.

    With what a browser made of a response that response goes too, and what its scripts loaded.

    Gives each record's new offset by its old one. The copy is on disk when this returns; what was
    torn in the old file is not in it. Raises OSError, and FileExistsError where `new` is there.
    """
    kept = _kept(list(members(old)), drop)
    moved: dict[int, int] = {}
    with old.open("rb") as source, new.open("xb") as target:
        for member in kept:
            moved[member.offset] = target.tell()
            source.seek(member.offset)
            target.write(source.read(member.length))
        target.flush()
        os.fsync(target.fileno())
    sync_folder(new.parent)
    return moved


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _kept(found: Sequence[Member], drop: Collection[int]) -> list[Member]:
    going = [member for member in found if member.offset in drop]
    gone = {member.fields.get("WARC-Record-ID") for member in going}
    originals = {_original(member) for member in going} - {None}
    originals |= {_identity(member) for member in found if _is_part(member, originals)}
    gone |= originals
    kept = []
    for index, member in enumerate(found):
        after = found[index + 1].offset if index + 1 < len(found) else None
        goes = member.offset in drop or member.fields.get("WARC-Record-ID") in originals
        if not goes and not _asked_for(member, gone, before=after in drop):
            kept.append(member)
    return kept


def _identity(member: Member) -> str | None:
    return member.fields.get("WARC-Record-ID")


def _is_part(member: Member, originals: Collection[str | None]) -> bool:
    """Tell what the scripts of a rendered page loaded: it was received together with the page."""
    together = member.fields.get("WARC-Concurrent-To")
    return member.fields.get("WARC-Type") == "response" and together in originals


def _original(member: Member) -> str | None:
    """Give the id of the response of which a record was made, as rendered pages are."""
    converted = member.fields.get("WARC-Type") == "conversion"
    return member.fields.get("WARC-Refers-To") if converted else None


def _asked_for(member: Member, gone: Collection[str | None], *, before: bool) -> bool:
    """Tell the request of a response that goes: it names it, or else stands right before it."""
    if member.fields.get("WARC-Type") != "request":
        return False
    named = member.fields.get("WARC-Concurrent-To")
    return before if named is None else named in gone


def _member(stream: BinaryIO, offset: int) -> Member | None:
    stream.seek(offset)
    unpacker, head, length = zlib.decompressobj(31), b"", 0
    try:
        while not unpacker.eof and (piece := stream.read(_PIECE)):
            unpacked = unpacker.decompress(piece)
            head += unpacked[: _HEAD - len(head)]
            length += len(piece) - len(unpacker.unused_data)
    except zlib.error:
        return None
    return Member(offset, length, _fields(head)) if unpacker.eof else None


def _fields(head: bytes) -> dict[str, str]:
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
    pairs = (line.partition(":") for line in lines[1:])
    return {name.strip(): value.strip() for name, _, value in pairs}
