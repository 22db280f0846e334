"""One round of telling: what happened is matched, and what is due goes out."""

from dataclasses import dataclass
from pathlib import Path

from dozor.config import Config
from dozor.watching.matching import match
from dozor.watching.outbox import send
from dozor.watching.standing_words import foot, say_well
from pipelines.storage.private import opened_private, private_database
from pipelines.storage.rows import Row
from pipelines.storage.watch_rows import silent_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of a round: new alerts, those sent, those that wait, and who does not take any."""

    matched: int = 0
    sent: int = 0
    failed: int = 0
    silent: tuple[Row, ...] = ()


def tell(data: Path, config: Config) -> Round:
    """Match and send. Without watches nothing is done. Raises SetupError, StorageError."""
    if not private_database(data).is_file():
        return Round()
    matched = match(data, config.site) + say_well(data)
    done = send(data, config.delivery, foot(data))
    silent = waiting_alerts(data)
    return Round(matched=matched, sent=done.sent, failed=done.failed, silent=silent)


def waiting_alerts(data: Path) -> tuple[Row, ...]:
    """Give each delivery that takes nothing: waiting alerts, attempts, since when, why."""
    if not private_database(data).is_file():
        return ()
    with opened_private(data) as private:
        return tuple(silent_targets(private.conn))
