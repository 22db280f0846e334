"""The walk through a listing, and what it proves.

Absence is judged by these proofs, so they claim little: a listing is complete only when its stated
end was reached, the page after that end was asked for and showed nothing new, and it names just as
many pages as it says it holds, where it says so.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from crawler.discovery.listings import Listing, page_number, with_page

# An ordinary run reads listings up to this length to their end, for the proof; 20 pages take 50 s
# at the usual pace. In longer ones it stops where everything is known already.
SHORT = 20


@dataclass(slots=True, kw_only=True)
class Walk:
    """How far one listing has been read in one run."""

    listing: str
    full: bool = False
    pages: int = 0
    last: int | None = None
    total: int | None = None
    keys: set[str] = field(default_factory=set)
    end: str | None = None
    after: str | None = None
    complete: bool = False
    _asked_after: bool = False
    _visited: set[str] = field(default_factory=set)
    _pattern: str | None = None

    def read(
        self, url: str, page: Listing, keys: Collection[str], *, brings_unknown: bool
    ) -> str | None:
        """Take in one page with the keys of its addresses; give the address of the next, if any.

        `brings_unknown` says whether it named an address that the store does not know.
        """
        fresh = set(keys) - self.keys
        self._visited.add(url)
        self._pattern = page.pattern or self._pattern
        if not fresh:
            self._stop("repeated page" if keys else "empty page")
            return None
        self.pages += 1
        self.keys |= fresh
        self.total = self.total if page.total is None else page.total
        self.last = max(filter(None, (self.last, page.last)), default=None)
        self._asked_after = False
        if not (self.full or brings_unknown) and self.pages >= SHORT:
            self._stop("nothing unknown")
            return None
        return self._next(url, page)

    def broken(self, detail: str) -> None:
        """Take note that a page of the listing could not be read; 404 past the end is an end."""
        self._stop("not found" if detail in {"404", "410"} else f"error: {detail}")

    def proof(self) -> dict[str, object]:
        """Give what was seen, as facts that JSON can hold."""
        return {
            "listing": self.listing,
            "pages": self.pages,
            "items": len(self.keys),
            "end": self.end or "not reached",
            "after": self.after,
            "total": self.total,
            "complete": self.complete,
        }

    def _next(self, url: str, page: Listing) -> str | None:
        if page.next_url and page.next_url not in self._visited:
            return page.next_url
        self.end = "last page stated" if self._pattern else "no next link"
        if self._pattern is None:
            return None
        self._asked_after = True
        return with_page(self._pattern, (page_number(url) or 1) + 1)

    def _stop(self, what: str) -> None:
        if self._asked_after:
            self.after = what
            total_holds = self.total is None or self.total == len(self.keys)
            self.complete = total_holds and not what.startswith("error")
        elif self.end is None:
            self.end = what
