"""A data folder of real crawls."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of three days' crawls."""
    folder = tmp_path_factory.mktemp("proof")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "dozor", "demo", "--days", "2", "--no-serve", "--data", "demo"]
    subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "demo"
