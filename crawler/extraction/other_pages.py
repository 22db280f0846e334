"""Pages of a site that are read well and are no articles: listings, and pages about the site."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from crawler.extraction import jsonld
from crawler.extraction.main_heading import main_heading
from crawler.extraction.no_headlines import leads_elsewhere
from crawler.extraction.page import Page
from crawler.extraction.platforms import platform_of
from crawler.extraction.strangers import is_link
from crawler.extraction.teasers import teasers_among
from crawler.extraction.text import Element, Line, letters, text_of
from crawler.extraction.unreadable import Unreadable

_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_LISTING_CLASSES = frozenset({"archive", "blog", "search-results", "search-no-results", "error404"})
_OF_ONE = re.compile(r"(?:single|page|postid-\d+|post-template-\w+)$")
_ABOUT = re.compile(
    r"контакты(?: редакции)?|(?:о|об) (?:нас|редакции|проекте|сайте|компании|газете|издании"
    r"|портале|агентстве|журнале)|(?:наша )?редакция(?: газеты| сайта)?|реклама(?: на (?:сайте"
    r"|портале|нашем сайте))?|рекламодателям|размещение рекламы|прайс(?:-лист)?|вакансии"
    r"|политика (?:конфиденциальности|обработки персональных данных|в отношении обработки"
    r" персональных данных)|пользовательское соглашение|соглашение|правила .{0,60}"
    r"|обратная связь|карта сайта|поиск(?: по сайту)?|архив(?: новостей| номеров| материалов)?"
    r"|подписка|авторы|выходные данные|правовая информация|документы|авторизация|регистрация"
    r"|вход(?: на сайт)?|контактная информация|напишите нас|обратиться в редакцию",
    re.IGNORECASE,
)
_FRONT = re.compile(r"главная(?: страница)?", re.IGNORECASE)
_TEASERS = 4
_LINKED = 25
"""Characters from which a link is the headline of other news."""
_MOST = 0.6


def refuse_listing(page: Page) -> None:
    """Raise Unreadable for a page that says in its markup that it lists others.

    One that states when it was published as an article is none, whatever else it says.
    """
    listed = "by its JSON-LD" if _LISTING_TYPES & stated_types(page) else None
    names = _wordpress_classes(page)
    if names & _LISTING_CLASSES and not any(map(_OF_ONE.match, names)):
        listed = min(names & _LISTING_CLASSES)
    if listed and not states_article(page):
        raise Unreadable("not_article", f"a listing: {listed}")


def states_article(page: Page) -> bool:
    """Tell a page that states for machines when it was published as an article."""
    return "article:published_time" in page.metas or "published" in jsonld.read(page)


def refuse_undated(page: Page, body: str, *, dated: bool = False) -> None:
    """Raise Unreadable for what is no article among the pages that state no date for machines.

    `body` is what was read as the page's text; `dated`, that the page shows a date to its readers.
    """
    heading = main_heading(page)
    title = page.document_title if heading is None else text_of(heading)
    static = {"page"} <= _wordpress_classes(page) - {"single"}
    if (static and not dated) or _ABOUT.fullmatch(title.strip(" .")):
        raise Unreadable("not_article", f"a page about the site: {title}")
    if _calls_itself_front(page, heading):
        raise Unreadable("not_article", f"a front page: {title}")
    if count := _teasers(page, heading, body.splitlines()):
        raise Unreadable("not_article", f"a list of {count} teasers")
    if count := _cards(page, heading, body.splitlines()):
        raise Unreadable("not_article", f"a list of {count} links")


def _wordpress_classes(page: Page) -> set[str]:
    """Give the classes by which WordPress tells the kind of its page; none on other sites."""
    if platform_of(page) != "wordpress":
        return set()
    body = page.root.find("body")
    names = set() if body is None else set((body.get("class") or "").split())
    return names | ({"blog"} if "home" in names and _is_front(page) else set())


def _is_front(page: Page) -> bool:
    return not urlsplit(page.url).path.strip("/")


def _calls_itself_front(page: Page, heading: Element | None) -> bool:
    """Tell a page named «Главная» whose heading is a link to other news."""
    name = page.meta("og:title") or page.document_title
    named = _FRONT.fullmatch(name.strip()) is not None
    return named and heading is not None and leads_elsewhere(page, heading)


def stated_types(page: Page) -> set[str]:
    """Give the types of what the page's JSON-LD states at the top and in graphs."""
    found: set[str] = set()
    for script in page.root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and "Page" in text:
            found.update(_types(text))
    return found


def _types(text: str) -> Iterator[str]:
    try:
        stated = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    top = stated if isinstance(stated, list) else [stated]
    for node in [*top, *(inner for item in top for inner in _graph(item))]:
        kind = node.get("@type") if isinstance(node, dict) else None
        yield from (name for name in (kind if isinstance(kind, list) else [kind]) if name)


def _graph(node: object) -> list[object]:
    inner = node.get("@graph") if isinstance(node, dict) else None
    return inner if isinstance(inner, list) else []


def _teasers(page: Page, heading: Element | None, body: Sequence[str]) -> int:
    """Count the teasers after the headline: a headline that is a link, and the words below it.

    Zero, unless they are several and make up most of the page's text.
    """
    shown = _after(page.shown, heading)
    teasers = {line.text for line in teasers_among(shown)}
    held = sum(len(text) for text in body if text in teasers)
    return len(teasers) if len(teasers) >= _TEASERS and held >= _MOST * sum(map(len, body)) else 0


def _cards(page: Page, heading: Element | None, body: Sequence[str]) -> int:
    """Count the links after the headline that are teasers whole, their words among them.

    Zero, unless they are several and make up most of the page's text.
    """
    linked = [line for line in _after(page.shown, heading) if is_link(line)]
    cards = sum(len(line.text) >= _LINKED for line in linked)
    if cards < _TEASERS:
        return 0
    whole = "".join(letters(line.text) for line in linked)
    held = sum(len(text) for text in body if letters(text) in whole)
    return cards if held >= max(_MOST * sum(map(len, body)), 1) else 0


def _after(shown: Iterable[Line], heading: Element | None) -> Iterator[Line]:
    seen = heading is None
    for line in shown:
        if seen:
            yield line
        seen = seen or line.block is heading
