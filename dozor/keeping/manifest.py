"""The manifest of a backup: what it holds, down to the digest of each file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dozor.errors import SetupError

NAME = "manifest.json"
LOCK = "backup.lock"
FORMAT = 1
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file: its path below the backup's folder (`archive/…` below the folder of all backups).

    `size` in bytes; of an archive file that was still being written it is what belongs to this
    backup, and `sha256` is the digest of that much.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup: when it was made (UTC text), of what database, and its files."""

    made_at: str
    software: str
    schema_version: int
    epoch: str
    last_event_id: int
    chain_sha256: str
    snapshots: int
    files: Sequence[Entry]
    archive: Sequence[Entry]

    def write(self, folder: Path) -> None:
        """Write it into a backup's folder."""
        text = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest. Raises SetupError for what is none, or of a newer Dozor."""
    path = folder / NAME
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        made_by = facts.pop("format")
    except OSError as error:
        raise SetupError(f"{folder} is no backup of Dozor: it has no readable {NAME}") from error
    except (ValueError, AttributeError, KeyError) as error:
        raise SetupError(f"{path} is damaged: take another backup") from error
    if made_by != FORMAT:
        raise SetupError(f"{path}: made by a newer version of Dozor (format {made_by}); update it")
    try:
        return _manifest(facts)
    except (TypeError, KeyError) as error:
        raise SetupError(f"{path} is damaged: take another backup") from error


def is_ours(dest: Path) -> bool:
    """Say whether a folder is one of backups."""
    return (dest / LOCK).is_file()


def digest_of(path: Path, size: int | None = None) -> str:
    """Give the SHA-256 of a file, or of its first `size` bytes. Raises OSError."""
    found, left = hashlib.sha256(), size
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE if left is None else min(_PIECE, left)):
            found.update(piece)
            left = None if left is None else left - len(piece)
    return found.hexdigest()


def _manifest(facts: Mapping[str, Any]) -> Manifest:
    files = [Entry(**entry) for entry in facts["files"]]
    archive = [Entry(**entry) for entry in facts["archive"]]
    return Manifest(**{**facts, "files": files, "archive": archive})
