"""What the links of a page say of it: its section and its tags."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from crawler.extraction.evidence import Findings, present
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page
from crawler.extraction.site_names import names_site
from crawler.extraction.text import Element, text_of

_TAG = re.compile(r"/(?:tags?|hashtags?|metki?|keywords?|теги|метки)/[^/]|[?&]tag=", re.IGNORECASE)
_BACK = re.compile(r"(?:back to|назад|вернуться|к списку|zurück|retour|все|all)\b", re.IGNORECASE)
_MOST_TAGS = 20
_LONGEST = 40


def read(page: Page) -> Findings:
    """Read the section from the site's menu, and the tags from the first group of tag links."""
    return present({"section": _section(page), "tags": _tags(page)})


def _section(page: Page) -> str | None:
    """Give the name of the menu's link that leads to the first folder of the page's address."""
    path = unquote(urlsplit(page.url).path)
    folders = [folder for folder in path.split("/") if folder][:-1]
    if not folders or folders[0].isdigit():
        return None
    for link in page.root.iter("a"):
        href = unquote(link.get("href") or "")
        if folders[0] in href and _path(page, href) == folders[0]:
            name = text_of(link)
            if 0 < len(name) <= _LONGEST and not (_BACK.match(name) or names_site(page, name)):
                return name
    return None


def _path(page: Page, href: str) -> str:
    return unquote(urlsplit(page.absolute(href) or "").path).strip("/")


def _tags(page: Page) -> tuple[str, ...]:
    links = list(_tag_links(page))
    if not links:
        return ()
    group = [link for link in links if _near(links[0], link)]
    names = [text_of(link).lstrip("#").strip() for link in group]
    return tuple(dict.fromkeys(filter(None, names))) if len(links) <= _MOST_TAGS else ()


def _tag_links(page: Page) -> Iterator[Element]:
    """Give the links to tags that follow the headline, outside of the text's sentences."""
    heading = main_heading(page)
    seen = heading is None
    for node in page.root.iter("h1", "a"):
        seen = seen or node is heading
        if seen and node.tag == "a" and _is_tag(node) and not _in_furniture(node):
            yield node


def _is_tag(link: Element) -> bool:
    named = link.get("rel") == "tag" or _TAG.search(unquote(link.get("href") or "")) is not None
    return named and 0 < len(text_of(link)) <= _LONGEST


def _in_furniture(link: Element) -> bool:
    above = [node.tag for node in link.iterancestors()]
    edges = set() if "article" in above else {"footer", "header"}
    return not edges.union({"p", "nav", "aside"}).isdisjoint(above)


def _near(one: Element, other: Element) -> bool:
    """In the same list: under one parent, or one level further up."""
    above = [one.getparent(), one.getparent().getparent()]
    return other.getparent() in above or other.getparent().getparent() in above[1:]
