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

    `now` is naive local time; `zone` is the zone of clock times that name none. A missing part
    is looked for in the past, or in the `future`. Where a date may be written `month_first`, one
    in figures is read so that can mean nothing else.
    """

    __slots__ = ("_offset", "future", "month_first", "now", "today", "zone")

    def __init__(
        self, reference: datetime, timezone: str | None, *, future: bool, month_first: bool = False
    ) -> None:
        self.zone: ZoneInfo | None = open_zone(timezone) if timezone else None
        self.future = future
        self.month_first = month_first
        self._offset: timedelta | None = None
        if reference.tzinfo is not None:
            local = reference.astimezone(self.zone) if self.zone else reference
            self._offset = local.utcoffset()
            reference = local.replace(tzinfo=None)
        self.now: datetime = reference
        self.today: date = reference.date()

    def offset_at(self, moment: datetime) -> timedelta | None:
        """Give the distance from UTC of a naive local moment counted from the reference."""
        return local_offset(self.zone, moment) if self.zone else self._offset

    def looking_back(self) -> Context:
        """Give the same moment, from which a missing year is looked for in the past."""
        other = copy(self)
        other.future = False
        return other
