"""Address and website out of a card's contacts."""

import re

from crawler.extraction.labels import field_of
from crawler.extraction.pairs import pairs
from crawler.extraction.sections import Section
from crawler.extraction.text import Element, fold, lines

_NOTHING = frozenset({"нет", "-", "—", "–", "отсутствует", "не указан", "нет сайта", ""})
_SITE = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-zрф]{2,}(?:/\S*)?", re.IGNORECASE
)
_PLACE = re.compile(r"\d.*,|,.*\d|\b(?:г|ул|пос|дер|обл|респ|край|область)\b", re.IGNORECASE)


def contacts(section: Section) -> dict[str, str]:
    """Return the address and the website that a section of contacts has, «нет» left out."""
    found = {"website": _website(section), "address": _address(section)}
    for node in section.nodes:
        for pair in pairs(node):
            if (name := field_of(pair.label)) in found:
                found[name] = "" if pair.value.casefold() in _NOTHING else pair.value
    return {name: value for name, value in found.items() if value}


def _website(section: Section) -> str:
    for node in section.nodes:
        for link in node.iter("a"):
            if site := _site(link):
                return site
    return ""


def _site(link: Element) -> str:
    """Give the site that a link shows, or leads to where it shows only a label."""
    shown = fold("".join(link.itertext()))
    target: str = (link.get("href") or "").strip()
    if shown.casefold() in _NOTHING or target.startswith(("mailto:", "tel:")):
        return ""
    if _SITE.fullmatch(shown):
        return shown
    return target if target.startswith(("http://", "https://")) else ""


def _address(section: Section) -> str:
    """Give the first line outside of links that reads like a postal address."""
    for node in section.nodes:
        for line in lines(node, lambda inner: inner.tag == "a") if node.tag != "a" else ():
            if line.text != section.heading and _PLACE.search(line.text):
                return line.text
    return ""
