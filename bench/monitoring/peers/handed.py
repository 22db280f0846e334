"""What all peers share: their plan, where their program is, and how an error of theirs is read."""

import re
import shutil
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from os import environ, pathsep
from pathlib import Path
from urllib.parse import urlsplit

from bench.monitoring.plan import Plan
from bench.monitoring.truth import Reported, ReportKind
from bench.monitoring.world import World

TELLS: frozenset[ReportKind] = frozenset({"changed", "missing", "blocked", "failing"})
KEEP, DROP = "article, .winner-info, .winner__details", ".ad, .article__views"
"""Of all sites' pages, what a careful user would select, and what they would leave out of it."""
_STATUS = re.compile(r"\b(404|410|403|429|5\d\d)\b")
_BY_STATUS: dict[str, ReportKind] = {
    "404": "missing",
    "410": "missing",
    "403": "blocked",
    "429": "blocked",
}


def plan_of(world: World) -> Plan:
    """Give the plan of a monitor that visits every page in every round."""
    every = world.rounds[1] - world.rounds[0]
    return Plan(
        every=every,
        ladder=(),
        old=every,
        cards=every,
        gone=every,
        confirm=timedelta(0),
        handed=True,
    )


def program(name: str) -> str:
    """Find a peer's program beside this Python or on the path.

    Raises FileNotFoundError, saying how to install it.
    """
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{pathsep}{environ['PATH']}")
    if found is None:
        raise FileNotFoundError(f"{name}: pip install -r bench/monitoring/requirements.txt")
    return found


def site_of(url: str) -> str:
    """Give the id of the source that an address of the world belongs to."""
    return (urlsplit(url).hostname or "").removesuffix(".example")


def changed(url: str, moment: datetime) -> Reported:
    """Say that a page differs; peers know no fields."""
    return Reported(kind="changed", site=site_of(url), at=moment, url=url)


def failed(errors: Iterable[tuple[str, str]], moment: datetime) -> list[Reported]:
    """Read what a peer tells of pages that it could not get: (address, its own words).

    A 404 or 410 speaks of the page; all else of the site, and once a round for each site.
    """
    pages: list[Reported] = []
    sites: dict[tuple[str, ReportKind], Reported] = {}
    for url, words in errors:
        status = _STATUS.search(words)
        kind = _BY_STATUS.get(status[1], "failing") if status else "failing"
        site = site_of(url)
        if kind == "missing":
            pages.append(Reported(kind=kind, site=site, at=moment, url=url))
        else:
            sites[site, kind] = Reported(kind=kind, site=site, at=moment)
    return [*pages, *sites.values()]
