"""A person's notes file: leads that are explained, and words on records and organisations. Pure.

The file is TOML: `[[lead]]` tables (key, who, why; on, saying) and `[[note]]` tables (record or
organisation, who, label or comment; on). A bad entry is named in words and left out; the rest
counts.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["lead", "record", "organisation"]
_FIELDS = {
    "lead": ("key", "who", "why", "on", "saying"),
    "note": ("record", "organisation", "who", "label", "comment", "on"),
}
_NEEDED = {"lead": ("key", "who", "why"), "note": ("who",)}
_LONGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person noted of a subject: a lead's key, `source/key` of a record, `inn:…`.

    `saying` is what the lead said when it was explained: where it says something else today, the
    note does not explain it. `noted_on` is an ISO day.
    """

    kind: Kind
    subject: str
    who: str
    text: str | None = None
    label: str | None = None
    noted_on: str | None = None
    saying: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a file, and in words what of it could not be taken.

    `readable` is false where the file as a whole is no TOML: then nothing is known of its notes.
    """

    notes: tuple[Note, ...] = ()
    faults: tuple[str, ...] = ()
    readable: bool = True


def read_notes(text: str) -> Notes:
    r"""Read the text of a notes file; nothing of it raises.

    >>> read_notes('[[lead]]\nkey = "term:fund/7"\nwho = "Anna"').faults
    ('[[lead]] 1 (term:fund/7): why is missing',)
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return Notes(faults=(f"not valid TOML: {error}",), readable=False)
    faults = [
        f"[[{name}]]: unknown; write [[lead]] or [[note]]" for name in set(tables) - {*_FIELDS}
    ]
    notes: list[Note] = []
    for name in _FIELDS:
        entries = tables.get(name, [])
        if not isinstance(entries, list):
            faults.append(f"{name}: write each under a [[{name}]] line of its own")
            continue
        for number, entry in enumerate(entries, 1):
            found = _entry(name, number, entry)
            (faults if isinstance(found, str) else notes).append(found)  # type: ignore[arg-type]
    return Notes(tuple(notes), tuple(faults))


def _entry(name: str, number: int, entry: object) -> Note | str:
    if not isinstance(entry, Mapping):
        return f"[[{name}]] {number}: this is no table"
    subject = next((entry[key] for key in ("key", "record", "organisation") if key in entry), "")
    where = f"[[{name}]] {number}" + (f" ({subject})" if subject else "")
    fault = _fault(name, entry)
    if fault:
        return f"{where}: {fault}"
    return _lead(entry) if name == "lead" else _note(entry)


def _fault(name: str, entry: Mapping[str, object]) -> str | None:
    for key, value in entry.items():
        if key not in _FIELDS[name]:
            near = difflib.get_close_matches(key, _FIELDS[name], n=1)
            return f"unknown field {key}" + (f"; did you mean {near[0]}?" if near else "")
        if key == "on" and not _day(value):
            return f"on must be a day as 2026-03-07, not {value!r}"
        if key != "on" and (not isinstance(value, str) or len(value) > _LONGEST):
            return f"{key} must be a text in quotes, not {str(value)[:40]!r}"
    missing = [key for key in _NEEDED[name] if not str(entry.get(key, "")).strip()]
    if missing:
        return f"{missing[0]} is missing"
    if name == "note":
        return _note_fault(entry)
    return None


def _note_fault(entry: Mapping[str, object]) -> str | None:
    if ("record" in entry) == ("organisation" in entry):
        return "name either a record or an organisation"
    return None if entry.get("label") or entry.get("comment") else "label and comment are missing"


def _lead(entry: Mapping[str, object]) -> Note:
    return Note(
        kind="lead",
        subject=str(entry["key"]),
        who=str(entry["who"]),
        text=str(entry["why"]),
        noted_on=_day(entry.get("on")),
        saying=_text(entry.get("saying")),
    )


def _note(entry: Mapping[str, object]) -> Note:
    kind: Kind = "record" if "record" in entry else "organisation"
    return Note(
        kind=kind,
        subject=str(entry[kind]),
        who=str(entry["who"]),
        text=_text(entry.get("comment")),
        label=_text(entry.get("label")),
        noted_on=_day(entry.get("on")),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _day(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None
