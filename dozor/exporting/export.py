"""An export from beginning to end: a whole file in its place, or none; and what it covers."""

import json
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler import clock
from dozor.errors import SetupError
from dozor.exporting.giving import write_giving
from dozor.exporting.kinds import KINDS
from dozor.exporting.narrowing import narrowed
from dozor.exporting.reading import Selection, View, check, view_of
from dozor.exporting.writing import (
    SAMPLE,
    Rows,
    Written,
    sheet_rows,
    write_csv,
    write_jsonl,
)
from pipelines.exports.sheets import Sheets

FORMATS = ("csv", "jsonl", "xlsx", "360giving")
_OF_APPLICATIONS = frozenset({"grants", "organisations", "claims", "leads"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to export, how, and where to: None is standard output."""

    selection: Selection
    format: str
    out: Path | None = None
    prefix: str = ""


def export(data: Path, order: Order) -> dict[str, object]:
    """Export, and give what is to be said of it.

    A file appears when it is whole, with `FILE.about.json` beside it; on standard output the last
    word of it on standard error says that it is. Raises SetupError.
    """
    check(order.selection)
    if order.format == "360giving" and order.selection.kind != "grants":
        raise SetupError("360giving is for grants")
    folder = order.out.resolve().parent if order.out else None
    if folder and not folder.is_dir():
        raise SetupError(f"{folder}: no such folder")
    with view_of(data) as view:
        order = replace(order, selection=_settled(view, order.selection))
        try:
            return _export(view, order, folder)
        except OSError as error:
            raise SetupError(f"the export cannot be written: {error}") from error


def _settled(view: View, asked: Selection) -> Selection:
    only = narrowed(view.connection, asked.only, KINDS[asked.kind].statuses)
    return replace(asked, only=only)


def about_lines(about: dict[str, object]) -> list[str]:
    """Say in lines what an export is, what it covers and what it lacks."""
    head = f"{about['rows']} {about['kind']} as of event {about['event_id']}"
    lines = [f"{head}, sample data" if about["sample"] else head]
    lines += [_covers(source) for source in _listed(about["coverage"])]
    return lines + [f"Not whole: {text}" for text in _listed(about["short"])]


def _export(view: View, order: Order, folder: Path | None) -> dict[str, object]:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".dozor-export-")
    with open(handle, "wb"):  # noqa: PTH123  only to be closed: writers open it by name
        path = Path(name)
    try:
        written = _write(path, view, order)
        about = _about(view, order, written)
        if order.out is None:
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            path.chmod(0o644)
            path.replace(order.out)
            beside = order.out.with_name(f"{order.out.name}.about.json")
            beside.write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    finally:
        with suppress(FileNotFoundError):
            path.unlink()
    return about


def _write(path: Path, view: View, order: Order) -> Written:
    if order.format == "360giving":
        return write_giving(path, view, order.selection, order.prefix)
    columns, rows = view.rows(order.selection)
    if order.format == "xlsx":
        return _write_sheets(path, view, order, (columns, rows))
    write = write_csv if order.format == "csv" else write_jsonl
    return write(path, columns, rows, sample=view.sample)


def _write_sheets(path: Path, view: View, order: Order, found: tuple[list[str], Rows]) -> Written:
    names, values = sheet_rows(*found)
    mark = [SAMPLE] * view.sample
    sheets = Sheets(path, order.selection.kind, [*(["sample"] * view.sample), *names])
    for row in values:
        sheets.add([*mark, *row])
    cut = [f"{sheets.cut} texts are cut to 32,767 characters; csv and jsonl hold them whole"]
    written = Written(sheets.rows, cut if sheets.cut else [])
    about = _about(view, order, written)
    told = [(f"{number}", line) for number, line in enumerate(about_lines(about), 1)]
    sheets.close([("Dozor", f"{about['made_at']}"), *told])
    return written


def _about(view: View, order: Order, written: Written) -> dict[str, object]:
    kind = order.selection.kind
    return {
        "kind": kind,
        "format": order.format,
        "event_id": view.event_id,
        "epoch": view.epoch,
        "made_at": clock.timestamp(),
        "rows": written.rows,
        "complete": not written.short,
        "short": written.short,
        "sample": view.sample,
        "filters": {**order.selection.only, "since": order.selection.since},
        "coverage": view.coverage() if kind in _OF_APPLICATIONS else [],
    }


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _covers(source: dict[str, object]) -> str:
    cards = f"{source['title']}: cards {source['cards']:,} of {source['applications']:,}"
    book = source["workbook_on"] or source["workbook_read_at"]
    return cards + (f"; workbook of {str(book)[:10]}" if book else "")
