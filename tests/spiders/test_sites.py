"""Every site is one small module, called as its source is, with a saved page to hold it to."""

from importlib import import_module
from pathlib import Path

import pytest
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path for path in ROOT.glob("spiders/*/*.py") if path.name != "__init__.py"
)  # fmt: skip
MOST_LINES = 40


def test_scrapy_finds_one_spider_in_each_module() -> None:
    settings = get_project_settings()
    settings.setmodule("crawler.settings")
    assert sorted(SpiderLoader.from_settings(settings).list()) == sorted(p.stem for p in MODULES)
    assert MODULES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_spider_is_called_as_its_file_and_its_source(module: Path) -> None:
    site = import_module(f"spiders.{module.parent.name}.{module.stem}")
    spiders = [item for item in vars(site).values() if getattr(item, "name", None) == module.stem]
    assert len(spiders) == 1
    declared = [source.id for source in spiders[0].declared()]
    assert declared == [module.stem] or (spiders[0].portals and module.stem not in declared)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_site_takes_at_most_forty_lines(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_site_has_a_saved_page_and_its_record(module: Path) -> None:
    pages = [
        page
        for page in (Path(__file__).parent / "fixtures" / module.stem).iterdir()
        if page.suffix in {".html", ".api", ".answer"}
    ]
    assert pages, f"save a page in tests/spiders/fixtures/{module.stem}/ (README, step 4)"
    assert [page.name for page in pages if not page.with_suffix(".json").is_file()] == []
