"""Targets as they are in life: silent, slow, refusing, leading elsewhere. Nothing is lost."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bench.alerts.stock import NOW, stock
from crawler import clock
from dozor.commands.status import command as status
from dozor.config import Config
from dozor.watching.messages import Message
from dozor.watching.notify import tell, waiting_alerts
from dozor.watching.targets import deliver
from pipelines.storage.private import opened_private

from .conftest import Hook, Line, Mailbox

# Plugins that Apprise loads for other services.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
MESSAGE = Message("Dozor: a subject", "A text of two\nlines.")
MakeLine = Callable[[str], Line]


def test_a_mail_server_that_hangs_is_not_waited_for(line: MakeLine) -> None:
    said = deliver(line("hangs").address, MESSAGE)
    assert said is not None
    assert "timed out" in said


def test_a_mail_server_that_drops_the_text_has_not_taken_it(line: MakeLine) -> None:
    assert deliver(line("drops").address, MESSAGE) is not None


def test_a_mail_server_that_takes_the_text_and_leaves_has_taken_it(line: MakeLine) -> None:
    server = line("leaves")
    assert deliver(server.address, MESSAGE) is None
    (text,) = server.texts
    assert "Subject: " in text


def test_a_refusal_is_told_in_the_servers_words(mailbox: Mailbox) -> None:
    mailbox.refusal = "554 no such desk"
    said = deliver(mailbox.address, MESSAGE)
    assert said is not None
    assert "554" in said


def test_a_webhook_that_leads_elsewhere_has_taken_nothing(hook: Hook) -> None:
    hook.status = 302
    said = deliver(hook.address, MESSAGE)
    assert said is not None
    assert "302" in said
    assert hook.gets == []


def test_a_slow_webhook_is_waited_for_as_long_as_its_address_says(hook: Hook) -> None:
    hook.waits = 1.0
    assert deliver(hook.address, MESSAGE) is None
    said = deliver(f"{hook.address}?rto=0.3", MESSAGE)
    assert said is not None


@pytest.mark.parametrize(
    "address",
    ["json://127.0.0.1:1/", "nothing://at.all", "mailto://127.0.0.1:1?from=a@b.c&to=d@e.f"],
)
def test_who_is_not_there_is_said_so(address: str) -> None:
    assert deliver(address, MESSAGE)


def test_no_secret_of_an_address_is_in_what_is_said(hook: Hook) -> None:
    hook.status = 500
    secret: Any = hook.address.replace("json://", "json://watcher:verysecret@")
    said = deliver(secret, MESSAGE)
    assert said
    assert "verysecret" not in said


def test_a_target_that_nobody_names_is_told_of_until_somebody_does(
    hook: Hook, tmp_path: Path
) -> None:
    stock(tmp_path)
    named = Config(folder=tmp_path, delivery={"one": hook.address})
    with clock.stopped_at(NOW):
        done = tell(tmp_path, named)
    assert [row["delivery"] for row in done.silent] == ["two"]
    assert "no delivery of that name" in str(waiting_alerts(tmp_path)[0]["error"])
    both = Config(folder=tmp_path, delivery={"one": hook.address, "two": hook.address})
    for hours in (1, 13):
        with clock.stopped_at(NOW + timedelta(hours=hours)):
            done = tell(tmp_path, both)
    assert (done.silent, waiting_alerts(tmp_path)) == ((), ())


def test_dozor_status_names_a_target_that_takes_nothing(tmp_path: Path) -> None:
    stock(tmp_path)
    with clock.stopped_at(NOW):
        tell(tmp_path, Config(folder=tmp_path))
    said = CliRunner().invoke(status, ["--data", str(tmp_path)])
    assert "Delivery two takes nothing" in said.output
    shown = CliRunner().invoke(status, ["--data", str(tmp_path), "--json"])
    assert [row["delivery"] for row in json.loads(shown.output)["deliveries"]] == ["one", "two"]


def test_what_one_target_is_told_for_two_watches_comes_once(hook: Hook, tmp_path: Path) -> None:
    stock(tmp_path)
    both = Config(folder=tmp_path, delivery={"one": hook.address, "two": hook.address})
    with clock.stopped_at(NOW):
        tell(tmp_path, both)
    shared = [post["message"] for post in hook.posts if "Also: " in post["message"]]
    assert shared == []  # two targets, though they have one address
    with opened_private(tmp_path) as private:
        private.execute("UPDATE watches SET delivery = 'one'")
        private.execute("UPDATE alerts SET sent = NULL, gathered = 0, next_attempt = created")
    hook.posts.clear()
    with clock.stopped_at(NOW):
        tell(tmp_path, both)
    assert len(hook.posts) == 10
    numbers = re.findall(r"alert (\d+)\.", "".join(post["message"] for post in hook.posts))
    assert sorted(map(int, numbers)) == list(range(1, 29))
