"""On a terminal a crawl shows how far it is, and then what it brought."""

import os
import pty
import subprocess
import sys
from pathlib import Path

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
