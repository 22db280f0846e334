"""The outbox: alerts go to their targets, and wait with patience where one does not take them.

An alert is noted as sent after its target said yes. Killed between the two, it goes out once more
under the same number; nothing else is ever told twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler import clock
from dozor.watching.messages import Message, gathered, same_thing, single
from dozor.watching.targets import deliver, targets
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.watch_rows import mark_failed, mark_sent, open_alerts

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
Alert = dict[str, Any]
Deliver = Callable[[str, Message], str | None]


@dataclass(slots=True)
class Sent:
    """How many alerts went out, and how many wait for another attempt."""

    sent: int = 0
    failed: int = 0


def send(
    data: Path, configured: Mapping[str, str], foot: str = "", *, by: Deliver = deliver
) -> Sent:
    """Send what is due to be sent. `foot` stands at the end of each digest."""
    known, done = targets(configured), Sent()
    with opened_private(data) as private:
        alerts = open_alerts(private.conn, clock.timestamp())
        refused: dict[str, str] = {}
        for delivery, batch in _batches(alerts):
            error: str | None = refused.get(delivery)
            if error is None:  # else it has just said no: the others wait for its next time
                error = _hand_over(known.get(delivery), batch, foot, by)
            _note(private, batch, error, done)
            if error:
                refused[delivery] = error
    return done


def _batches(alerts: Sequence[Alert]) -> Iterator[tuple[str, list[Alert]]]:
    """Give what goes into one message: one thing alone, or the gathered ones of a target."""
    for delivery, found in groupby(alerts, key=lambda alert: str(alert["delivery"])):
        mine, alone = list(found), dict[str, list[Alert]]()
        for alert in (one for one in mine if not one["gathered"]):
            alone.setdefault(same_thing(alert), []).append(alert)
        yield from ((delivery, batch) for batch in alone.values())
        digest = [alert for alert in mine if alert["gathered"]]
        if digest:
            yield delivery, digest


def _hand_over(address: str | None, batch: Sequence[Alert], foot: str, by: Deliver) -> str | None:
    if address is None:
        return "no delivery of that name is set in dozor.toml or the environment"
    is_digest = bool(batch[0]["gathered"])
    return by(address, gathered(batch, foot) if is_digest else single(batch))


def _note(private: Database, batch: Sequence[Alert], error: str | None, done: Sent) -> None:
    ids = [alert["id"] for alert in batch]
    with immediate(private) as connection:
        if error is None:
            mark_sent(connection, ids, clock.timestamp())
            done.sent += len(ids)
        else:
            wait = min(_FIRST_WAIT * 2 ** min(batch[0]["attempts"], 10), _LONGEST_WAIT)
            mark_failed(connection, ids, error, clock.to_text(clock.now() + wait))
            done.failed += len(ids)
