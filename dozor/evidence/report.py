"""The report of a pack, in Russian, for people who never saw Dozor."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from dozor.evidence.gather import Gathered
from pipelines.display.addresses import readable_host
from pipelines.display.differences import differences
from pipelines.display.numbers import grouped
from pipelines.display.texts import read_texts

HOME = Path(__file__).resolve().parents[2] / "datasette"

Row = dict[str, Any]
_KINDS = {"article": "Статья", "grant": "Заявка на грант", "competition": "Конкурс"}
_EVENTS = {
    "created": "впервые прочитана",
    "changed": "изменилась",
    "refreshed": "уточнены сведения о том, как прочитана",
    "missing": "перестала открываться или пропала из списка",
    "gone": "удалена: трижды подтверждено за двое суток",
    "restored": "снова на месте",
    "moved": "переехала на другой адрес",
    "merged": "оказалась той же, что другая",
}
_CAUSES = {
    "source": "изменил сайт",
    "parser": "иначе прочитал Дозор (сайт не менялся)",
    "correction": "исправлено вручную",
}
_TABLES = {"article": "articles", "grant": "grants", "competition": "competitions"}
# What Dozor alone needs, and what says the same in another way.
_HIDDEN = {
    *("texts", "origins", "problems", "id", "page_id", "snapshot_id", "search_id", "sort_utc"),
    *("organisation_id", "source_id", "key", "published_precision", "published_on", "currency"),
}


def report(found: Gathered, made: Mapping[str, Any], files: Mapping[int, str]) -> str:
    """Write the report as one page of HTML that loads nothing and runs nothing.

    `files` names the pack's file of each snapshot that is there, by its id.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    environment.filters["pieces"] = lambda change: differences(
        change["old"] or "", change["new"] or ""
    )
    environment.filters["host"] = readable_host
    return environment.get_template("report.html").render(
        found=found,
        made=made,
        files=files,
        pages={page["id"]: page for page in found.pages},
        records=[_told(record) for record in found.records],
        kinds=_KINDS,
        event_words=_EVENTS,
        causes=_CAUSES,
    )


def _told(record: Row) -> Row:
    """Give a record with the values that people read, each under its name in words."""
    kind = record["kind"]
    shown = {
        _label(kind, name): _plain(name, value)
        for name, value in record["record"].items()
        if value not in (None, "", "[]", "{}") and name not in _HIDDEN and not _is_double(name)
    }
    changes = [
        {
            **change,
            "label": _label(kind, change["field"]),
            "old": _plain(change["field"], change["old"]),
            "new": _plain(change["field"], change["new"]),
        }
        for change in record["changes"]
    ]
    return {**record, "shown": shown, "changes": changes}


def _is_double(name: str) -> bool:
    return name.endswith("_rub")


def _label(kind: str, name: str) -> str:
    """Give a column's name as the pages of Datasette write it."""
    texts = _texts()
    own = texts["tables"].get(_TABLES[kind], {}).get("columns", {})
    found = own.get(name) or texts["columns"].get(name) or [name]
    return str(found[0])


@cache
def _texts() -> dict[str, Any]:
    return read_texts(HOME / "texts" / "ru")


def _plain(name: str, value: object) -> str | None:
    if value is None:
        return None
    text = str(value)
    words: Mapping[str, str] = _texts()["values"].get(name, {})
    if text in words:
        return words[text]
    if name.endswith("_kopecks") and text.lstrip("-").isdecimal():
        roubles, kopecks = divmod(int(text), 100)
        return f"{grouped(roubles)},{kopecks:02} ₽"
    if text.startswith("["):
        try:
            return "; ".join(map(str, json.loads(text)))
        except ValueError:
            return text
    return text
