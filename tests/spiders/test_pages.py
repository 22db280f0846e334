"""Every saved page of every site gives, field by field, the record written beside it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from crawler.discovery.pages import kind_of
from crawler.extraction import extract_article, extract_competition, extract_grant
from crawler.extraction.agreement import f1
from crawler.items import PageKind, RawRecord
from crawler.sources import Source
from pipelines.dates import parse_date

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = Path(__file__).parent / "fixtures"
EXTRACTORS: dict[PageKind, Callable[..., RawRecord]] = {
    "article": extract_article,
    "grant": extract_grant,
    "competition": extract_competition,
}
_HARDLY_ANYTHING_ELSE = 0.98
PAGES = sorted([*FIXTURES.glob("*/*.html"), *FIXTURES.glob("*/*.answer")])
FIELDS = [
    pytest.param(page, name, value, id=f"{page.parent.name}-{page.stem}-{name}")
    for page in PAGES
    for name, value in json.loads(page.with_suffix(".json").read_text(encoding="utf-8")).items()
]


@cache
def source_of(site: str) -> Source:
    folder = next(ROOT.glob(f"spiders/*/{site}.py")).parent.name
    module = import_module(f"spiders.{folder}.{site}")
    spiders = (item for item in vars(module).values() if getattr(item, "name", None) == site)
    source: Source = next(spiders).declared()[0]
    return source


@cache
def record_of(page: Path) -> RawRecord:
    source = source_of(page.parent.name)
    url = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["url"]
    return EXTRACTORS[kind_of(url, source)](page.read_bytes(), url, source=source)


@pytest.mark.parametrize(("page", "name", "value"), FIELDS)
def test_field(page: Path, name: str, value: Any) -> None:
    if name == "url" and page.suffix == ".answer":  # that of the API; people see the project's
        return
    found = getattr(record_of(page), name)
    assert (list(found) if isinstance(found, tuple) else found) == value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_field_that_was_found_names_its_origin(page: Path) -> None:
    raw = record_of(page)
    given = {"url", "key", "source_id", "timezone", "region", "language", "origins", "unknown"}
    given |= {"origin", "repeated", "further", "canonical"}
    found = {name for name in type(raw).__slots__ if name not in given and getattr(raw, name)}
    assert found == raw.origins.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_an_article_is_read_without_its_sites_selectors_as_well(page: Path) -> None:
    told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    if kind_of(told["url"], source_of(page.parent.name)) == "article":
        raw = extract_article(page.read_bytes(), told["url"])
        assert raw.title == told["title"]
        assert f1(told["body"] or "", raw.body or "") > _HARDLY_ANYTHING_ELSE
        assert day(raw.published) in {day(told.get("published")), None}


def day(stated: str | None) -> str | None:
    when = parse_date(stated or "", reference=datetime(2026, 3, 2, tzinfo=UTC), timezone=None)
    return when.edtf[:10] if when else None
