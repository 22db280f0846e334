"""Russian dates."""

from pipelines.dates.deadlines import find_deadline
from pipelines.dates.edtf import bounds
from pipelines.dates.reader import find_dates, parse_date
from pipelines.dates.values import DateValue, Deadline

__all__ = ["DateValue", "Deadline", "bounds", "find_dates", "find_deadline", "parse_date"]
