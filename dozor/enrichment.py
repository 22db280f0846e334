"""After a crawl: who the articles speak of and which of them tell one story is worked out."""

from pathlib import Path

from crawler import clock
from dozor.runs import database
from pipelines.storage.connection import opened
from pipelines.storage.enrichment import catch_up

SECONDS = 60.0
"""What a round may take; the next one goes on where this one stopped."""


def enrich(data: Path, seconds: float = SECONDS) -> int:
    """Catch up with what was stored, for at most about `seconds`; give the events seen."""
    path = database(data)
    if not path.is_file():
        return 0
    done, until = 0, clock.seconds() + seconds
    with opened(path) as db:
        while (caught := catch_up(db)).events:
            done += caught.events
            if not caught.more or clock.seconds() > until:
                break
    return done
