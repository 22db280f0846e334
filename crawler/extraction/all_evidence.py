"""Every kind of evidence of an article that a page has, read when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from crawler.extraction import (
    address,
    fallback,
    head,
    jsonld,
    meta,
    microdata,
    navigation,
    own,
    platform,
    structure,
    titles,
)
from crawler.extraction.evidence import Findings, present
from crawler.extraction.page import Page
from crawler.extraction.plain_titles import title_above_date


@dataclass
class Evidence:
    """Every kind of evidence of a page, by its name.

    `told` is the text that its feed gives, `before` what gave the text at the last visit.
    """

    page: Page
    told: str = ""
    before: str | None = None
    _read: dict[str, Findings] = field(default_factory=dict)

    def of(self, origin: str) -> Findings:
        """Give the fields as one kind of evidence has them."""
        if origin not in self._read:
            self._read[origin] = self._readers[origin]()
        return self._read[origin]

    def text(self, origin: str) -> str:
        """Give the article's text as one kind of evidence has it."""
        if origin == "structure":
            return self._shaped
        if origin == "platform":
            return self._placed
        stated = self.of(origin).get("body", "")
        return stated if isinstance(stated, str) else "\n".join(stated)

    @cached_property
    def _shaped(self) -> str:
        return "\n".join(self._structure.paragraphs(self._said))

    @cached_property
    def _placed(self) -> str:
        return platform.read_body(self.page, self._said)

    @cached_property
    def _structure(self) -> structure.Structure:
        return structure.read(self.page)

    @cached_property
    def _said(self) -> str | None:
        """The text that the page states for machines, as a check on what is read for people."""
        stated = self.of("json-ld").get("body")
        return stated if isinstance(stated, str) else None

    @cached_property
    def _readers(self) -> dict[str, Callable[[], Findings]]:
        page = self.page
        return {
            "own": lambda: own.read(page, self._said),
            "json-ld": lambda: jsonld.read(page),
            "opengraph": lambda: meta.read(page),
            "microdata": lambda: microdata.read(page, self._said),
            "meta": lambda: meta.read_vague(page),
            "head": lambda: head.read(self._structure),
            "address": lambda: address.read(page),
            "heading": lambda: titles.read(page),
            "title": lambda: titles.read_document(page),
            "navigation": lambda: navigation.read(page),
            "structure": lambda: present(
                {
                    "lead": self._structure.lead,
                    "title": title_above_date(page, self._structure),
                }
            ),
            "platform": lambda: platform.read(page),
            "trafilatura": lambda: fallback.read(page),
        }
