"""The crontab: what it says, and that a real cron daemon runs it."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dozor.crontab import crontab, minutes_for
from dozor.world import SampleWorld

from .conftest import Run, only, rows

# A daemon of our own: it sees no crontab and no socket of this machine, and leaves none behind.
_APART = """
mount -t tmpfs none /var/spool/cron/crontabs && mount -t tmpfs none /etc/cron.d &&
mount -t tmpfs none /run && mount --bind /dev/null /etc/crontab && crontab {table} && exec {cron} -f
"""
# Not every PATH has the folder where Debian keeps it.
_CRON = shutil.which("cron", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


@given(st.text(min_size=1), st.integers(1, 60))
def test_minutes_are_spread_evenly_and_stay_the_same(name: str, every: int) -> None:
    minutes = minutes_for(Path("/srv") / name, every)
    assert minutes == minutes_for(Path("/srv") / name, every)
    assert all(0 <= minute < 60 for minute in minutes)
    assert {later - earlier for earlier, later in pairwise(minutes)} <= {every}
    assert len(minutes) in {60 // every, -(-60 // every)}


def test_minutes_differ_from_folder_to_folder() -> None:
    assert len({minutes_for(Path(f"/srv/paper{number}"), 60) for number in range(50)}) > 20


def test_odd_folders_are_quoted_and_percents_escaped() -> None:
    line = crontab(Path("/srv/my news 100%"), ["dozor", "crawl"], 30, {}).splitlines()[-1]
    assert line.endswith(r"cd '/srv/my news 100\%' && dozor crawl")


def test_the_crontab_is_printed_for_this_folder(dozor: Run, tmp_path: Path) -> None:
    done = dozor("cron", "--every", 30, "--data", "here", "--", "--region", "RU-PSK")
    *head, line = done.stdout.splitlines()
    assert done.returncode == 0
    assert f"cd {tmp_path} && " in line
    assert line.endswith(f"crawl --due --data {tmp_path / 'here'} --region RU-PSK")
    assert any(said.startswith("PATH=") for said in head)
    assert any("MAILTO" in said for said in head)
    assert len(line.split()[0].split(",")) == 2


@contextmanager
def a_cron_daemon(table: Path) -> Iterator[None]:
    command = ["unshare", "-m", "sh", "-ec", _APART.format(table=table, cron=_CRON)]
    daemon = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        time.sleep(0.5)
        if daemon.poll() is not None and daemon.stderr:
            pytest.skip(f"no cron daemon may be started here: {daemon.stderr.read()}")
        yield
    finally:
        daemon.terminate()
        daemon.communicate(timeout=10)


@pytest.mark.slow
def test_a_real_cron_daemon_crawls_what_is_due_and_has_nothing_to_mail(
    dozor: Run, tmp_path: Path, world: SampleWorld
) -> None:
    if not _CRON or not shutil.which("unshare"):
        pytest.skip("no cron daemon here (Debian: apt install cron)")
    if os.geteuid():
        pytest.skip("a cron daemon of our own can only be started by root")
    redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
    which = ("--region", "RU-SA", "--since", "2020-01-01")
    only(tmp_path / "data", "ysia")
    printed = dozor("cron", "--every", 1, "--", *which, *redirect).stdout
    mailed, table = tmp_path / "mail", tmp_path / "crontab"
    table.write_text(f"{printed.rstrip()} >> {mailed} 2>&1\n", encoding="utf-8")
    with a_cron_daemon(table):
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and not finished(tmp_path / "data"):
            time.sleep(0.5)
    assert finished(tmp_path / "data") == ["ysia"]
    assert rows(tmp_path / "data", "SELECT count(*) AS n FROM articles")[0]["n"] > 5
    assert mailed.read_text(encoding="utf-8") == ""


def finished(data: Path) -> list[str]:
    if not (data / "dozor.db").is_file():
        return []
    try:
        found = rows(data, "SELECT source_id FROM runs WHERE health IS NOT NULL")
    except Exception:  # noqa: BLE001  it is being made
        return []
    return [row["source_id"] for row in found]
