"""Keeps a copy of Dozor's records, fed by the cursor of its events. Needs Python alone.

    python mirror.py http://127.0.0.1:8001 mirror.db

Run it as often as you like and stop it whenever you like: a batch of events counts as read in the
transaction that stores what they are about. Each record is a JSON object as Dozor gives it.
`last_seen`, which every visit moves and no event tells of, is left out.
"""

import hashlib
import json
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

TABLES = {
    "article": "articles",
    "grant": "grants",
    "competition": "competitions",
    "organisation": "organisations",
}
REMOVED = {"withheld", "erased"}
BATCH = 50
BUSY = (429, 503)  # too many requests, or too much to do
SCHEMA = """
CREATE TABLE IF NOT EXISTS cursor (epoch TEXT NOT NULL, event INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    kind TEXT, source TEXT, key TEXT, record TEXT NOT NULL, PRIMARY KEY (kind, source, key)
);
"""


def get(address: str, **parameters: object) -> Any:
    """Ask for JSON; where the server asks to wait, wait."""
    query = urllib.parse.urlencode({name: str(value) for name, value in parameters.items()})
    while True:
        try:
            with urllib.request.urlopen(f"{address}?{query}", timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            if refusal.code not in BUSY:
                raise
            time.sleep(int(refusal.headers.get("Retry-After", 5)))


def follow(site: str, mirror: sqlite3.Connection) -> int:
    """Read the next batch of events with what they are about; give how many there were."""
    epoch = get(f"{site}/-/dozor.json")["epoch"]
    known = mirror.execute("SELECT epoch, event FROM cursor").fetchone()
    anew = known is None or known[0] != epoch  # another database: its events count from one again
    after = 0 if anew else known[1]
    events = get(
        f"{site}/dozor/events.json", id__gt=after, _sort="id", _size=BATCH, _shape="objects"
    )["rows"]
    fresh = list(records(site, events))
    with mirror:
        if anew:
            mirror.execute("DELETE FROM records")
        for kind, digest in removed(events):
            known = mirror.execute("SELECT key FROM records WHERE kind = ?", (kind,)).fetchall()
            for (key,) in known:
                if hashlib.sha256(key.encode()).hexdigest() == digest:
                    mirror.execute("DELETE FROM records WHERE (kind, key) = (?, ?)", (kind, key))
        for name, record in fresh:
            mirror.execute("DELETE FROM records WHERE (kind, source, key) = (?, ?, ?)", name)
            if record is not None:
                mirror.execute("INSERT INTO records VALUES (?, ?, ?, ?)", (*name, record))
        last = events[-1]["id"] if events else after
        mirror.execute("DELETE FROM cursor")
        mirror.execute("INSERT INTO cursor VALUES (?, ?)", (epoch, last))
    return len(events)


def records(
    site: str, events: list[dict[str, Any]]
) -> Iterator[tuple[tuple[str, str, str], str | None]]:
    """Give name and record of everything that events are about; None for what is no more."""
    keys = defaultdict(set)
    for event in events:
        if event["record_kind"] in TABLES and event["kind"] not in REMOVED:
            keys[event["record_kind"], event["source_id"] or ""].add(event["record_key"])
    for (kind, source), wanted in keys.items():
        of_source = {"source_id": source} if source else {}
        asked = {"key__in": json.dumps(sorted(wanted)), "_size": BATCH, "_shape": "objects"}
        rows = get(f"{site}/dozor/{TABLES[kind]}.json", **asked, **of_source)["rows"]
        found = {row["key"]: {k: v for k, v in row.items() if k != "last_seen"} for row in rows}
        for key in wanted:
            record = found.get(key)
            yield (kind, source, key), record and json.dumps(record, ensure_ascii=False)


def removed(events: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give kind and digest of the key of what was withheld or erased: the key itself is no more."""
    for event in events:
        if event["kind"] in REMOVED and event["record_kind"] in TABLES:
            yield event["record_kind"], event["record_key"].removeprefix("sha256:")


def main() -> None:
    """Follow until nothing is new."""
    site, file = sys.argv[1].rstrip("/"), sys.argv[2]
    mirror = sqlite3.connect(file)
    mirror.executescript(SCHEMA)
    while follow(site, mirror):
        pass


if __name__ == "__main__":
    main()
