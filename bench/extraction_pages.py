"""Pages with what must be read from them, from folders of three forms."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = Path(os.environ.get("DOZOR_SHARED") or ROOT.parent / "shared")


@dataclass(frozen=True)
class Case:
    """A page. `body` and `title` are None where nobody says what they are.

    `day` is the publication date at the grain that the page states (EDTF), "" where it states none
    and None where nobody says.
    """

    url: str
    page: bytes
    body: str | None = None
    title: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Corpus:
    """Cases that are judged together."""

    name: str
    cases: tuple[Case, ...]


def corpora(general: Path | None) -> list[Corpus]:
    """Give the corpora that are there; `general` is a folder of article-extraction-benchmark."""
    found = {
        "Russian reference pages": _beside(SHARED / "pages"),
        "Russian pages with a date": _dated(SHARED / "data" / "pages"),
        "Dozor's own fixtures": _beside(ROOT / "tests" / "spiders" / "fixtures"),
        "general benchmark": _general(general),
    }
    full = [Corpus(name, tuple(cases)) for name, cases in found.items()]
    return [corpus for corpus in full if corpus.cases]


def _beside(folder: Path) -> Iterator[Case]:
    """Read `X.html` beside `X.json`, articles only."""
    for stated in sorted(folder.glob("*/*.json")):
        said: dict[str, Any] = json.loads(stated.read_text(encoding="utf-8"))
        if not isinstance(said, dict):  # the posts of a channel
            continue
        if said.get("kind", "article") == "article" and "body" in said:
            day = said.get("published_edtf", "" if "published_edtf" in said else None)
            page = stated.with_suffix(".html").read_bytes()
            yield Case(said["url"], page, said["body"], said["title"], _day(day, said))


def _day(day: str | None, said: dict[str, Any]) -> str | None:
    if day is None and "published_edtf" in said:
        return ""
    return day[:10] if day else day


def _dated(folder: Path) -> Iterator[Case]:
    stated = folder / "expected.jsonl"
    for line in stated.read_text(encoding="utf-8").splitlines() if stated.is_file() else ():
        said = json.loads(line)
        page = (folder / said["file"]).read_bytes()
        yield Case(said["url"], page, day=said["ground_truth"]["date"])


def _general(folder: Path | None) -> Iterator[Case]:
    """Read ground-truth.json and html/*.html.gz."""
    if folder is None:
        return
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, said in sorted(truth.items()):
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Case(said["url"], page, said["articleBody"])
