"""Crawls of the test's web in a process of their own."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.items import KnownPage, RunEnded, Visit
from crawler.sources import Source

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).parent / "child.py"


@dataclass
class Crawled:
    items: list[Any]
    stats: dict[str, Any]
    log: str
    data: Path

    @property
    def visits(self) -> list[Visit]:
        return [item for item in self.items if isinstance(item, Visit)]

    def visit(self, key: str) -> Visit:
        found = [visit for visit in self.visits if visit.place.key == key]
        assert len(found) == 1, (
            f"{len(found)} visits of {key}: {[v.place.key for v in self.visits]}"
        )
        return found[0]

    def reason(self, key: str) -> str | None:
        rejection = self.visit(key).rejection
        return rejection.reason if rejection else None

    def ended(self, source_id: str) -> RunEnded:
        found = [i for i in self.items if isinstance(i, RunEnded) and i.source_id == source_id]
        assert len(found) == 1, self.items
        return found[0]


Crawl = Callable[..., Crawled]


def run_crawl(
    folder: Path,
    web_url: str,
    *sources: Source,
    known: Mapping[str, Sequence[KnownPage]] | None = None,
    settings: Mapping[str, Any] | None = None,
    now: datetime | None = None,
    during: Callable[[subprocess.Popen[str]], None] | None = None,
    **arguments: Any,
) -> Crawled:
    """Crawl sources at their real addresses, the transport redirected to `web_url`."""
    if known:
        (folder / "dozor.db").touch()
    job = {
        "sources": sources,
        "known": known or {},
        "now": now,
        "arguments": arguments,
        "settings": {
            "TRANSPORT_REDIRECT": web_url,
            "HOST_DELAY": 0,
            "DOZOR_DATA": str(folder),
            "RETRY_TIMES": 0,
            **(settings or {}),
        },
    }
    (folder / "job").write_bytes(pickle.dumps(job))
    process = subprocess.Popen(
        [sys.executable, CHILD, folder / "job", folder / "out"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        stderr=subprocess.PIPE,
        text=True,
    )
    if during:
        during(process)
    _, log = process.communicate(timeout=60)
    assert (folder / "out").exists(), log
    out = pickle.loads((folder / "out").read_bytes())
    return Crawled(out["items"], out["stats"], log, folder)
