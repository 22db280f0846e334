"""The archive written anew without erased answers, a file at a time.

As with thinning, a file is copied without them, the copy is brought to disk, the rows are switched
in one transaction, and the old file goes. Killed at any step, the next call goes on.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler import clock
from crawler.addresses import canonical
from crawler.file_locks import is_held
from crawler.warc_copying import copy_without, members
from dozor.errors import SetupError
from dozor.thin import alone, let_go, new_name, store, sweep
from pipelines.storage.connection import immediate
from pipelines.storage.removals import digest_of
from pipelines.storage.thinning import mark_thinned, move_snapshots, snapshots_in

_ERASED = "SELECT id FROM snapshots WHERE removed = 'erased' AND thinned_at IS NULL"
_DIGESTS = "SELECT sha256 FROM removals WHERE state = 'erased'"


@dataclass(slots=True, kw_only=True)
class Purged:
    """What was taken out of the archive; `left` are files that are damaged or being written."""

    answers: int = 0
    files: int = 0
    left: int = 0


def take_out_named(data: Path) -> Purged:
    """Take out of the archive the lists of the last crawl that still name what was erased.

    Others that rewrite the archive go first: then it waits for the next crawl.
    """
    with store(data) as db:
        if db.conn.execute(_ERASED).fetchone() is None:
            return Purged()
        try:
            with alone(data):
                return purge(db, data, strays=False)
        except SetupError:
            return Purged()


def purge(db: Database, data: Path, *, strays: bool = True) -> Purged:
    """Take out of the archive all that is erased and still in it.

    `strays` looks in every file for answers of erased addresses that no row names.
    """
    done = Purged()
    sweep(db, data)
    going = {one for (one,) in db.conn.execute(_ERASED)}
    digests = {digest for (digest,) in db.conn.execute(_DIGESTS)}
    for path in sorted(data.glob("archive/**/*.warc.gz")):
        name = path.relative_to(data).as_posix()
        places = {row["id"]: row["warc_offset"] for row in snapshots_in(db.conn, name)}
        drop = {offset for one, offset in places.items() if one in going}
        drop |= _strays(path, digests) if strays else set()
        if not drop:
            continue
        if is_held(path) or not _rewrite(db, data, name, places, drop):
            done.left += 1
            continue
        done.answers += len(drop)
        done.files += 1
    return done


def _strays(path: Path, digests: Collection[str]) -> set[int]:
    """Give where answers of erased addresses lie, whether a row names them or not."""
    return {
        member.offset
        for member in members(path)
        if member.fields.get("WARC-Type") in {"response", "revisit", "conversion"}
        and digest_of(canonical(member.fields.get("WARC-Target-URI", ""))) in digests
    }


def _rewrite(
    db: Database, data: Path, name: str, places: Mapping[int, int], drop: Collection[int]
) -> bool:
    staying = {one: offset for one, offset in places.items() if offset not in drop}
    fresh, moved = "", dict[int, int]()
    if staying:
        fresh = new_name(name, secrets.token_hex(3))
        moved = copy_without(data / name, data / fresh, drop)
        if not moved.keys() >= set(staying.values()):
            let_go(data / fresh)
            return False
    with immediate(db) as connection:
        offsets = {one: moved[offset] for one, offset in staying.items()}
        move_snapshots(connection, name, fresh, offsets)
        mark_thinned(connection, places.keys() - staying.keys(), clock.timestamp())
    let_go(data / name)
    return True
