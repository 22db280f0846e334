"""Where alerts go: an address of Apprise under a name, from `dozor.toml` or the environment.

Addresses hold passwords. They stand in no database, and what a target answers is kept without them.
"""

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import apprise

from dozor.config import config_path
from dozor.errors import SetupError
from dozor.options import unknown
from dozor.watching.messages import Message

# A redirected POST arrives elsewhere as a GET without its text, and is answered with a yes.
_ASSET = apprise.AppriseAsset(app_id="Dozor", http_redirects=False)
_PATIENCE = 30.0
"""Seconds for an answer, unless the address says otherwise (`rto`): who is asked again too soon
may take a thing twice."""
_PREFIX = "DOZOR_DELIVERY_"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def targets(configured: Mapping[str, str]) -> dict[str, str]:
    """Give the address of every target by name; the environment goes before `dozor.toml`.

    `DOZOR_DELIVERY_DESK` is the target `desk`.
    """
    ours = {
        name.removeprefix(_PREFIX).lower(): value
        for name, value in os.environ.items()
        if name.startswith(_PREFIX) and value
    }
    return {**configured, **ours}


def require_target(name: str, configured: Mapping[str, str]) -> str:
    """Give a target's address. Raises SetupError for one that nobody named, or that is none."""
    known = targets(configured)
    if name not in known:
        hint = (
            f"Name it in {config_path()} under [delivery], any address of Apprise, as\n"
            f'  {name} = "mailto://user:password@mail.example.org?to=desk@example.org"\n'
            f"or as {_PREFIX}{name.upper()} in the environment."
        )
        raise unknown("delivery", name, known, hint)
    if not apprise.Apprise().add(known[name]):
        raise SetupError(
            f"delivery {name}: Apprise does not know such an address; see its list of services"
        )
    return known[name]


def deliver(address: str, message: Message) -> str | None:
    """Hand a message to a target; None where it said yes, else what it said, without secrets."""
    said: list[str] = []
    with _heard(said):
        return _handed_over(address, message, said)


def _handed_over(address: str, message: Message, said: list[str]) -> str | None:
    try:
        sender = apprise.Apprise(asset=_ASSET)
        sender.add(_target(address))
        taken = sender.notify(
            title=message.subject, body=message.text, body_format=apprise.NotifyFormat.TEXT
        )
    except Exception as error:  # noqa: BLE001  whatever a plugin raises, the alert must be kept
        return _without(address, f"{type(error).__name__}: {error}")
    return None if taken else _without(address, " ".join(said[-2:]) or "the target refused it")


def _target(address: str) -> apprise.NotifyBase:
    target = apprise.Apprise.instantiate(address, asset=_ASSET, suppress_exceptions=False)
    if target is None:
        raise SetupError("Apprise does not know such an address; see its list of services")
    if "rto=" not in address:
        target.socket_read_timeout = _PATIENCE
    return target


@contextmanager
def _heard(said: list[str]) -> Iterator[None]:
    """Take down what Apprise logs of a delivery: its answer is a bare yes or no."""
    catcher, logger = _Catcher(said), logging.getLogger("apprise")
    before = (logger.level, logger.propagate)
    logger.addHandler(catcher)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(catcher)
        logger.setLevel(before[0])
        logger.propagate = before[1]


class _Catcher(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING or "xception" in text:
            self._said.append(text)


def _without(address: str, text: str) -> str:
    """Take out of a text whatever stands in an address."""
    for part in sorted(re.split(r"[/:@?&=]+", address), key=len, reverse=True):
        if len(part) > 3:  # noqa: PLR2004  shorter ones are no secrets
            text = text.replace(part, "…")
    return text[:300]
