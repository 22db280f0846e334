"""Absence: the facts it is judged by, and what was decided."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from pipelines.absence_facts import AbsenceFacts, Decision


def absence_facts(connection: sqlite3.Connection, source_id: str) -> AbsenceFacts:
    """Give what the absence of a source's pages is judged by. Reads alone."""
    raise NotImplementedError


def store_absences(path: Path, decisions: Iterable[Decision]) -> None:
    """Store decisions in one transaction, with their events; what is decided already is left.

    `missing` holds for a page that is neither missing nor gone nor moved, `gone` for a missing
    one. Raises StorageError.
    """
    raise NotImplementedError
