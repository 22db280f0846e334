"""A page, parsed once, with what every kind of evidence asks of it."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, dropwhile

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from crawler.addresses import clean_url
from crawler.extraction.text import Element, Line, fold, lines, text_of
from crawler.sources import Source

log = logging.getLogger(__name__)

_ARGUMENTS = re.compile(r"\([^()]*\)|\[[^\]]*\]|(?P<q>['\"]).*?(?P=q)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*>")
MANY = 2000
"""Visible characters beyond which no page is a shell, an error's or a protection's."""
_LONGEST_TITLE = 2000
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_OF_HEAD = frozenset(
    {"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"}
)
_NO_DOCUMENT = "<html><body></body></html>"


@dataclass(frozen=True)
class Page:
    """A parsed page. `url` is where it was fetched, `markup` its decoded text."""

    root: Element
    url: str
    markup: str
    source: Source | None = None

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """The contents of meta elements by lower-case property or name, empty ones left out."""
        found: dict[str, list[str]] = {}
        for meta in self.root.iter("meta"):
            content = fold(meta.get("content"))
            for name in {meta.get("property"), meta.get("name")} - {None}:
                if content:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def document_title(self) -> str:
        """The text of the title element; no title is longer than two thousand characters."""
        node = self.root.find(".//title")
        return "" if node is None else fold((node.text or "")[:_LONGEST_TITLE])

    @cached_property
    def headline(self) -> str:
        """The first text with letters among its titles and its first heading."""
        heading = self.root.find(".//h1")
        texts = [self.document_title, self.meta("og:title") or ""]
        texts += [] if heading is None else [text_of(heading)]
        return next((text for text in texts if any(map(str.isalpha, text))), "")

    @cached_property
    def shown(self) -> Sequence[Line]:
        """The lines of text that a reader sees, all of them."""
        return tuple(lines(self.root))

    @cached_property
    def visible(self) -> int:
        """The number of characters that a reader sees, counted until it is more than `MANY`."""
        if sum(map(len, self.root.xpath("//p/text()"))) > MANY:
            return MANY + 1  # whatever else there is
        counts = accumulate(len(line.text) for line in lines(self.root))
        last = 0
        for last in counts:
            if last > MANY:
                break
        return last

    def meta(self, *names: str) -> str | None:
        """Return the first content among metas of these names."""
        return next((values[0] for name in names if (values := self.metas.get(name))), None)

    def select(self, selector: str) -> Sequence[Element | str]:
        """Return what a CSS selector finds (also `xpath:…`, `::text`, `::attr(…)`), in order.

        A selector that is none finds nothing; the log says so once.
        """
        if not any(classes <= self._classes for classes in _classes_in(selector)):
            return []
        return select(self.root, selector)

    def absolute(self, address: str | None) -> str | None:
        """Return an address of the page in full, if it can be fetched."""
        return clean_url(address, self._base) if address and address.strip() else None

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(str.split, self.root.xpath("//@class"))))

    @cached_property
    def _base(self) -> str:
        node = self.root.find(".//base[@href]")
        return self.url if node is None else clean_url(node.get("href"), self.url) or self.url

    def __hash__(self) -> int:
        return id(self)


def parse(markup: str, url: str, source: Source | None = None) -> Page:
    """Parse a page's text; whatever it is, there is a tree."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    cleaned = _PROLOG.sub("", markup) or _NO_DOCUMENT
    root = etree.fromstring(cleaned.encode("utf-8", "replace"), parser)
    if root is None:
        root = etree.fromstring(_NO_DOCUMENT, parser)
    _complete_body(root, markup)
    return Page(root=root, url=url, markup=markup, source=source)


def _complete_body(root: Element, markup: str) -> None:
    """Move to the body what the parser left in the head of a page without a `body` tag.

    HTML lets that tag be omitted; libxml2 does not know that `main` and the like end the head.
    """
    head = root.find("head")
    shown = () if head is None else list(dropwhile(lambda node: node.tag in _OF_HEAD, head))
    if not shown or _BODY.search(markup):
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    shown[-1].tail = f"{shown[-1].tail or ''}{body.text or ''}"
    body.text = None
    body[:0] = shown


def text_or_value(found: Element | str) -> str:
    """Return the folded text of what a selector found."""
    return fold(found) if isinstance(found, str) else text_of(found)


def select(node: Element, selector: str) -> Sequence[Element | str]:
    """Return what a selector finds in an element, itself included, in order; see Page.select."""
    path = _compiled(selector)
    found = [] if path is None else path(node)
    if isinstance(found, str):
        return [found]
    return found if isinstance(found, list) else []


@lru_cache(maxsize=4096)
def _classes_in(selector: str) -> tuple[frozenset[str], ...]:
    """Give the classes that each alternative of a selector requires: most are on no page at all."""
    if selector.startswith("xpath:") or "\\" in selector:
        return (frozenset(),)
    plain = _ARGUMENTS.sub("", selector.removeprefix("css:"))
    return tuple(frozenset(_CLASS.findall(part)) for part in plain.split(","))


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> etree.XPath | None:
    kind, _, path = selector.partition(":")
    try:
        if kind == "xpath":
            return etree.XPath(path)
        css = path if kind == "css" else selector
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    except (etree.XPathError, SyntaxError, RuntimeError, ValueError) as error:
        log.warning("selector %r cannot be read: %s", selector, error)
        return None
