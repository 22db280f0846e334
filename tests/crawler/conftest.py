"""A web on loopback, and crawls of it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "harness"))

from crawling import Crawl, Crawled, run_crawl
from loopback_web import Web


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.server.shutdown()
    web.server.server_close()


@pytest.fixture(scope="module")
def crawl(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """Crawl sources at their real addresses, the transport redirected to the web of the test."""

    def run(*sources: Any, **options: Any) -> Crawled:
        return run_crawl(tmp_path_factory.mktemp("crawl"), web.url, *sources, **options)

    return run
