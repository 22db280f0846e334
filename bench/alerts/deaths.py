"""Dying at a chosen step of matching and sending, and what was told in the end.

A process of its own tells once, and kills itself with SIGKILL right before or after a commit or a
call of a target. Told again until all should have arrived, what the targets received is held
against what an undisturbed life was told.
"""

import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bench.alerts.sitting import ALERT, Hook, hook
from bench.alerts.stock import NOW
from crawler import clock
from dozor.config import Config
from dozor.watching import matching, outbox
from dozor.watching.messages import Message
from dozor.watching.notify import tell
from dozor.watching.targets import deliver
from pipelines.storage.connection import immediate

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["bench.alerts.warm"])
HOURS = (0.0, 0.2, 0.5, 1.2, 3, 8, 14, 20, 26, 32, 38)
"""When watchers are told, in hours: a target that is back after a day has time to take all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """Where to die: in which telling (0 is the first), and at which of its steps.

    `down` says that the targets take nothing for the first day.
    """

    telling: int
    step: int
    down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a death: what was wrong, what arrived twice, and where it fell."""

    death: Death
    place: str
    wrong: tuple[str, ...] = ()
    doubles: int = 0


@dataclass(slots=True)
class _Steps:
    """Counts the steps of a telling, and dies at one of them."""

    log: Path
    fatal: int | None
    count: int = 0

    def at(self, name: str) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{name}\n")
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1


def live(
    stocked: Path,
    folder: Path,
    death: Death | None,
    *,
    down: bool,
    hours: Sequence[float] = HOURS,
) -> "Lived":
    """Tell at each hour, dying once and then telling again at once, and say what arrived."""
    data = Path(shutil.copytree(stocked, folder / "data"))
    place = ""
    with hook() as one, hook() as two:
        hooks = {"one": one, "two": two}
        ports = {name: target.port for name, target in hooks.items()}
        for number, hour in enumerate(hours):
            _set(hooks, down=down and hour < 24)  # noqa: PLR2004  a day
            log = folder / f"{number}.log"
            fatal = death.step if death and death.telling == number else None
            if _told(data, ports, hour, log, fatal) == -signal.SIGKILL:
                place = log.read_text(encoding="utf-8").splitlines()[-1]
                _told(data, ports, hour, folder / "again.log", None)
    received = Counter(
        int(n) for one in hooks.values() for m in one.messages for n in ALERT.findall(m)
    )
    return Lived(alerts=_alerts(data), received=received, place=place, logs=_logs(folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A life: the alerts by number, how often each arrived, where it died, the steps it took."""

    alerts: Mapping[int, Mapping[str, Any]]
    received: Counter[int]
    place: str
    logs: Mapping[int, Sequence[str]]


def judged(death: Death, lived: Lived, undisturbed: Lived) -> Outcome:
    """Hold a life with a death against one without."""
    names = {alert["dedupe_key"] for alert in lived.alerts.values()}
    wanted = {alert["dedupe_key"] for alert in undisturbed.alerts.values()}
    wrong = [f"never laid out: {name}" for name in sorted(wanted - names)]
    wrong += [f"laid out beside: {name}" for name in sorted(names - wanted)]
    wrong += [f"lost: alert {n}" for n in lived.alerts if not lived.received[n]]
    wrong += [f"not noted as sent: alert {n}" for n, one in lived.alerts.items() if not one["sent"]]
    wrong += [f"of nobody: alert {n}" for n in lived.received if n not in lived.alerts]
    doubles = [number for number, times in lived.received.items() if times > 1]
    if doubles and lived.place not in {"after a call", "before a note"}:
        wrong.append(f"told twice without need: {doubles}")
    wrong += [f"told {n} times: {one}" for one, n in lived.received.items() if n > 2]  # noqa: PLR2004
    return Outcome(death=death, place=lived.place, wrong=tuple(wrong), doubles=len(doubles))


def _told(data: Path, ports: Mapping[str, int], hour: float, log: Path, fatal: int | None) -> int:
    child = _FORKS.Process(target=_tell, args=(data, dict(ports), hour, log, fatal))
    child.start()
    child.join()
    return child.exitcode or 0


def _tell(data: Path, ports: Mapping[str, int], hour: float, log: Path, fatal: int | None) -> None:
    """Tell once; every commit and every call of a target is a step before and one after it."""
    steps = _Steps(log, fatal)
    named = {name: f"json://127.0.0.1:{port}/" for name, port in ports.items()}
    config = Config(folder=data, delivery=named)

    def call(address: str, message: Message) -> str | None:
        steps.at("before a call")
        said = deliver(address, message)
        steps.at("after a call" if said is None else "after a refusal")
        return said

    matching.immediate = _counted(steps, "what is laid out")  # type: ignore[attr-defined]
    outbox.immediate = _counted(steps, "a note")  # type: ignore[attr-defined]
    outbox.send.__kwdefaults__["by"] = call
    with clock.stopped_at(NOW + timedelta(hours=hour)):
        tell(data, config)


def _counted(steps: _Steps, what: str) -> Any:  # noqa: ANN401  stands in for `immediate`
    @contextmanager
    def transaction(db: Database) -> Iterator[sqlite3.Connection]:
        with immediate(db) as connection:
            yield connection
            steps.at(f"before {what}")
        steps.at(f"after {what}")

    return transaction


def _set(hooks: Mapping[str, Hook], *, down: bool) -> None:
    for target in hooks.values():
        target.status = 503 if down else 200


def _alerts(data: Path) -> dict[int, dict[str, Any]]:
    with closing(sqlite3.connect(data / "private/private.db")) as connection:
        connection.row_factory = sqlite3.Row
        return {row["id"]: dict(row) for row in connection.execute("SELECT * FROM alerts")}


def _logs(folder: Path) -> dict[int, list[str]]:
    return {
        int(path.stem): path.read_text(encoding="utf-8").splitlines()
        for path in folder.glob("[0-9]*.log")
    }
