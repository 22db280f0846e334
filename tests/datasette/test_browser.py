"""A person's way through the pages in a real Chromium, on a wide screen and on a phone's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = {"wide": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def site(data: Path, serve_data: Callable[[Path], str]) -> str:
    """The address of the app over the database of these tests."""
    return serve_data(data)


@dataclass
class Visit:
    """A page of a browser, what went wrong on it, and which other hosts it asked."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def see(self, path: str = "") -> None:
        self.page.goto(self.site + path)

    def answer_for_others(self, route: Route) -> None:
        """Note a request to another host and answer it in its place: no test leaves the machine."""
        if urlsplit(route.request.url).netloc == urlsplit(self.site).netloc:
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.fulfill(body="<title>elsewhere</title>", content_type="text/html")


@pytest.fixture(params=SCREENS)
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """A visit that must end without errors and without having leant over the edge."""
    width, height = SCREENS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ru-RU")
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), site)
    context.route("**/*", visit.answer_for_others)
    visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
    visit.page.on(
        "console", lambda said: visit.faults.append(said.text) if said.type == "error" else None
    )
    yield visit
    room: int = visit.page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert visit.faults == []
    assert room <= width


def test_from_the_front_page_through_search_to_the_original(visit: Visit) -> None:
    page = visit.page
    visit.see()
    page.get_by_role("searchbox").fill("гранты мастерской")
    page.get_by_role("button", name="Найти").click()
    expect(page.get_by_role("main")).to_contain_text("1 статья")
    page.get_by_role("link", name="Якутские общественники получили гранты на мастерские").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Якутские общественники получили гранты на мастерские"
    )
    assert visit.elsewhere == []
    page.get_by_role("link", name="Оригинал на сайте").click()
    page.wait_for_url("https://veter.example/1")
    assert visit.elsewhere == ["https://veter.example/1"]


def test_applications_of_one_organisation_by_its_inn(visit: Visit) -> None:
    page = visit.page
    visit.see("dozor/grants")
    page.get_by_text("Уточнить", exact=True).click()
    page.locator("select[name=_filter_column]").select_option(label="ИНН")
    page.locator("input[name=_filter_value]").fill("6027068261")
    page.get_by_role("button", name="Применить").click()
    expect(page.locator(".chips")).to_contain_text("ИНН = 6027068261")
    expect(page.get_by_role("main")).to_contain_text("Найдено: 2 заявки")
    page.get_by_role("link", name="Тихий берег: мастерские для подростков").click()
    expect(page.get_by_role("region", name="Главное")).to_contain_text("1 980 000,50 ₽")
    assert visit.elsewhere == []


def test_a_find_is_opened_compared_and_proved(visit: Visit) -> None:
    page = visit.page
    visit.see("dozor/runs")
    page.get_by_role("searchbox", name="Поиск по всему").fill("мастерские для подростков")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Тихий берег: мастерские для подростков").click()
    history = page.locator(".changes")
    expect(history).to_contain_text("1 500 000,00 ₽")
    expect(history).to_contain_text("1 980 000,50 ₽")
    assert visit.elsewhere == []


@pytest.mark.parametrize("filtered", ["inn=7700000000", "inn__exact=7700000000"])
def test_a_filter_is_taken_away_by_its_cross(visit: Visit, filtered: str) -> None:
    page = visit.page
    visit.see(f"dozor/grants?{filtered}")
    expect(page.get_by_role("main")).to_contain_text("Найдено: 0 заявок")
    page.get_by_role("link", name="убрать: ИНН").click()
    expect(page.get_by_role("main")).to_contain_text("Найдено: 2 заявки")


def test_a_source_is_reached_from_the_list_of_sources(visit: Visit) -> None:
    page = visit.page
    visit.see()
    page.get_by_role("navigation").get_by_role("link", name="Источники").click()
    page.get_by_role("link", name="Северный ветер").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Северный ветер")
    assert visit.elsewhere == []


def test_the_pages_of_lists_stay_within_the_screen(visit: Visit) -> None:
    for path in ("dozor/articles", "dozor/organisations/1", "dozor/runs", "dozor/changes"):
        visit.see(path)
        expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
        room = visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (path, max(room, 0)) == (path, 0)
    assert visit.elsewhere == []
