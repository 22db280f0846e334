"""Dozor's rounds in one process: what `dozor crawl` does, once for each moment on standard input.

    python -m bench.monitoring.dozor_rounds DATA SOURCES_TOML http://127.0.0.1:PORT

Each line holds a moment (ISO 8601); a line of answer says that its round is over and judged. A
process each round would spend most of its time on starting.
"""

import logging
import sys
from datetime import datetime
from pathlib import Path

from crawler import clock
from dozor.choose import own_sources
from dozor.crawling import Order, crawl_round, scrapy_settings
from dozor.engine import Engine, run_engine
from dozor.outcome import finish_runs
from dozor.preflight import require_store
from dozor.runs import last_run_id

OVER = "over\n"


def main(data: Path, sources_file: Path, address: str) -> bool:
    """Crawl round after round until standard input ends."""
    sources = tuple(own_sources(sources_file))
    require_store(data, sample=False)
    settings = scrapy_settings(data, TRANSPORT_REDIRECT=address, HOST_DELAY=0, CONTACT="bench")

    async def work(engine: Engine) -> bool:
        for line in sys.stdin:
            with clock.stopped_at(datetime.fromisoformat(line.strip())):
                before = last_run_id(data)
                await crawl_round(engine, Order(sources=sources))
                if engine.interrupted:
                    return False
                finish_runs(data, before, sources)
            sys.stdout.write(OVER)
            sys.stdout.flush()
        return True

    return run_engine(settings, work)


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    sys.exit(not main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
