"""Ten people of a world, what each watches for, and which truths concern them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.monitoring.dozor_monitor import DozorMonitor
from bench.monitoring.drafts import WON
from bench.monitoring.model import Article, Card, Page
from bench.monitoring.plan import Expected, Schedule
from bench.monitoring.truth import Happening, ReportKind
from bench.monitoring.world import World
from pipelines.registration_regions import region_of_inn, region_of_ogrn

TOLD: frozenset[ReportKind] = frozenset({"new", "changed", "gone", "restored", "moved"})
"""What an alert can tell of; suspicions wake nobody."""
_BOUND = 3_000_000_00
Concerns = Callable[[Page, Happening], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A watch of a kind for a target, and whether something that happened to a page concerns it."""

    name: str
    kind: str
    target: str
    concerns: Concerns = field(repr=False)


def wants_of(world: World) -> list[Want]:
    """Choose ten watches so that each has something to wait for, as far as the world has it."""
    return [
        _search("library", "библиотека", r"библиотек"),
        _search("museums", "музей -Кедровка", r"\bмузе", unless=r"кедровк"),
        _organisation(world),
        _source("redesigned", _redesigned(world)),
        _source("fund", _busiest_fund(world)),
        _page("comes-and-goes", _busiest_page(world, "gone", "restored")),
        _page("edited", _busiest_page(world, "changed")),
        _region(world),
        Want(name="won", kind="status", target="won", concerns=_is_won),
        Want(name="sum", kind="sum", target="3 млн", concerns=_is_above),
    ]


def expected_of(world: World) -> list[Expected]:
    """Give all that visits by Dozor's plan could and should see, and somebody may be told of."""
    schedule = Schedule(DozorMonitor.plan, world.truth, world.rounds, TOLD)
    return schedule.expected(world.truth)


def pages_by_address(world: World) -> dict[str, Page]:
    """Give every page by its first address."""
    return {site.url(page.path): page for site in world.sites for page in site.pages}


def _search(name: str, words: str, pattern: str, unless: str = r"(?!)") -> Want:
    def concerns(page: Page, happening: Happening) -> bool:
        text = _text(_said(page, happening)).lower()
        return bool(re.search(pattern, text)) and not re.search(unless, text)

    return Want(name=name, kind="search", target=words, concerns=concerns)


def _text(said: Article | Card) -> str:
    if isinstance(said, Card):
        parts = (said.title, said.organisation, said.contest, said.direction, said.summary)
        return "\n".join(parts)
    return "\n".join((said.title, said.lead, *said.paragraphs, said.author, *said.tags, said.note))


def _organisation(world: World) -> Want:
    pages = pages_by_address(world)
    said = (_said(pages[one.happening.page or ""], one.happening) for one in expected_of(world))
    (inn, _), *_ = Counter(card.inn for card in said if isinstance(card, Card)).most_common(1)

    def concerns(page: Page, happening: Happening) -> bool:
        card = _said(page, happening)
        return isinstance(card, Card) and card.inn == inn

    return Want(name="organisation", kind="organisation", target=inn, concerns=concerns)


def _region(world: World) -> Want:
    """Choose the region in which most of the organisations are registered."""
    pages = pages_by_address(world)
    found = Counter(_region_of(pages[one.happening.page or ""]) for one in expected_of(world))
    region = next(code for code, _ in found.most_common() if code)
    return Want(
        name="region",
        kind="region",
        target=region,
        concerns=lambda page, _: _region_of(page) == region,
    )


def _region_of(page: Page) -> str | None:
    said = page.versions[0][1]
    if not isinstance(said, Card):
        return None
    return region_of_ogrn(said.ogrn) or region_of_inn(said.inn)


def _said(page: Page, happening: Happening) -> Article | Card:
    return page.content_at(max(happening.at, page.born))


def _source(name: str, source_id: str) -> Want:
    return Want(
        name=name,
        kind="source",
        target=source_id,
        concerns=lambda _, happening: happening.site == source_id,
    )


def _page(name: str, address: str) -> Want:
    return Want(
        name=name,
        kind="page",
        target=address,
        concerns=lambda _, happening: happening.page == address,
    )


def _redesigned(world: World) -> str:
    """Give a site that is redesigned: one whose pages are read by their markup, if there is."""
    plain = {site.source.id for site in world.sites if not site.structured}
    turned = [one.site for one in world.truth if one.kind == "redesign"]
    return max(turned, key=lambda site: site in plain)


def _busiest_fund(world: World) -> str:
    sites = (one.happening.site for one in expected_of(world) if one.happening.status is not None)
    return Counter(sites).most_common(1)[0][0]


def _busiest_page(world: World, *kinds: ReportKind) -> str:
    """Give the page of which most is to be told, of these kinds before others."""
    pages = Counter[str]()
    for one in expected_of(world):
        if one.kind != "new" and one.happening.page:
            pages[one.happening.page] += 1 + 10 * (one.kind in kinds)
    return pages.most_common(1)[0][0]


def _is_card(page: Page) -> bool:
    return isinstance(page.versions[0][1], Card)


def _is_won(page: Page, happening: Happening) -> bool:
    return _is_card(page) and happening.kind == "status" and happening.new == WON


def _is_above(page: Page, happening: Happening) -> bool:
    """Whether an application asks for the sum anew, or is given it."""
    said = _said(page, happening)
    if not isinstance(said, Card) or said.requested < _BOUND:
        return False
    if happening.kind == "sum":
        was = int(happening.old or 0)
        return happening.field in {"requested_kopecks", "awarded_kopecks"} and was < _BOUND
    return happening.kind == "new" or (happening.kind == "status" and happening.new == WON)
