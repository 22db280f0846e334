"""The words of an alert: why it fired, what was and what is, where to look."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from pipelines.watches import FieldChange, Happening

_LONGEST = 300
_MOST_FIELDS = 5
_PAGES = {"article": "articles", "grant": "grants", "competition": "competitions"}


class Message(NamedTuple):
    """What is handed to a target: a subject of one line, and a text."""

    subject: str
    text: str


def alert_text(reason: str, happened: Happening, site: str) -> str:
    """Say what happened to a record. `site` is the address at which Datasette is served, or empty.

    Old and new stand side by side, longest values shortened.
    """
    record = happened.record
    lines = [_one_line(str(record.get("title") or happened.record_key)), f"Why: {reason}"]
    lines += [_change(change) for change in happened.changes[:_MOST_FIELDS]]
    lines += [f"{record['source']}, {happened.at}", str(record["url"])]
    if site:
        lines.append(record_url(happened, site))
    return "\n".join(lines)


def record_url(happened: Happening, site: str) -> str:
    """Give the address of a record's page in Datasette."""
    table = _PAGES[happened.record_kind]
    return f"{site.rstrip('/')}/dozor/{table}/{quote(str(happened.record['id']))}"


def same_thing(alert: dict[str, Any]) -> str:
    """Give what is equal of alerts that tell one thing to several watches."""
    thing = str(alert["dedupe_key"]).partition(":")[2]
    return thing if alert["record_key"] else str(alert["id"])


def single(alerts: Sequence[dict[str, Any]]) -> Message:
    """Put one thing as a message of its own; watches of one target that all ask for it share it."""
    first, *others = alerts
    heading, _, rest = str(first["text"]).partition("\n")
    also = "".join(f"\nAlso: {alert['reason']}" for alert in others)
    feet = " ".join(f"Watch «{alert['watch']}», alert {alert['id']}." for alert in alerts)
    return Message(f"Dozor: {heading}", f"{heading}\n{rest}{also}\n\n{feet}")


def gathered(alerts: Sequence[dict[str, Any]], foot: str = "") -> Message:
    """Put several alerts as one digest, by watch; `foot` stands at its end.

    What stands there already is not told again in full.
    """
    parts, told = list[str](), set[str]()
    for name in dict.fromkeys(alert["watch"] for alert in alerts):
        mine = [alert for alert in alerts if alert["watch"] == name]
        parts.append(f"== {name}: {len(mine)}")
        parts += [_entry(alert, told) for alert in mine]
    subject = f"Dozor: {len(told)} alerts of {len({a['watch'] for a in alerts})} watches"
    return Message(subject, "\n\n".join([*parts, *([foot] if foot else [])]))


def _entry(alert: dict[str, Any], told: set[str]) -> str:
    known = same_thing(alert) in told
    told.add(same_thing(alert))
    if not known:
        return f"{alert['text']}\nAlert {alert['id']}."
    heading = str(alert["text"]).partition("\n")[0]
    return f"{heading}: see above. Also: {alert['reason']}\nAlert {alert['id']}."


def _change(change: FieldChange) -> str:
    return f"{change.field}: {_value(change.old)} → {_value(change.new)}"


def _value(value: str | None) -> str:
    if value is None or not value:
        return "nothing"
    line = _one_line(value)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _one_line(value: str) -> str:
    """Give a value in one line, without anything that a mail or a terminal would act on."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
