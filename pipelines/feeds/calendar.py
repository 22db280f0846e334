"""A calendar (RFC 5545) as bytes: each event a day or an instant, as precisely as it is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST = 75  # octets of a line, its end not counted
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_UNWRITABLE = dict.fromkeys(code for code in (*range(32), 127) if code not in {9, 10, 13})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: `on` is its day, `at` its instant of UTC where one is known.

    `uid` names it for good; `sequence` counts how often it was moved; `changed` is when it last
    was, in UTC.
    """

    uid: str
    title: str
    on: str
    at: str | None
    changed: str
    sequence: int = 0
    address: str = ""
    description: str = ""
    cancelled: bool = False


def write_calendar(name: str, description: str, events: Sequence[Event]) -> bytes:
    """Write a calendar under a name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dozor//Dozor//RU",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"DESCRIPTION:{_text(description)}",
        f"X-WR-CALDESC:{_text(description)}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(map(_folded, lines)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_stamp(event.changed)}"
    yield f"LAST-MODIFIED:{_stamp(event.changed)}"
    yield f"SEQUENCE:{event.sequence}"
    yield from _when(event)
    yield f"SUMMARY:{_text(event.title)}"
    if event.address:
        yield f"URL:{event.address.translate(_UNWRITABLE)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    """Write when: a day without a clock time is a whole day, for nobody said when on it."""
    if event.at:
        yield f"DTSTART:{_stamp(event.at)}"
        return
    day = date.fromisoformat(event.on)
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"


def _stamp(utc: str) -> str:
    return utc.replace("-", "").replace(":", "")


def _text(text: str) -> str:
    return text.translate(_UNWRITABLE).translate(_ESCAPED)


def _folded(line: str) -> str:
    """Break a line by octets, never within a letter.

    >>> [len(part.encode()) for part in _folded("SUMMARY:" + "я" * 60).split(chr(13) + chr(10))]
    [74, 55, 0]
    """
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts) + "\r\n"
