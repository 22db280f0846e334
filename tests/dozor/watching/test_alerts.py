"""Watches over the sample world's days, told by real mail and a real webhook."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dozor.world import SampleWorld, moment

from .conftest import Hook, Mailbox

ROOT = Path(__file__).resolve().parents[3]
Dozor = Callable[..., subprocess.CompletedProcess[str]]
Days = Callable[..., None]


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the sample world was crawled as it stands on its first day."""
    data = tmp_path_factory.mktemp("first") / "data"
    with SampleWorld(day=0) as world:
        words = ["crawl", "--data", str(data), *_crawl_words(world)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "dozor", *words]
        subprocess.run(command, cwd=data.parent, env=environment, check=False, timeout=120)
    return data


@pytest.fixture
def crawled(first_day: Path, tmp_path: Path) -> None:
    """A copy of it where commands find it."""
    shutil.copytree(first_day, tmp_path / "data")


def _crawl_words(world: SampleWorld) -> tuple[str, ...]:
    redirect = ("-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0")
    return ("--full", "--now", moment(world.day).isoformat(), *redirect)


@pytest.fixture
def dozor(tmp_path: Path, mailbox: Mailbox, hook: Hook) -> Dozor:
    (tmp_path / "dozor.toml").write_text(
        f'contact = "who@here.example"\nsite = "https://dozor.example"\n'
        f'[delivery]\ndesk = "{mailbox.address}"\nbot = "{hook.address}"\n',
        encoding="utf-8",
    )

    def run(*words: object, fails: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dozor", *map(str, words)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert fails == (done.returncode == 2), done.stderr
        return done

    return run


@pytest.fixture
def day(dozor: Dozor) -> Iterator[Days]:
    """`day(n, source)` crawls a site of the sample world as it stands on a day."""
    with SampleWorld(day=0) as world:

        def crawl(number: int, *sources: str) -> None:
            world.move_to(number)
            dozor("crawl", *sources, *_crawl_words(world))

        yield crawl


def alerts(tmp_path: Path, where: str = "1") -> list[dict[str, object]]:
    with closing(sqlite3.connect(tmp_path / "data/private/private.db")) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(f"SELECT * FROM alerts WHERE {where} ORDER BY id")
        return [dict(row) for row in rows]


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_people_are_told_of_what_they_watch_for_once_and_of_nothing_else(
    dozor: Dozor, day: Days, mailbox: Mailbox, hook: Hook, tmp_path: Path
) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk")
    dozor("watch", "add", "pskov", "search", "дворовые инициативы", "--to", "bot")
    assert (mailbox.mails, hook.posts) == ([], [])
    for number in (1, 2):
        day(number, "president_grants", "pln_pskov")
    (mail,) = mailbox.texts()
    assert "Дом, где чинят всё" in mail
    assert "Why: status won: status" in mail
    assert "status: under_review → won" in mail
    assert "https://dozor.example/dozor/grants/" in mail
    assert "Watch «winners», alert" in mail
    (post,) = hook.posts
    assert "17 дворовых инициатив" in post["message"]
    assert len(alerts(tmp_path, "sent IS NOT NULL")) == 2


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_an_alert_waits_for_a_target_that_is_down(
    dozor: Dozor, day: Days, mailbox: Mailbox, tmp_path: Path
) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk")
    mailbox.refusal = "451 come later"
    day(2, "president_grants")
    (waiting,) = alerts(tmp_path)
    assert (waiting["sent"], waiting["attempts"]) == (None, 1)
    assert "451" in str(waiting["error"])
    told = dozor("notify")
    assert "delivery desk: 1 alerts wait" in told.stderr
    mailbox.refusal = ""
    with closing(sqlite3.connect(tmp_path / "data/private/private.db")) as connection, connection:
        connection.execute("UPDATE alerts SET next_attempt = created")
    assert "1 sent" in dozor("notify").stdout
    assert "0 sent" in dozor("notify").stdout
    assert len(mailbox.mails) == 1


@pytest.mark.slow
def test_a_first_crawl_is_one_line(dozor: Dozor, day: Days, mailbox: Mailbox) -> None:
    day(0, "iz")
    dozor("watch", "add", "sakha", "region", "RU-SA", "--to", "desk")
    day(0, "ysia")
    (mail,) = mailbox.texts()
    assert "first round over ysia:" in mail


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_beyond_its_cap_a_watch_gathers_what_it_has_to_tell(
    dozor: Dozor, day: Days, mailbox: Mailbox, tmp_path: Path
) -> None:
    dozor("watch", "add", "pskov", "source", "pln_pskov", "--to", "desk", "--cap", 1)
    day(1, "pln_pskov")
    assert len(mailbox.mails) == 1
    gathered = alerts(tmp_path, "gathered = 1")
    assert gathered
    dozor("notify")
    mails = mailbox.texts()
    assert len(mails) == 2
    assert f"Dozor: {len(gathered)} alerts of 1 watches" in mails[1]


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_a_paused_watch_passes_over_what_happens(dozor: Dozor, day: Days, mailbox: Mailbox) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk")
    dozor("watch", "pause", "winners")
    day(2, "president_grants")
    dozor("watch", "pause", "winners", "--wake")
    day(3, "president_grants")
    assert mailbox.mails == []
    assert "Дом, где чинят всё" in dozor("watch", "test", "winners").stdout


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_what_could_never_work_is_refused_in_words(dozor: Dozor) -> None:
    def refused(*words: object) -> str:
        return dozor("watch", "add", "x", *words, fails=True).stderr

    assert "no delivery is called dest. Did you mean desk" in refused(
        "search", "гранты", "--to", "dest"
    )
    assert "finds nothing" in refused("search", "…", "--to", "desk")
    assert "no INN" in refused("organisation", "123", "--to", "desk")
    assert "no source is called isia. Did you mean ysia" in refused(
        "source", "isia", "--to", "desk"
    )
    assert "never visited" in refused("page", "https://nowhere.example/", "--to", "desk")
    assert "no sum" in refused("sum", "много", "--to", "desk")
    dozor("watch", "add", "x", "sum", "5 млн", "--to", "desk")
    assert "already" in refused("sum", "5 млн", "--to", "desk")
    assert "no watch is called y" in dozor("watch", "remove", "y", fails=True).stderr


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_after_a_restore_nothing_is_told_twice(
    dozor: Dozor, day: Days, mailbox: Mailbox, tmp_path: Path
) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk")
    dozor("backup", tmp_path / "kept")
    day(2, "president_grants")
    assert len(mailbox.mails) == 1
    shutil.rmtree(tmp_path / "data")
    dozor("restore", tmp_path / "kept")
    day(2, "president_grants")
    (_, after) = mailbox.texts()
    assert "first round over president_grants: 1 things that you watch for, told as one" in after
    day(3, "president_grants")
    assert len(mailbox.mails) == 2


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_a_daily_digest_carries_the_head_of_the_chain(
    dozor: Dozor, day: Days, mailbox: Mailbox, tmp_path: Path
) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk", "--digest", "day")
    day(2, "president_grants")
    assert mailbox.mails == []
    dozor("notify")
    (digest,) = mailbox.texts()
    with closing(sqlite3.connect(tmp_path / "data/dozor.db")) as connection:
        head = "SELECT chain_sha256 FROM snapshots ORDER BY id DESC LIMIT 1"
        assert connection.execute(head).fetchone()[0] in digest
    assert "Dozor: 1 alerts of 1 watches" in digest


@pytest.mark.slow
@pytest.mark.usefixtures("crawled")
def test_a_week_without_news_is_a_word_of_life(
    dozor: Dozor, mailbox: Mailbox, tmp_path: Path
) -> None:
    dozor("watch", "add", "winners", "status", "won", "--to", "desk", "--digest", "day")
    assert mailbox.mails == []
    with closing(sqlite3.connect(tmp_path / "data/private/private.db")) as connection, connection:
        connection.execute("UPDATE watches SET created = '2026-03-01T00:00:00Z'")
    dozor("notify")
    with closing(sqlite3.connect(tmp_path / "data/private/private.db")) as connection, connection:
        connection.execute("UPDATE alerts SET next_attempt = created")
    dozor("notify")
    (word,) = mailbox.texts()
    assert "Nothing that you watch for happened this week" in word
    dozor("notify")
    assert len(mailbox.mails) == 1
