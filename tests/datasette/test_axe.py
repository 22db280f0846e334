"""Every kind of page, in both themes: axe finds nothing, and a keyboard gets through."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (
    "", "-/search?q=мастерская", "-/search?q=жираф", "dozor", "dozor/articles?_search=гранты",
    "dozor/articles/1", "dozor/articles/4", "dozor/grants?status=won", "dozor/grants/1",
    "dozor/calls", "dozor/competitions/1", "dozor/organisations", "dozor/organisations/1",
    "dozor/sources", "dozor/sources/fond", "dozor/leads", "dozor/changes", "dozor/runs",
    "dozor/runs/1", "region/RU-PSK", "person/Пресс-служба", "-/health",
    "dozor/grants?inm=1", "dozor?sql=select+1",
    "-/map?measure=awarded_kopecks", "-/questions", "dozor/top_organisations",
    "dozor/sums_by_month", "dozor/changed_grants", "dozor/deadlines", "dozor/news_about",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(data: Path, serve_data: Callable[[Path], str]) -> str:
    return serve_data(data)


def findings(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page that is open: the rule and the element."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: str, theme: Any) -> None:
    context = browser.new_context(color_scheme=theme, locale="ru-RU")
    page = context.new_page()
    found = {}
    for path in PATHS:
        page.goto(site + path)
        if findings_here := findings(page):
            found[path] = findings_here
    context.close()
    assert found == {}


def test_a_keyboard_skips_to_the_content_and_sees_where_it_is(browser: Browser, site: str) -> None:
    context = browser.new_context(locale="ru-RU")
    page = context.new_page()
    page.goto(f"{site}dozor/articles")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="К содержанию")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    context.close()
    assert focused
    assert outline != "none"
