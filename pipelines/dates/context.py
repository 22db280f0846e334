"""The moment from which a text is read, and the way a missing part is looked for."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from pipelines.dates.zones import local_offset, open_zone

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta
    from zoneinfo import ZoneInfo


class Context:
    """The reference as the reader's wall shows it, the zone of clock times, and the direction.

    `now` is naive local time; `offset` is its distance from UTC, None where nobody knows it.
    `zone` is the zone of clock times that name none.
    """

    __slots__ = ("future", "now", "offset", "today", "zone")

    def __init__(self, reference: datetime, timezone: str | None, *, future: bool) -> None:
        self.zone: ZoneInfo | None = open_zone(timezone) if timezone else None
        self.future = future
        self.offset: timedelta | None
        if reference.tzinfo is not None:
            local = reference.astimezone(self.zone) if self.zone else reference
            self.offset = local.utcoffset()
            self.now: datetime = local.replace(tzinfo=None)
        else:
            self.now = reference
            self.offset = local_offset(self.zone, reference) if self.zone else None
        self.today: date = self.now.date()

    def looking_back(self) -> Context:
        """Give the same moment, from which a missing year is looked for in the past."""
        other = copy(self)
        other.future = False
        return other
