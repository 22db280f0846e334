"""What all tests share: third-party data beside the project, and the rule that CI skips nothing.

The third-party cases are no part of Dozor, nor can they be had everywhere: a test that needs them
may skip even where `DOZOR_NO_SKIP` is set. A missing program may not.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from jsonschema import FormatChecker

from crawler import clock

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
NO_CASES = "needs the third-party cases"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SERVE = """
import sys
from pathlib import Path
from dozor.serve import serve
serve(Path(sys.argv[1]), host="127.0.0.1", port=0,
      on_ready=lambda address: print(address, flush=True))
"""


@pytest.fixture
def shared() -> Path:
    """The folder of third-party cases; a test that uses it skips where it is missing."""
    folder = Path(os.environ.get("DOZOR_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"{NO_CASES}, which are not in {folder}")
    return folder


@pytest.fixture
def noon() -> Iterator[datetime]:
    """The clock, stopped at noon of 2 March 2026 in UTC."""
    moment = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.stopped_at(moment):
        yield moment


@pytest.fixture(scope="session")
def formats() -> FormatChecker:
    """What JSON schemas call `date-time` and `uri`; without it a schema checks no format."""
    checker = FormatChecker(formats=())
    checker.checks("date-time", raises=ValueError)(
        lambda value: "T" in value and datetime.fromisoformat(value).tzinfo is not None
    )
    checker.checks("uri", raises=ValueError)(
        lambda value: value.isascii() and urlsplit(value).scheme in {"http", "https"}
    )
    return checker


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[int], Path]:
    """Give the data folder of `dozor demo --days N`, made once for all tests; copy it to change it.

    Processes that run tests side by side share it.
    """
    base = tmp_path_factory.getbasetemp()
    place = base if worker_id == "master" else base.parent

    def after(days: int) -> Path:
        folder = place / f"sample-{days}"
        with (place / f"sample-{days}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not (folder / "whole").is_file():
                _demo(folder, days)
        return folder / "demo"

    return after


def _demo(folder: Path, days: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")}
    command = [sys.executable, "-m", "dozor", "demo", "--no-serve", "--data", "demo"]
    subprocess.run(
        [*command, "--days", str(days)],
        cwd=folder, env=ours | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
    )  # fmt: skip
    (folder / "whole").touch()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A real Chromium without a window; while there is one, no event loop of one's own can run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  few tests need it

    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        pytest.skip(f"needs a browser: none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def serve_data() -> Iterator[Callable[[Path], str]]:
    """Serve a data folder by a process of its own until the end, and give its address."""
    processes: list[subprocess.Popen[str]] = []

    def serve(data: Path) -> str:
        command = [sys.executable, "-c", SERVE, str(data)]
        process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
        processes.append(process)
        assert process.stdout
        return process.stdout.readline().strip()

    yield serve
    for process in processes:
        process.kill()
        process.communicate()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Turn a skip into a failure where nothing may be missing."""
    report: pytest.TestReport = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("DOZOR_NO_SKIP") and NO_CASES not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: no test may skip here: {call.excinfo}"
    return report
