"""Targets as they are in life: silent, slow, refusing, leading elsewhere. Nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from dozor.watching.messages import Message
from dozor.watching.targets import deliver

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
