"""Time zones as Russian pages name them.

A name stands for a place's clock, whose offset has changed over the years (Moscow was at +4 from
2011 to 2014), not for a fixed number of hours.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Zone(NamedTuple):
    """A place's clock, or UTC where `key` is empty, and minutes to add to it («МСК+6»)."""

    key: str
    shift: int = 0


MOSCOW: Final = Zone("Europe/Moscow")

# What stands after a clock time: «мск», «(YAKT)», "GMT". The American ones are RFC 822's.
ABBREVIATIONS: Final = {
    **dict.fromkeys(["мск", "msk", "msd", "мсв"], MOSCOW),
    **dict.fromkeys(["utc", "gmt", "ut", "z", "мгв"], Zone("")),
    "cet": Zone("Europe/Berlin"),
    "eet": Zone("Europe/Kaliningrad"),
    "usz": Zone("Europe/Kaliningrad"),
    "samt": Zone("Europe/Samara"),
    **dict.fromkeys(["yekt", "yekst", "ект", "екб"], Zone("Asia/Yekaterinburg")),
    **dict.fromkeys(["omst", "омск"], Zone("Asia/Omsk")),
    "novt": Zone("Asia/Novosibirsk"),
    **dict.fromkeys(["krat", "красноярск"], Zone("Asia/Krasnoyarsk")),
    **dict.fromkeys(["irkt", "иркт"], Zone("Asia/Irkutsk")),
    **dict.fromkeys(["yakt", "якт"], Zone("Asia/Yakutsk")),
    **dict.fromkeys(["vlat", "влт"], Zone("Asia/Vladivostok")),
    "magt": Zone("Asia/Magadan"),
    "sakt": Zone("Asia/Sakhalin"),
    "pett": Zone("Asia/Kamchatka"),
    "anat": Zone("Asia/Anadyr"),
    "est": Zone("", -300),
    "edt": Zone("", -240),
    "cst": Zone("", -360),
    "cdt": Zone("", -300),
    "pst": Zone("", -480),
    "pdt": Zone("", -420),
}

_BY_ADJECTIVE: Final = {
    "московск": MOSCOW,
    "калининградск": Zone("Europe/Kaliningrad"),
    "самарск": Zone("Europe/Samara"),
    "саратовск": Zone("Europe/Saratov"),
    "уральск": Zone("Asia/Yekaterinburg"),
    "екатеринбургск": Zone("Asia/Yekaterinburg"),
    "омск": Zone("Asia/Omsk"),
    "новосибирск": Zone("Asia/Novosibirsk"),
    "томск": Zone("Asia/Tomsk"),
    "красноярск": Zone("Asia/Krasnoyarsk"),
    "иркутск": Zone("Asia/Irkutsk"),
    "якутск": Zone("Asia/Yakutsk"),
    "читинск": Zone("Asia/Chita"),
    "владивостокск": Zone("Asia/Vladivostok"),
    "магаданск": Zone("Asia/Magadan"),
    "сахалинск": Zone("Asia/Sakhalin"),
    "камчатск": Zone("Asia/Kamchatka"),
}
ADJECTIVES: Final = {
    stem + ending: zone for stem, zone in _BY_ADJECTIVE.items() for ending in ("ому", "ого", "ое")
}
PLACES: Final = {
    "москве": MOSCOW,
    "гринвичу": Zone(""),
    "калининграду": Zone("Europe/Kaliningrad"),
    "самаре": Zone("Europe/Samara"),
    "екатеринбургу": Zone("Asia/Yekaterinburg"),
    "омску": Zone("Asia/Omsk"),
    "новосибирску": Zone("Asia/Novosibirsk"),
    "красноярску": Zone("Asia/Krasnoyarsk"),
    "иркутску": Zone("Asia/Irkutsk"),
    "якутску": Zone("Asia/Yakutsk"),
    "владивостоку": Zone("Asia/Vladivostok"),
}


def open_zone(key: str) -> ZoneInfo:
    """Give an IANA zone. Raises ValueError for a name that is none."""
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(f"no such time zone: {key!r}") from error


def offset_at(zone: Zone, moment: datetime) -> timedelta | None:
    """Give a zone's distance from UTC at a naive local moment.

    None where the clock skips that moment or shows it twice: nobody can say which is meant.
    """
    offset = local_offset(open_zone(zone.key), moment) if zone.key else timedelta()
    return None if offset is None else offset + timedelta(minutes=zone.shift)


def local_offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    """Give an IANA zone's distance from UTC at a naive local moment, as `offset_at` does."""
    aware = moment.replace(tzinfo=zone)
    offset = aware.utcoffset()
    return offset if offset == aware.replace(fold=1).utcoffset() else None


def to_utc(moment: datetime, offset: timedelta) -> datetime | None:
    """Give the instant of a naive local moment; None outside of the years 1 to 9999."""
    try:
        return (moment - offset).replace(tzinfo=UTC)
    except OverflowError:
        return None


def offset_text(offset: timedelta) -> str:
    """Write a distance from UTC as ISO 8601 does; empty where it is no whole minute.

    >>> offset_text(timedelta(hours=9)), offset_text(timedelta(minutes=-210)), offset_text(
    ...     timedelta())
    ('+09:00', '-03:30', 'Z')
    """
    if not offset:
        return "Z"
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta() else "+"
    return "" if seconds else f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
