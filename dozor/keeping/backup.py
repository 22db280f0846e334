"""Backups: the databases and settings anew, the archive by what has come since the last one.

`DEST/archive/` is shared by all backups; each has a folder of its own, named by its moment, which
appears when it is whole. The database is copied first, as it stands at one moment while crawls go
on writing; since the archive is on disk before its rows are, whatever the copy names is there.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from crawler import clock
from crawler.file_locks import hold
from crawler.warc_copying import sync_folder
from dozor.errors import SetupError
from dozor.keeping.copying import copy
from dozor.keeping.manifest import (
    LOCK,
    NAME,
    Entry,
    Manifest,
    digest_of,
    is_ours,
    read_manifest,
)
from dozor.keeping.places import remember_place
from dozor.keeping.removals import note_removals
from dozor.runs import read_only
from dozor.thin import alone

SETTINGS = ("dozor.toml", "sources.toml", "notes.toml")
_PARTIAL = ".partial-"
_HELD = """
    SELECT warc_file, max(warc_offset) FROM snapshots WHERE thinned_at IS NULL GROUP BY warc_file
"""
_STANDS = """
    SELECT (SELECT value FROM meta WHERE key = 'schema_version') AS schema_version,
        (SELECT value FROM meta WHERE key = 'epoch') AS epoch,
        (SELECT coalesce(max(id), 0) FROM events) AS last_event_id,
        (SELECT count(*) FROM snapshots) AS snapshots,
        coalesce((SELECT chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1), '') AS chain_sha256
"""
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made: where it is, what it says, and how many bytes were copied for it."""

    folder: Path
    manifest: Manifest
    copied: int
    dropped: int = 0


def back_up(
    data: Path, dest: Path, settings: Path, *, keep: int = 0, tick: Tick = lambda _: None
) -> Made:
    """Back a data folder up, with the settings that lie in the folder `settings`.

    `keep` lets the oldest backups go beyond that many (0 keeps all); `tick` hears of each file.
    Raises SetupError where the destination is none, OSError where a disk refuses: then what was
    there before still stands.
    """
    read_only(data).close()
    _check(data, dest)
    dest.mkdir(parents=True, exist_ok=True)
    with _alone_at(dest), alone(data):
        _sweep(dest)
        partial = dest / f"{_PARTIAL}{secrets.token_hex(4)}"
        try:
            made = _fill(partial, data, dest, settings, tick)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        dropped = _let_go(dest, keep) if keep else 0
    with suppress(OSError):  # the backup stands; a later one may note its place
        remember_place(data, dest)
    return Made(folder=made.folder, manifest=made.manifest, copied=made.copied, dropped=dropped)


def backups_in(dest: Path) -> list[Path]:
    """Give the folders of the backups that lie in a destination, oldest first."""
    return sorted(path.parent for path in dest.glob(f"[0-9]*/{NAME}"))


def _fill(partial: Path, data: Path, dest: Path, settings: Path, tick: Tick) -> Made:
    files = [*_databases(data, partial), *_settings(settings, partial)]
    note_removals(dest, partial / "dozor.db")
    facts = _standing(partial / "dozor.db")
    archive, copied = _archive(data, dest, partial / "dozor.db", tick)
    manifest = Manifest(
        made_at=clock.timestamp(),
        software=f"dozor {_version()}",
        schema_version=int(str(facts["schema_version"])),
        epoch=str(facts["epoch"]),
        last_event_id=int(str(facts["last_event_id"])),
        chain_sha256=str(facts["chain_sha256"]),
        snapshots=int(str(facts["snapshots"])),
        files=files,
        archive=archive,
    )
    manifest.write(partial)
    _sync(partial)
    folder = dest / _name(dest, manifest.made_at)
    partial.rename(folder)
    sync_folder(dest)
    return Made(
        folder=folder, manifest=manifest, copied=copied + sum(entry.size for entry in files)
    )


