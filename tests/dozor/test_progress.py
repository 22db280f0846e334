"""On a terminal a crawl shows how far it is, and then what it brought."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console

from crawler.progress import Counts
from dozor.progress import drawn
from dozor.world import SampleWorld, moment

from .conftest import ROOT


def on_a_terminal(words: list[str], folder: Path) -> tuple[int, str]:
    """Run `dozor` on a terminal of its own; give its exit code and all that it drew."""
    terminal, its_side = pty.openpty()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-m", "dozor", *words],
        cwd=folder,
        env=surroundings,
        stdin=its_side,
        stdout=its_side,
        stderr=its_side,
    )
    os.close(its_side)
    drawn = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        drawn += part
    os.close(terminal)
    return process.wait(), drawn.decode("utf-8", "replace")


def test_a_crawl_draws_its_progress_and_then_its_summary(
    world: SampleWorld, tmp_path: Path
) -> None:
    slow = ["-s", f"TRANSPORT_REDIRECT={world.address}", "-s", "HOST_DELAY=0.05"]
    words = ["crawl", "ysia", "--data", str(tmp_path / "data"), "--now", moment(0).isoformat()]
    code, drawn = on_a_terminal([*words, *slow], tmp_path)
    assert code == 0
    assert 0 < drawn.find("Waiting") < drawn.find("This crawl")


def lines(seen: dict[str, Counts], sources: int, room: int) -> list[str]:
    console = Console(file=StringIO(), width=120)
    console.print(drawn(seen, sources, room))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_a_thousand_sources_are_drawn_in_as_many_lines_as_there_are() -> None:
    seen = {f"paper{n}": Counts(fetched=n, waiting=n, state="running") for n in range(600)}
    seen |= {f"done{n}": Counts(fetched=2, state="finished") for n in range(200)}
    shown = lines(seen, 900, 20)
    assert len(shown) == 21
    assert shown[0].startswith("200 of 900 sources done, 600 under way; 180,100 pages fetched")
    assert shown[2].split()[0] == "paper599"


def test_few_sources_have_a_line_each() -> None:
    shown = lines({"paper": Counts(fetched=3), "other": Counts(state="finished")}, 2, 20)
    assert [line.split()[0] for line in shown] == ["Source", "paper", "other"]
