"""Making a public copy: the database without what is not public, and all that shows it."""

import ast
import json
import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from crawler import clock
from dozor.errors import SetupError
from dozor.publishing.modules import ROOT, needed, requirements
from dozor.runs import read_only
from dozor.serve import HOME
from pipelines.storage.publishing import row_counts, strip

MARK = "published.json"
_FORMAT = 1
_FOLDERS = ("plugins", "templates", "static", "texts", "queries")
_FILES = ("metadata.yaml", "settings.json")
# A plugin is loaded by its path; it finds the modules that came with it from there.
_FINDS = "import sys as _sys; _sys.path.insert(0, __file__.rpartition('plugins')[0])\n"
_LEFT_OUT = (
    "private.db, notes, what was withheld or erased, alerts and watches",
    "addresses of applicants; INN and OGRN of private persons",
    "what rejects quote; the archive of pages",
)
_TEXTS = "full texts, and with them revisions, changes, claims and mentions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A copy that was made: its size in bytes, its rows by table, what it leaves out in words."""

    folder: Path
    size: int
    rows: dict[str, int]
    left_out: list[str]
    event_id: int
    sample: bool


def publish(data: Path, folder: Path, *, with_text: bool = False) -> Published:
    """Make a public copy of a data folder, or renew one that lies there.

    An earlier copy is taken away when the new one is whole. Raises SetupError for a folder that
    holds something else, and where there is no database.
    """
    folder = folder.resolve()
    _check(data.resolve(), folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    partial.mkdir()
    try:
        made = _fill(partial, data, folder, with_text=with_text)
        _put(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def _check(data: Path, folder: Path) -> None:
    if folder == data or folder in data.parents or data in folder.parents:
        raise SetupError(f"{folder}: a public copy lies apart from the data it is made of")
    if folder.exists() and not folder.is_dir():
        raise SetupError(f"{folder}: this is no folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise SetupError(f"{folder}: there is something else in this folder; name another")


def _fill(partial: Path, data: Path, folder: Path, *, with_text: bool) -> Published:
    database, at = partial / "dozor.db", clock.timestamp()
    # SQLite 3.40 fails at VACUUM INTO over a read-only connection where columns are generated.
    whole = partial / "whole.db"
    with closing(read_only(data)) as source, closing(sqlite3.connect(whole)) as connection:
        source.backup(connection)
        rows = strip(connection, with_text=with_text, at=at)
        connection.execute("VACUUM INTO ?", (str(database),))
    whole.unlink()
    with closing(sqlite3.connect(database)) as connection:
        event_id, sample = connection.execute(
            "SELECT (SELECT coalesce(max(id), 0) FROM events),"
            " EXISTS (SELECT 1 FROM meta WHERE key = 'sample' AND value = '1')"
        ).fetchone()
        _inspect(database, row_counts(connection))
    _carry(partial)
    left_out = [*_LEFT_OUT, *([] if with_text else [_TEXTS])]
    about = {"format": _FORMAT, "made_at": at, "event_id": event_id, "left_out": left_out}
    (partial / MARK).write_text(json.dumps(about, indent=1), encoding="utf-8")
    return Published(
        folder=folder, size=database.stat().st_size, rows=rows, left_out=left_out,
        event_id=event_id, sample=bool(sample),
    )  # fmt: skip


def _inspect(database: Path, counts: dict[str, int]) -> None:
    """Write what makes Datasette take the file for one that never changes."""
    with database.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    about = {
        "hash": digest,
        "size": database.stat().st_size,
        "file": database.name,
        "tables": {name: {"count": count} for name, count in counts.items()},
    }
    path = database.with_name("inspect-data.json")
    path.write_text(json.dumps({"dozor": about}), encoding="utf-8")


def _carry(partial: Path) -> None:
    """Put beside the database what shows it."""
    ours = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in _FOLDERS:
        shutil.copytree(HOME / name, partial / name, ignore=ours)
    for name in _FILES:
        shutil.copy(HOME / name, partial / name)
    for path in (partial / "plugins").glob("*.py"):
        path.write_text(_finding(path.read_text(encoding="utf-8")), encoding="utf-8")
    modules = needed(HOME / "plugins")
    for path in modules:
        to = partial / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
    named = requirements([*modules, *(HOME / "plugins").glob("*.py")])
    (partial / "requirements.txt").write_text("\n".join(named) + "\n", encoding="utf-8")


def _finding(plugin: str) -> str:
    """Let a plugin find the modules beside it, before its first import."""
    imports = (ast.Import, ast.ImportFrom)
    first = next(node.lineno for node in ast.parse(plugin).body if isinstance(node, imports))
    lines = plugin.splitlines(keepends=True)
    return "".join([*lines[: first - 1], _FINDS, *lines[first - 1 :]])


def _put(partial: Path, folder: Path) -> None:
    """Let the new copy take the place of the old one."""
    old = folder.with_name(f".{folder.name}-old-{secrets.token_hex(4)}")
    if folder.exists():
        folder.rename(old)
    partial.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
