"""A person's way from a question to its answer, a file of it and a feed, in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import icalendar
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from dozor.serve import HOME

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUERIES = yaml.safe_load((HOME / "queries" / "queries.yaml").read_text(encoding="utf-8"))
PAGES = ["-/map", "-/questions", *(f"dozor/{name}" for name in QUERIES)]


@pytest.fixture(scope="module")
def site(data: Path, serve_data: Callable[[Path], str]) -> str:
    return serve_data(data)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that asks no other host, raises nothing, and needs no script."""
    context = browser.new_context(locale="ru-RU", java_script_enabled=False)
    context.set_default_timeout(10_000)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(site)
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(site)] == []


def test_who_got_most_in_a_region_and_the_file_of_it(page: Page, tmp_path: Path) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Вопросы").click()
    page.get_by_role("link", name="Кто получил больше всех").click()
    page.get_by_label("Регион").fill("Псковская область")
    page.get_by_role("button", name="Выполнить").click()
    expect(page.get_by_role("cell", name="1 980 000,50 ₽")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    download.value.save_as(tmp_path / "answer.xlsx")
    sheet = CalamineWorkbook.from_path(str(tmp_path / "answer.xlsx")).get_sheet_by_index(0)
    assert 1980000.5 in sheet.to_python()[1]
    page.get_by_role("link", name="АНО «Мастерская у воды»").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Мастерская у воды")


def test_from_the_map_to_the_winners_of_a_region(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Вопросы").click()
    page.get_by_role("link", name="Карта регионов").click()
    page.get_by_label("Что показать").select_option(label="Присуждено")
    page.get_by_role("button", name="Выполнить").click()
    page.get_by_role("link", name="Псковская область: 1 980 000 ₽").click()
    expect(page.locator(".chips")).to_contain_text("Регион = Псковская область")
    expect(page.get_by_role("main")).to_contain_text("1 заявка")


def test_calls_are_followed_by_feed_calendar_and_alert(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Конкурсы").click()
    follow = page.locator(".follow")
    addresses = [
        page.url.partition("/dozor")[0] + (link.get_attribute("href") or "")
        for link in follow.get_by_role("link").all()
    ]
    feed, calendar = (page.request.get(address).text() for address in addresses)
    assert len(feedparser.parse(feed).entries) == 2
    assert len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")) == 2
    follow.get_by_text("Оповещение", exact=True).click()
    expect(follow.locator("pre")).to_contain_text("dozor watch add deadline-7 deadline 7 --to desk")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_questions_stay_within_the_screen(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ru-RU")
    opened = context.new_page()
    for path in PAGES:
        opened.goto(f"{site}{path}")
        room = opened.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (path, max(room, 0)) == (path, 0)
    context.close()
