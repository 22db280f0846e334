"""Leases and blocks of hosts, between owners and processes."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler import clock
from crawler.items import HostClaim
from pipelines.storage import hosts as module
from pipelines.storage.connection import open_store
from pipelines.storage.hosts import LEASE_SECONDS, SqliteHosts, blocked_hosts

HOST = "paper.example"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Two:
    """Two owners over one database, and the machine's time in the test's hands."""

    def __init__(self, path: Path) -> None:
        self.db = open_store(path)
        self.one, self.other = SqliteHosts(self.db), SqliteHosts(open_store(path))
        self.seconds = 1_800_000_000.0

    def owned_by(self, owner: str) -> None:
        with self.db.conn as connection:
            connection.execute("UPDATE hosts SET owner = ?", (owner,))


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    two = Two(tmp_path / "dozor.db")
    monkeypatch.setattr(clock, "seconds", lambda: two.seconds)
    with clock.stopped_at(NOW):
        yield two
    two.one.close()
    two.other.close()


def test_a_host_is_one_owners_until_it_is_given_up(two: Two) -> None:
    assert two.one.claim(HOST) == HostClaim(ours=True)
    assert not two.other.claim(HOST).ours
    assert two.other.claim("elsewhere.example").ours
    two.one.release({HOST: (two.seconds - 1.5, 2.5)})
    assert two.other.claim(HOST) == HostClaim(ours=True, last_asked=two.seconds - 1.5, delay=2.5)


def test_only_the_owner_gives_a_host_up(two: Two) -> None:
    two.one.claim(HOST)
    two.other.release({HOST: (None, 0.0)})
    assert not two.other.claim(HOST).ours


def test_a_claim_that_is_renewed_goes_on(two: Two) -> None:
    two.one.claim(HOST)
    two.seconds += LEASE_SECONDS - 1
    assert two.one.renew([HOST]) == [HOST]
    two.seconds += LEASE_SECONDS - 1
    assert not two.other.claim(HOST).ours


def test_a_claim_that_ran_out_is_taken_over_as_if_the_host_was_asked_just_now(two: Two) -> None:
    two.one.claim(HOST)
    two.seconds += LEASE_SECONDS + 1
    claim = two.other.claim(HOST)
    assert (claim.ours, claim.last_asked) == (True, two.seconds)
    assert two.one.renew([HOST]) == [], "the first learns that it lost the host"


def test_a_clock_that_was_set_back_holds_nobody_up(two: Two) -> None:
    two.one.claim(HOST)
    two.seconds -= 86400
    assert two.other.claim(HOST).ours


def test_a_dead_process_holds_nothing(two: Two) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    two.one.claim(HOST)
    two.owned_by(f"{socket.gethostname()}/{process.pid}/abc")
    assert two.other.claim(HOST).ours


def test_of_another_machine_nothing_is_known_but_the_lease(two: Two) -> None:
    two.one.claim(HOST)
    two.owned_by("another-machine/1/abc")
    assert not two.other.claim(HOST).ours


def test_a_host_that_asked_to_be_left_alone_is_nobodys(two: Two) -> None:
    until = two.one.block(HOST, "429, retry after 7200", 2 * HOUR)
    assert until == NOW + 2 * HOUR
    assert two.other.claim(HOST) == HostClaim(
        ours=False, blocked_until=until, reason="429, retry after 7200"
    )
    assert blocked_hosts(two.db.conn) == [
        {"host": HOST, "blocked_until": "2026-03-02T14:00:00Z", "reason": "429, retry after 7200"}
    ]
    with clock.stopped_at(until):
        assert two.other.claim(HOST).ours
        assert blocked_hosts(two.db.conn) == []


def test_blocks_without_a_wait_double_up_to_a_day_until_a_good_answer(two: Two) -> None:
    waits = [(two.one.block(HOST, "Qrator, 403", None) - NOW) / HOUR for _ in range(7)]
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    with clock.stopped_at(NOW + 25 * HOUR):
        assert two.one.claim(HOST).blocks == 7
    two.one.unblock(HOST)
    assert two.one.block(HOST, "Qrator, 403", None) == NOW + HOUR


def test_a_process_that_may_not_be_asked_about_counts_as_living(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_pid: int, _signal: int) -> None:
        raise PermissionError

    two.one.claim(HOST)
    monkeypatch.setattr(module.os, "kill", forbidden)
    assert not two.other.claim(HOST).ours
