"""Bringing a backup back: everything is checked before the folder stands there under its name."""

import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dozor.errors import SetupError
from dozor.keeping.backup import SETTINGS, backups_in
from dozor.keeping.copying import copy, inside
from dozor.keeping.manifest import NAME, Entry, Manifest, digest_of, read_manifest
from dozor.keeping.removals import NAME as REMOVALS
from dozor.keeping.removals import read_removals, remove_again
from dozor.runs import database
from pipelines.storage.connection import immediate, new_epoch, opened
from pipelines.storage.errors import StorageError
from pipelines.storage.private import opened_private, private_database
from pipelines.storage.watch_rows import settle_restored

_LAST = """
    SELECT (SELECT coalesce(max(id), 0) FROM events), (SELECT coalesce(max(id), 0) FROM runs)
"""
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was brought back, from where, and where its settings lie.

    `removed` counts records that were withheld or erased after the backup, and are so again.
    """

    backup: Path
    manifest: Manifest
    settings: tuple[Path, ...]
    removed: int = 0


def restore(
    source: Path,
    data: Path,
    settings: Path,
    *,
    removals: Path | None = None,
    tick: Tick = lambda _: None,
) -> Restored:
    """Bring a backup back into a data folder that is empty or not there yet.

    `source` is one backup, or the folder of all (then the newest is taken). Settings are laid into
    the folder `settings`, beside the data where one is there already. The database gets a new
    epoch, so that mirrors begin anew. What was withheld or erased since, by the list beside the
    backups and that in `removals`, is so again. Raises SetupError, naming each file that is
    damaged or missing, and OSError; then nothing stands there.
    """
    backup = _chosen(source)
    manifest = read_manifest(backup)
    _require_empty(data)
    known = [
        *read_removals(backup.parent / REMOVALS),
        *(read_removals(removals) if removals else ()),
    ]
    _verify(backup, manifest)
    partial = data.with_name(f"{data.name}.partial-{secrets.token_hex(4)}")
    try:
        _fill(partial, backup, manifest, tick)
        _renew(partial)
        removed = remove_again(partial, known)
        if data.is_dir():
            data.rmdir()
        partial.rename(data)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    laid = tuple(_lay_settings(backup, data, settings))
    return Restored(backup=backup, manifest=manifest, settings=laid, removed=removed)


def _chosen(source: Path) -> Path:
    if (source / NAME).is_file():
        return source
    found = backups_in(source) if source.is_dir() else []
    if not found:
        raise SetupError(f"{source} holds no backup of Dozor")
    return found[-1]


def _require_empty(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise SetupError(
            f"{data} is not empty; nothing is restored over what is there. "
            "Name another folder (--data), or move this one away"
        )


def _verify(backup: Path, manifest: Manifest) -> None:
    faults = list(_faults(backup, manifest))
    if faults:
        shown = "; ".join(faults[:5]) + ("; …" if len(faults) > 5 else "")  # noqa: PLR2004
        raise SetupError(f"{backup} cannot be restored: {shown}. Take another backup")


def _faults(backup: Path, manifest: Manifest) -> Iterator[str]:
    for folder, entry in _sources(backup, manifest):
        try:
            path = inside(folder, entry.path)
            if path.stat().st_size < entry.size:
                yield f"{entry.path} is cut off"
            elif digest_of(path, entry.size) != entry.sha256:
                yield f"{entry.path} is not what was backed up"
        except FileNotFoundError:
            yield f"{entry.path} is missing"
        except (OSError, ValueError) as error:
            yield f"{entry.path} cannot be read: {error}"


def _sources(backup: Path, manifest: Manifest) -> Iterator[tuple[Path, Entry]]:
    yield from ((backup, entry) for entry in manifest.files)
    yield from ((backup.parent, entry) for entry in manifest.archive)


def _fill(partial: Path, backup: Path, manifest: Manifest, tick: Tick) -> None:
    partial.mkdir(parents=True)
    for folder, entry in _sources(backup, manifest):
        if not entry.path.startswith("settings/"):
            copy(inside(folder, entry.path), inside(partial, entry.path), entry.size)
            tick(1)


def _renew(partial: Path) -> None:
    """Prove the database whole, bring it up to date, and give it an epoch of its own."""
    with closing(sqlite3.connect(database(partial))) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise SetupError(f"the database in the backup is damaged: {found}. Take another backup")
    try:
        with opened(database(partial)) as db:
            new_epoch(db)
            last = db.execute(_LAST).fetchone()
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if private_database(partial).is_file():
            with opened_private(partial) as private, immediate(private) as connection:
                settle_restored(connection, *last)
    except StorageError as error:
        raise SetupError(str(error)) from error


def _lay_settings(backup: Path, data: Path, settings: Path) -> Iterator[Path]:
    for name in SETTINGS:
        kept = backup / "settings" / name
        if not kept.is_file():
            continue
        target = settings / name
        if target.exists():
            target = data / "settings" / name
        copy(kept, target)
        yield target
