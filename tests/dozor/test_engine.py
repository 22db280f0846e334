"""The engine of a round."""

import subprocess
import sys

from .conftest import ROOT

THREADS = """
from dozor.crawling import scrapy_settings
from dozor.engine import run_engine
from pathlib import Path

async def work(engine):
    from twisted.internet import reactor
    return reactor.getThreadPool().max

print(run_engine(scrapy_settings(Path("."), REACTOR_THREADPOOL_MAXSIZE=77), work))
"""


def test_names_are_looked_up_in_as_many_threads_as_the_setting_says() -> None:
    """With Twisted's own ten, a few dozen dead names would keep all others waiting."""
    environment = {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    done = subprocess.run(
        [sys.executable, "-c", THREADS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "77"
