"""What schema.org microdata in the markup says of the page's article."""

from collections.abc import Iterator

from crawler.extraction.dates import holds_date
from crawler.extraction.evidence import Findings, present
from crawler.extraction.furniture import skipper, without_furniture
from crawler.extraction.main_heading import main_heading
from crawler.extraction.own import headline, image_address
from crawler.extraction.page import Page
from crawler.extraction.same import same_title
from crawler.extraction.text import Element, fold, lines, text_of

_ARTICLE = ("Article", "BlogPosting", "Report", "Review")


def read(page: Page, said: str | None = None) -> Findings:
    """Read the properties of the page's article, and of no comment or other news.

    `said` is its text as the page's JSON-LD has it.
    """
    properties = list(_properties(page))
    if not properties:
        return {}
    dates = {
        name: next((text for text in _values(properties, item) if holds_date(text)), None)
        for name, item in (("published", "datePublished"), ("modified", "dateModified"))
    }
    return present(
        {
            "title": next(_values(properties, "headline"), None),
            "lead": next(_values(properties, "description"), None),
            "author": tuple(_authors(properties)),
            "section": next(_values(properties, "articleSection"), None),
            "tags": _keywords(properties),
            "image": _image(page, properties),
            "body": _body(page, properties, said),
            **dates,
        }
    )


def _properties(page: Page) -> Iterator[tuple[str, Element]]:
    """Names and elements of the properties whose item is the page's article, or no item."""
    nodes = page.root.xpath("//*[@itemprop]")
    scopes = {id(node): _scope(node) for node in nodes}
    ours = _our_scope(page, nodes, scopes)
    yield from _of_first_article([node for node in nodes if scopes[id(node)] is ours])


def _of_first_article(nodes: list[Element]) -> Iterator[tuple[str, Element]]:
    """Yield the properties of an item up to another headline: some sites load the next article."""
    named = ""
    for node in nodes:
        value = _value(node) if _is_named(node) else ""
        if named and value and value != named:
            return
        named = named or value
        for name in node.get("itemprop").split():
            yield name, node


def _scope(node: Element) -> Element | None:
    return next(
        (above for above in node.iterancestors() if above.get("itemscope") is not None), None
    )


def _our_scope(page: Page, nodes: list[Element], scopes: dict[int, Element]) -> Element | None:
    """Give the article's scope: the one with our headline, else the only one, else none at all."""
    found = {id(scope): scope for scope in scopes.values() if _is_article(scope)}
    for node in nodes:
        if id(scopes[id(node)]) in found and _is_our_headline(page, node):
            return scopes[id(node)]
    lone = next(iter(found.values())) if len(found) == 1 else None
    return None if lone is None or _is_of_another(page, lone, nodes, scopes) else lone


def _is_of_another(
    page: Page, scope: Element, nodes: list[Element], scopes: dict[int, Element]
) -> bool:
    """Tell a lone article that names another headline, or a review, beside the page's own."""
    heading = main_heading(page)
    if heading is None or scope in heading.iterancestors():
        return False
    names = [node for node in nodes if scopes[id(node)] is scope and _is_named(node)]
    review = (scope.get("itemtype") or "").rstrip("/").endswith("Review")
    return bool(names) or review


def _is_named(node: Element) -> bool:
    return "headline" in node.get("itemprop").split()


def _is_our_headline(page: Page, node: Element) -> bool:
    return _is_named(node) and same_title(page, _value(node))


def _is_article(scope: Element | None) -> bool:
    kind = "" if scope is None else (scope.get("itemtype") or "").rstrip("/")
    return kind.endswith(_ARTICLE)


def _value(node: Element) -> str:
    stated = node.get("content") or node.get("datetime")
    if stated is not None:
        return fold(stated)
    name = node.find('.//*[@itemprop="name"]')
    return _value(name) if name is not None else text_of(node)


def _values(properties: list[tuple[str, Element]], wanted: str) -> Iterator[str]:
    for name, node in properties:
        if name == wanted and (value := _value(node)):
            yield value


def _authors(properties: list[tuple[str, Element]]) -> Iterator[str]:
    """Yield who is named as author and is no organisation; several links are several names."""
    for name, node in properties:
        if name == "author" and "Organization" not in (node.get("itemtype") or ""):
            links = [text for link in node.iter("a") if (text := text_of(link))]
            yield from links if len(links) > 1 else filter(None, [_value(node)])


def _keywords(properties: list[tuple[str, Element]]) -> tuple[str, ...]:
    stated = ",".join(_values(properties, "keywords"))
    return tuple(text for part in stated.split(",") if (text := fold(part)))


def _image(page: Page, properties: list[tuple[str, Element]]) -> str | None:
    for name, node in properties:
        if name == "image":
            inner = node if image_address(node) else node.find('.//*[@itemprop="url"]')
            return page.absolute(None if inner is None else image_address(inner))
    return None


def _body(page: Page, properties: list[tuple[str, Element]], said: str | None) -> str:
    nodes = [node for name, node in properties if name in {"articleBody", "text"}]
    skip = skipper(nodes, headline(page))
    seen = (line for node in nodes for line in lines(node, skip))
    return "\n".join(without_furniture(seen, said))
