"""The only place time comes from, so that a run can be given its moment."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_fixed: datetime | None = None


def now() -> datetime:
    """Give the current instant in UTC, to the second: the machine's, or the one that was set."""
    return (_fixed or datetime.now(UTC)).replace(microsecond=0)


def timestamp() -> str:
    """Give the current instant as it is stored: `YYYY-MM-DDTHH:MM:SSZ`."""
    return to_text(now())


def set_now(moment: datetime | None) -> None:
    """Stop the clock at an aware moment, or let it run again with None.

    Raises ValueError for a moment without a zone.
    """
    global _fixed  # noqa: PLW0603  one process has one clock
    if moment is not None and moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment.isoformat()}")
    _fixed = moment.astimezone(UTC) if moment else None


def seconds() -> float:
    """Give the machine's own time in seconds since 1970, which nothing stops.

    For pauses and leases alone: what they keep apart are real requests of real processes.
    """
    return time.time()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment for the length of a block."""
    before = _fixed
    set_now(moment)
    try:
        yield
    finally:
        set_now(before)


def to_text(moment: datetime) -> str:
    """Write an aware instant in UTC as `YYYY-MM-DDTHH:MM:SSZ`."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)  # strftime gives year 1 one digit
    return f"{plain.isoformat(timespec='seconds')}Z"


def from_text(text: str) -> datetime:
    """Read an ISO 8601 instant; one without a zone is in UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(f"{text} lies outside the years 1 to 9999 of UTC") from error
