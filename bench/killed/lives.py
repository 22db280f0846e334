"""What is lived undisturbed, and then with a death in it: days of commands over the sample world.

Each life is a list of steps; what its folder holds after each is kept, so that a death in a later
step need not repeat the earlier ones.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.killed.state import State, state_of
from dozor.world import SampleWorld, moment

ROOT = Path(__file__).resolve().parents[2]
DOZOR = ("-m", "dozor")
_OWN = """
[[source]]
id = "own"
home_url = "https://pln-pskov.ru/"
timezone = "Europe/Moscow"
feeds = ["https://pln-pskov.ru/rss.php"]
article_path = '^/(?!print/|forum/|subject/|tags/)[\\w/-]+/\\d+\\.html$'
selectors = {{ title = ".pl__header h1", published = ".sdb__datetime", body = [{body}] }}
"""
_WHOLE = _OWN.format(body='".pl__text", "div#material_txt"')
_FIRST = _OWN.format(body='".pl__text p:first-of-type", "div#material_txt p:first-of-type"')
LONGEST = 1800.0
"""Seconds that a command may take, on a machine that is busy or sleeps."""
# Small files, so that each run fills several; small batches, so that it stores several.
_SETTINGS = {"HOST_DELAY": 0, "ARCHIVE_FILE_BYTES": 50_000, "DATABASE_BATCH_SIZE": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command on a day of the world; `own` is the text of the user's sources.toml."""

    day: int
    words: tuple[str, ...]
    own: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A step as it went undisturbed: how long it took (seconds), its moments by part, its end."""

    folder: Path
    seconds: float
    moments: Mapping[str, int]
    state: State = field(repr=False)


Lives = Mapping[str, tuple[Step, ...]]


def lives(days: int) -> dict[str, tuple[Step, ...]]:
    """Give three lives: every page looked at each day, what is due alone, and a parser's turn."""
    with SampleWorld() as world:
        sites = tuple(sorted(site.id for site in world.sites))
    far = ("--since", "2000-01-01", "--limit", "500")
    crawl = ("crawl", *sites)
    return {
        "every page": tuple(Step(day=day, words=(*crawl, "--full", *far)) for day in range(days)),
        "what is due": (
            Step(day=0, words=(*crawl, *far)),
            *(Step(day=day, words=(*crawl, "--limit", "500")) for day in range(1, days)),
        ),
        "another parser": (
            Step(day=0, words=("crawl", "own", *far), own=_WHOLE),
            Step(day=0, words=("replay", "own"), own=_FIRST),
            Step(day=2, words=("crawl", "own", "--full", *far), own=_WHOLE),
        ),
    }


def live(life: Sequence[Step], folder: Path) -> list[Lived]:
    """Go through a life undisturbed; keep each step's folder and count its moments in a copy."""
    lived: list[Lived] = []
    with SampleWorld() as world:
        for number, step in enumerate(life):
            before = lived[-1].folder if lived else None
            at, copy = folder / str(number), folder / f"{number}-counted"
            for place in (at, copy):
                begin(place, before)
            began = time.monotonic()
            run(DOZOR, step, at, world)
            seconds = time.monotonic() - began
            counts = folder / f"{number}.json"
            run(("-m", "bench.killed.child", "count", str(counts)), step, copy, world)
            state = state_of(at)
            if twice := state.differences(state_of(copy)):
                raise RuntimeError(f"two undisturbed runs differ in {step}: {twice[:5]}")
            shutil.rmtree(copy)
            moments = json.loads(counts.read_text(encoding="utf-8"))
            lived.append(Lived(folder=at, seconds=seconds, moments=moments, state=state))
    return lived


def begin(folder: Path, before: Path | None) -> None:
    """Make a folder, as a copy of what a step left where there is one."""
    if before is None:
        folder.mkdir(parents=True)
    else:
        shutil.copytree(before, folder)


def run(program: Sequence[str], step: Step, folder: Path, world: SampleWorld) -> None:
    """Take a step to its end. Raises RuntimeError where it does not come to one."""
    process = start(program, step, folder, world)
    _, errors = process.communicate(timeout=LONGEST)
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{step} ended with {process.returncode}: {errors[-2000:]}")


def start(
    program: Sequence[str], step: Step, folder: Path, world: SampleWorld
) -> subprocess.Popen[str]:
    """Begin a step in a process of its own; the folder holds `data/`."""
    world.move_to(step.day)
    words = [*step.words, "--data", str(folder / "data"), "--now", moment(step.day).isoformat()]
    if step.own:
        (folder / "own.toml").write_text(step.own, encoding="utf-8")
        words += ["--sources", str(folder / "own.toml")]
    if step.words[0] == "crawl":
        settings = {**_SETTINGS, "TRANSPORT_REDIRECT": world.address}
        words += [word for name in settings for word in ("-s", f"{name}={settings[name]}")]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")}
    return subprocess.Popen(
        [sys.executable, *program, *words],
        cwd=folder,
        env={**ours, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