def _databases(data: Path, partial: Path) -> Iterator[Entry]:
    for name in ("dozor.db", "private/private.db"):
        if not (data / name).is_file():
            continue
        target = partial / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_database(data / name, target)
        yield Entry(path=name, size=target.stat().st_size, sha256=digest_of(target))


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, whoever writes to it meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as given,
        closing(sqlite3.connect(target)) as taken,
    ):
        given.backup(taken)
        taken.execute("PRAGMA journal_mode = DELETE")


def _settings(folder: Path, partial: Path) -> Iterator[Entry]:
    for name in SETTINGS:
        if (folder / name).is_file():
            target = partial / "settings" / name
            copy(folder / name, target)
            size = target.stat().st_size
            yield Entry(path=f"settings/{name}", size=size, sha256=digest_of(target))


def _standing(copied: Path) -> Mapping[str, object]:
    with closing(sqlite3.connect(copied)) as connection:
        connection.row_factory = sqlite3.Row
        return dict(connection.execute(_STANDS).fetchone())


def _archive(data: Path, dest: Path, copied: Path, tick: Tick) -> tuple[list[Entry], int]:
    """Bring over what the copied database names and earlier backups lack; give the bytes, too."""
    known = {entry.path: entry for folder in backups_in(dest) for entry in _of(folder)}
    with closing(sqlite3.connect(copied)) as connection:
        names = [name for name, _ in connection.execute(_HELD)]
    entries, brought = [], 0
    for name in names:
        entry, size = _bring(data / name, dest / name, known.get(name))
        entries.append(entry)
        brought += size
        tick(1)
    return entries, brought


def _bring(source: Path, target: Path, known: Entry | None) -> tuple[Entry, int]:
    """Copy a WARC file unless that much of it is there; say how many bytes were copied."""
    name = f"archive/{source.parts[-3]}/{source.parts[-2]}/{source.name}"
    size = source.stat().st_size
    if known and known.size == size and target.is_file() and target.stat().st_size == size:
        return known, 0
    copy(source, target, size)
    return Entry(path=name, size=size, sha256=digest_of(target)), size


def _let_go(dest: Path, keep: int) -> int:
    """Let the oldest backups go, and what only they needed of the archive."""
    old = backups_in(dest)[:-keep]
    for folder in old:
        (folder / NAME).unlink()  # from here on it is no backup
        shutil.rmtree(folder)
    needed = {entry.path for folder in backups_in(dest) for entry in _of(folder)}
    for path in dest.glob("archive/**/*.warc.gz"):
        if path.relative_to(dest).as_posix() not in needed:
            path.unlink()
    return len(old)


def _of(folder: Path) -> Sequence[Entry]:
    return read_manifest(folder).archive


def _check(data: Path, dest: Path) -> None:
    if dest.resolve().is_relative_to(data.resolve()) or data.resolve().is_relative_to(
        dest.resolve()
    ):
        raise SetupError(f"{dest}: a backup needs a place outside {data}, best on another disk")
    if dest.exists() and not dest.is_dir():
        raise SetupError(f"{dest} is a file; name a folder")
    if dest.is_dir() and any(dest.iterdir()) and not is_ours(dest):
        raise SetupError(f"{dest} holds other things; give backups a folder of their own")


@contextmanager
def _alone_at(dest: Path) -> Iterator[None]:
    with (dest / LOCK).open("ab") as lock:
        try:
            hold(lock)
        except BlockingIOError:
            raise SetupError(f"another `dozor backup` is at work in {dest}") from None
        yield


def _sweep(dest: Path) -> None:
    """Remove what a killed call left half done."""
    for left in dest.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left)


def _name(dest: Path, made_at: str) -> str:
    name = made_at.replace("-", "").replace(":", "")
    taken = {path.name for path in dest.iterdir()}
    return next(n for n in _numbered(name) if n not in taken)


def _numbered(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, 1000))


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def _version() -> str:
    try:
        return version("dozor")
    except ModuleNotFoundError:  # run from its folder, not installed
        return "from its folder"
