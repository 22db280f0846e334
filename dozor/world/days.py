"""The calendar of the sample world: when its days are, and what an entry says on each of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dozor.world.errors import WorldError

DAY_ZERO = datetime(2026, 3, 2, 6, tzinfo=UTC)

Entry = Mapping[str, Any]


def moment(day: int) -> datetime:
    """Give the instant at which the world stands on a day, in UTC. Raises WorldError."""
    if isinstance(day, bool) or not isinstance(day, int) or day < 0:
        raise WorldError(f"The sample world has days 0, 1, 2 and on; there is no day {day!r}.")
    return DAY_ZERO + timedelta(days=day)


def as_of(entry: Entry, day: int) -> dict[str, Any] | None:
    """Give what an entry says on a day, None before its first.

    An entry may hold `day` (its first, 0 if not given) and `later`, a list of tables each with its
    own `day` and what is different from then on.
    """
    if day < entry.get("day", 0):
        return None
    said = {key: value for key, value in entry.items() if key not in {"day", "later"}}
    for change in entry.get("later", ()):
        if change["day"] <= day:
            said |= {key: value for key, value in change.items() if key != "day"}
    return said


def all_as_of(entries: Sequence[Entry], day: int) -> list[dict[str, Any]]:
    """Give what all entries that exist on a day say then, in their order."""
    return [said for entry in entries if (said := as_of(entry, day)) is not None]
