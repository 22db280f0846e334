"""A data folder of real crawls, and copies of it to harm."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of two days' crawls."""
    folder = tmp_path_factory.mktemp("kept")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "dozor", "demo", "--days", "1", "--no-serve", "--data", "demo"]
    subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "demo"


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(crawled, tmp_path / "data"))
