"""One death: a command is killed, called again, and what it leaves is compared."""

import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.killed.lives import DOZOR, LONGEST, Lived, Step, begin, run, start
from bench.killed.phases import CLOCK
from bench.killed.points import Point
from bench.killed.state import faults, state_of
from dozor.world import SampleWorld

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a point, and what was wrong afterwards."""

    point: Point
    wrong: tuple[str, ...] = ()


def attempt(life: Sequence[Step], lived: Sequence[Lived], point: Point, *, keep: Path) -> Result:
    """Kill a step at a point, take it again, and compare.

    After a death by the clock the step after it is taken and compared as well. Where the command
    is over before the point has come, an earlier one is taken. A folder in which something was
    wrong is kept under `keep`.
    """
    with SampleWorld() as world, tempfile.TemporaryDirectory() as temporary:
        died, folder = _died(life, lived, point, (Path(temporary), world))
        wrong = [f"right after: {fault}" for fault in _faults(folder)]
        runs = 2 if point.part == CLOCK else 1
        for number in range(point.step, min(point.step + runs, len(life))):
            run(DOZOR, life[number], folder, world)
            differs = lived[number].state.differences(state_of(folder))
            said = "the next run" if number == point.step else "the run after it"
            wrong += [f"{said}: {line}" for line in (*differs, *faults(folder))]
        if wrong:
            shutil.copytree(folder, keep / f"{point.life}-{point.step}-{time.time_ns()}")
    return Result(point=died, wrong=tuple(wrong))


def _died(
    life: Sequence[Step], lived: Sequence[Lived], point: Point, where: tuple[Path, SampleWorld]
) -> tuple[Point, Path]:
    """Let a step die of a point, or of a sooner one; give it, and the folder that was left."""
    temporary, world = where
    for attempts in range(_ATTEMPTS):
        folder = temporary / str(attempts)
        begin(folder, lived[point.step - 1].folder if point.step else None)
        if _kill(life[point.step], point, folder, world):
            return point, folder
        point = point.sooner()
    raise RuntimeError(f"nothing died of {point}")


def _kill(step: Step, point: Point, folder: Path, world: SampleWorld) -> bool:
    if point.part == CLOCK:
        process = start(DOZOR, step, folder, world)
        time.sleep(point.seconds)
        process.kill()
    else:
        dying = ("-m", "bench.killed.child", "kill", point.part, str(point.number))
        process = start(dying, step, folder, world)
    process.communicate(timeout=LONGEST)
    return process.returncode == -signal.SIGKILL


def _faults(folder: Path) -> list[str]:
    return faults(folder) if (folder / "data" / "dozor.db").is_file() else []
