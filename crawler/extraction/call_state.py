"""A call for applications out of JSON: each field by the names that sites' own APIs give it."""

from typing import Any

from crawler.extraction.page import parse
from crawler.extraction.state import Json, Object, objects, text_at, texts_at
from crawler.extraction.text import fold, lines

_NAMES = {
    "title": ("name", "title"),
    "organiser": ("organizerName", "organizer.name", "organizer.title", "organization.name",
                  "organisation.name"),
    "opens": ("registrationBeginsAt", "registrationStartsAt", "applicationsBeginAt",
              "registrationPeriod.startDate"),
    "closes": ("registrationEndsAt", "applicationsEndAt", "applicationDeadline", "deadline",
               "registrationPeriod.endDate"),
    "status": ("statusName", "status.name", "status.title", "statusText"),
    "published": ("publishedAt", "published", "date"),
}  # fmt: skip
_TEXTS = ("description", "text", "descr", "shortDescription")
_REGIONS = ("regions.name", "regions.title", "region.name", "location.title")
_ZONES = ("timezone", "location.timezone")
_AGES = ("eventAccess.ageFrom", "eventAccess.ageTo")
_SIZES = ("grants.minAmount", "grants.maxAmount")
_FURTHER = ("eventType.name", "beginsAt", "endsAt", "eventPeriod.startDate", "eventPeriod.endDate")
_LEAST = 2
"""Fields besides the title that make an object a call, among the many that a page carries."""


def read_state(root: Json) -> dict[str, Any] | None:
    """Give the fields of the call that a page's state is about; None where there is none."""
    best: dict[str, Any] | None = None
    for one in objects(root):
        found = read_entry(one)
        if found.get("title") and _weight(found) > max(_LEAST, _weight(best) if best else 0):
            best = found
    return best


def read_entry(entry: Object) -> dict[str, Any]:
    """Give the fields of one object, with `origins`: the path under which each was found."""
    fields: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, paths in _NAMES.items():
        if found := text_at(entry, paths):
            fields[name], origins[name] = fold(found[0]), found[1]
    if found := text_at(entry, _TEXTS):
        fields["text"], origins["text"] = plain(found[0]), found[1]
    for name, value, path in (_regions(entry), _audience(entry), _amount(entry)):
        if value:
            fields[name], origins[name] = value, path
    if zone := text_at(entry, _ZONES):
        fields["timezone"] = zone[0]
    further = {path: ", ".join(texts) for path in _FURTHER if (texts := texts_at(entry, path))}
    return {**fields, "further": further, "origins": origins}


def plain(html: str) -> str:
    """Give the text of a piece of HTML, its paragraphs joined by a line break."""
    if "<" not in html and "&" not in html:
        return "\n".join(filter(None, map(fold, html.splitlines())))
    return "\n".join(line.text for line in lines(parse(f"<body>{html}</body>", "").root))


def _weight(fields: dict[str, Any]) -> int:
    return len(fields["origins"]) + len(fields["further"])


def _regions(entry: Object) -> tuple[str, tuple[str, ...], str]:
    for path in _REGIONS:
        if names := texts_at(entry, path):
            return "regions", tuple(dict.fromkeys(names)), path
    return "regions", (), ""


def _audience(entry: Object) -> tuple[str, str, str]:
    first, last = (next(iter(texts_at(entry, path)), "") for path in _AGES)
    if first and last:
        return "audience", f"{first}–{last} лет", _AGES[0]
    ages = f"от {first} лет" if first else f"до {last} лет" if last else ""
    return "audience", ages, _AGES[0]


def _amount(entry: Object) -> tuple[str, str, str]:
    """Give the bounds of one grant over all that an entry offers, in the site's own figures."""
    least, most = ([n for n in map(_number, texts_at(entry, path)) if n] for path in _SIZES)
    first, last = min(least, default=0), max(most, default=0)
    if first and last and first != last:
        return "amount", f"от {first:.2f} до {last:.2f} руб.", _SIZES[1]
    size = f"до {last:.2f} руб." if last else f"от {first:.2f} руб." if first else ""
    return "amount", size, _SIZES[1] if last else _SIZES[0]


def _number(text: str) -> float:
    try:
        return float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        return 0.0
