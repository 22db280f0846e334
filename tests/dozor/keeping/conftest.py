"""A data folder of real crawls, and copies of it to harm."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def crawled(sample_data: Callable[[int], Path]) -> Path:
    """A data folder of two days' crawls."""
    return sample_data(1)


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(crawled, tmp_path / "data"))
