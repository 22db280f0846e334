"""What all tests share: third-party data beside the project, and the rule that CI skips nothing.

The third-party cases are no part of Dozor, nor can they be had everywhere: a test that needs them
may skip even where `DOZOR_NO_SKIP` is set. A missing program may not.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jsonschema import FormatChecker

from crawler import clock

ROOT = Path(__file__).resolve().parents[1]
NO_CASES = "needs the third-party cases"


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
