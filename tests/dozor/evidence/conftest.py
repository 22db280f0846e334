"""A data folder of real crawls."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def crawled(sample_data: Callable[[int], Path]) -> Path:
    """A data folder of three days' crawls."""
    return sample_data(2)
