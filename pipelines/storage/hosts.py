"""Hosts: who is asking one now, and which want to be left alone: `crawler.stores.HostStore`.

A lease is for processes that may not know each other, so its moments are the machine's own. A
block is something that happened to a crawl, so its end is in the crawl's time.
"""

import os
import secrets
import socket
import sqlite3
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, Self

from sqlite_utils import Database

from crawler import clock
from crawler.items import HostClaim
from pipelines.revisits import host_rest
from pipelines.storage.connection import immediate, open_store
from pipelines.storage.pages import DATABASE
from pipelines.storage.rows import Row, named, one

# Longer than a busy database or a large page can keep a living process from renewing it.
LEASE_SECONDS = 90.0

_TAKE = """
    INSERT INTO hosts (host, owner, lease_until) VALUES (?, ?, ?)
    ON CONFLICT (host) DO UPDATE SET owner = excluded.owner, lease_until = excluded.lease_until
"""
_RENEW = "UPDATE hosts SET lease_until = ? WHERE host = ? AND owner = ?"
_RELEASE = """
    UPDATE hosts SET owner = NULL, lease_until = NULL, delay = ?,
        last_request = coalesce(?, last_request)
    WHERE host = ? AND owner = ?
"""
_BLOCK = """
    INSERT INTO hosts (host, blocked_until, reason, blocks) VALUES (?, ?, ?, ?)
    ON CONFLICT (host) DO UPDATE SET blocked_until = excluded.blocked_until,
        reason = excluded.reason, blocks = excluded.blocks
"""
_UNBLOCK = "UPDATE hosts SET blocked_until = NULL, reason = NULL, blocks = 0 WHERE host = ?"
_BLOCKED = "SELECT host, blocked_until, reason FROM hosts WHERE blocked_until > ? ORDER BY host"


class _Settings(Protocol):
    """What is read of Scrapy's settings."""

    def get(self, name: str, default: str) -> object: ...
    def getbool(self, name: str) -> bool: ...


class SqliteHosts:
    """Leases and blocks in `dozor.db`, under an owner's name of its own.

    A lease holds until it is given up, runs out, or its process is known to be dead.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._owner = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"

    @classmethod
    def from_settings(cls, settings: _Settings) -> Self:
        """Open the database in the folder that the setting DOZOR_DATA names. Raises StorageError.

        DOZOR_SAMPLE says whether it holds sample data.
        """
        path = Path(str(settings.get("DOZOR_DATA", "data"))) / DATABASE
        return cls(open_store(path, sample=settings.getbool("DOZOR_SAMPLE")))

    def claim(self, host: str) -> HostClaim:
        """Take a host for this owner, if it is free and not blocked, and say how it stands."""
        found = self._standing(self._row(host))
        if found is not None:  # the common wait: no need to keep writers back
            return found
        with immediate(self._db) as connection:
            row = self._row(host)
            found = self._standing(row)
            if found is None:
                connection.execute(_TAKE, (host, self._owner, _lease_end()))
        return found or _taken(row)

    def renew(self, hosts: Collection[str]) -> Collection[str]:
        """Hold hosts for longer; give those that are still this owner's."""
        if not hosts:
            return []
        end = _lease_end()
        with immediate(self._db) as connection:
            return [
                host
                for host in hosts
                if connection.execute(_RENEW, (end, host, self._owner)).rowcount
            ]

    def release(self, hosts: Mapping[str, tuple[float | None, float]]) -> None:
        """Give hosts up, each with its last request (seconds since 1970) and pause (seconds)."""
        if not hosts:
            return
        with immediate(self._db) as connection:
            for host, (asked, delay) in hosts.items():
                moment = None if asked is None else _text(asked)
                connection.execute(_RELEASE, (delay, moment, host, self._owner))

    def block(self, host: str, reason: str, wait: timedelta | None) -> datetime:
        """Note that a host wants nobody for a time, of its choice or ours; give its end."""
        with immediate(self._db) as connection:
            blocks = self._row(host).get("blocks", 0) + 1
            until = clock.now() + host_rest(wait, blocks)
            connection.execute(_BLOCK, (host, clock.to_text(until), reason, blocks))
        return until

    def unblock(self, host: str) -> None:
        """Note a good answer of a host that was blocked."""
        with immediate(self._db) as connection:
            connection.execute(_UNBLOCK, (host,))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _row(self, host: str) -> Row:
        return one(self._db.conn, "SELECT * FROM hosts WHERE host = ?", host) or {}

    def _standing(self, row: Row) -> HostClaim | None:
        """Say why a host cannot be taken; None where it can."""
        blocked = row.get("blocked_until")
        if blocked and clock.from_text(blocked) > clock.now():
            return HostClaim(
                ours=False, blocked_until=clock.from_text(blocked), reason=row["reason"] or ""
            )
        held = row.get("owner") not in {None, self._owner} and _holds(row, clock.seconds())
        return HostClaim(ours=False, reason="another crawl") if held else None


def blocked_hosts(connection: sqlite3.Connection) -> list[Row]:
    """Give the hosts that want nobody now: `host`, `blocked_until`, `reason`."""
    cursor = connection.execute(_BLOCKED, (clock.timestamp(),))
    return [named(cursor, row) for row in cursor.fetchall()]


def _taken(row: Row) -> HostClaim:
    """Say what the last owner left; one that gave nothing up may have asked until just now."""
    last = clock.seconds() if row.get("owner") else _seconds(row.get("last_request"))
    return HostClaim(
        ours=True, last_asked=last, delay=row.get("delay"), blocks=row.get("blocks", 0)
    )


def _holds(row: Row, now: float) -> bool:
    until = _seconds(row["lease_until"])
    in_time = until is not None and now < until <= now + 2 * LEASE_SECONDS  # else a clock jumped
    return in_time and not _is_dead(row["owner"])


def _is_dead(owner: str) -> bool:
    """Say whether the owner was a process of this machine that is no more."""
    machine, _, rest = owner.partition("/")
    pid = rest.partition("/")[0]
    if os.name != "posix" or machine != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _lease_end() -> str:
    return _text(clock.seconds() + LEASE_SECONDS)


def _text(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _seconds(text: str | None) -> float | None:
    return None if text is None else clock.from_text(text).timestamp()
