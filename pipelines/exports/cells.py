"""A column's value as what it is: a sum, a day, a moment, a list; and as a safe cell of CSV."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

Value = str | int | float | Decimal | date | datetime | list[object] | dict[str, object] | None

JSON_COLUMNS = frozenset(
    {
        *("tags", "about_regions", "aims", "tasks", "target_groups", "badges", "regions"),
        *("texts", "origins", "problems", "reasons", "notes", "leads", "names"),
    }
)
_MOMENTS = frozenset({"first_seen", "last_seen", "last_changed", "seen_at", "at", "settled_at"})
_KOPECKS = "_kopecks"
# What spreadsheets take for a formula, in full width as well; a tab or line end may hide one.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_FIRST_DAY_OF_EXCEL = date(1900, 3, 1)


def column_name(column: str) -> str:
    """Give the name under which a table column leaves: a sum is in whole units, not kopecks.

    >>> column_name("awarded_kopecks"), column_name("region")
    ('awarded', 'region')
    """
    return column.removesuffix(_KOPECKS)


def typed(column: str, value: object) -> Value:
    """Give a stored value as what its column holds; what is less than a whole day stays text.

    >>> typed("awarded_kopecks", 184632050), typed("submitted_on", "2025-09-18")
    (Decimal('1846320.50'), datetime.date(2025, 9, 18))
    >>> typed("tags", '["НКО"]'), typed("opens_on", "2025-09")
    (['НКО'], '2025-09')
    """
    if value is None:
        return None
    if column.endswith(_KOPECKS) and isinstance(value, int):
        return Decimal(value).scaleb(-2)
    if not isinstance(value, str):
        return value if isinstance(value, int | float) else str(value)
    if column in JSON_COLUMNS:
        return _json(value)
    if column in _MOMENTS or column.endswith("_utc"):
        return _moment(value) or value
    return (_day(value) or value) if column.endswith("_on") else value


def csv_cell(value: Value) -> str:
    r"""Write a value as a cell of CSV; a text that a spreadsheet would run gets an apostrophe.

    >>> csv_cell("=1+2"), csv_cell(Decimal("-12.50")), csv_cell(["а", "б"]), csv_cell(None)
    ("'=1+2", '-12.50', 'а | б', '')
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return _when(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int | float) else _safe(_text(value))


def json_value(value: Value) -> object:
    """Give a value as JSON holds it: sums as numbers, days and moments as text.

    >>> json_value(Decimal("1846320.50"))
    1846320.5
    """
    if isinstance(value, Decimal):
        return float(value)
    return csv_cell(value) if isinstance(value, date) else value


def excel_value(value: Value) -> str | float | int | date | None:
    """Give a value as a cell of XLSX holds it: days before 1 March 1900 are text there.

    >>> excel_value(date(1899, 5, 1)), excel_value(Decimal("12.50"))
    ('1899-05-01', 12.5)
    """
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        return plain if day >= _FIRST_DAY_OF_EXCEL else _when(value)
    return value if value is None or isinstance(value, int | float) else _text(value)


def _when(value: date) -> str:
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    return value.isoformat()


def _text(value: str | list[object] | dict[str, object]) -> str:
    if isinstance(value, list):
        return " | ".join(map(_item, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _item(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else str(value)


def _json(text: str) -> Value:
    try:
        found: Value = json.loads(text)
    except ValueError:
        return text
    return found


@lru_cache(1 << 12)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-02") else None
    except ValueError:
        return None


@lru_cache(1 << 12)
def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
