"""Looking for words in every byte that a data folder holds, packed or not."""

import html
import io
import zipfile
import zlib
from pathlib import Path
from urllib.parse import unquote

from crawler.archive import read_snapshot
from crawler.warc_copying import members


def texts(data: Path) -> dict[str, str]:
    """What can be read in each file: as it is, and each record of the archive unpacked."""
    found = {}
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        name = path.relative_to(data).as_posix()
        found[name] = _read(path.read_bytes())
        if path.name.endswith(".warc.gz"):
            found[name] += "".join(_records(data, name))
    return found


def places_of(data: Path, *needles: str) -> set[tuple[str, str]]:
    """The files in which a needle stands, with the needle."""
    return {
        (name, needle) for name, text in texts(data).items() for needle in needles if needle in text
    }


def _records(data: Path, name: str) -> list[str]:
    path, found = data / name, []
    whole = path.read_bytes()
    for member in members(path):
        packed = whole[member.offset : member.offset + member.length]
        found.append(_read(zlib.decompress(packed, 31)))
        if member.fields.get("WARC-Type") == "response":
            found.append(_read(read_snapshot(data, name, member.offset).body))
    return found


def _read(raw: bytes) -> str:
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            raw = b"\n".join(packed.read(name) for name in packed.namelist())
    both = raw.decode("utf-8", "replace") + raw.decode("cp1251", "replace")
    return both + html.unescape(both) + unquote(both)
