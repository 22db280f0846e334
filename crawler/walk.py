"""The walk through a listing, and what it proves.

Absence is judged by these proofs, so they claim little. A listing is complete when it was read to
an end, nothing of it was cut off, refused or skipped, and what it says of itself holds:

- a total that it states is the same on every page and the number of the pages that it named;
- where it states none, the page after the last was asked for and was empty, not found, or the last
  page again (never an earlier one: then the page number may be ignored), and no two pages shared
  an entry (then entries moved while it was read);
- where its pager goes on offering a page after that, so that a number clamped too early would look
  the same, the last page was shorter than all before it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from crawler.discovery.listings import Listing, page_number, with_page

# An ordinary run reads listings up to this length to their end, for the proof; 20 pages take 50 s
# at the usual pace. In longer ones it stops where everything is known already.
SHORT = 20
# The longest listing known has 7,968 pages; one that goes on for twice that has no end.
LONGEST = 16_000
_NOTHING_MORE = frozenset({"empty page", "not found", "repeated page"})


@dataclass(slots=True, kw_only=True)
class Walk:
    """How far one listing has been read in one run.

    `short` is the length up to which it is read even where everything is known. A walk that is
    `resumed` behind its first pages goes on until as many pages in a row bring nothing unknown.
    `onward` is where it would have gone when it was left early. Of an `archive` it is one month,
    which may hold nothing.
    """

    listing: str
    full: bool = False
    pages: int = 0
    last: int | None = None
    totals: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    end: str | None = None
    after: str | None = None
    fault: str | None = None
    archive: bool = False
    short: int = SHORT
    resumed: bool = False
    onward: str | None = None
    _quiet: int = 0
    _number: int | None = None
    _offered: bool = False
    _sizes: list[int] = field(default_factory=list)
    _latest: frozenset[str] = frozenset()
    _visited: set[str] = field(default_factory=set)
    _pattern: str | None = None

    def read(
        self, url: str, page: Listing, keys: Collection[str], *, brings_unknown: bool
    ) -> str | None:
        """Take in one page with the keys of its addresses; give the address of the next, if any.

        `brings_unknown` says whether it named an address that the store does not know.
        """
        here = frozenset(keys)
        self._visited.add(url)
        if page.cut_off:
            self.fault = "cut off"
        if here <= self.keys:
            self.after = self._nothing_new(here)
            return None
        self._take_entries(url, page, here)
        self._quiet = 0 if brings_unknown else self._quiet + 1
        self.onward = self._next(page)
        if reason := self._why_leave():
            self.leave(reason)
            return None
        return self.onward

    def leave(self, end: str) -> None:
        """Leave it before its end: then it proves nothing."""
        self.end, self.fault = end, "left early"

    def resume(self) -> None:
        """Go on somewhere behind the page that was read last."""
        self.resumed, self._quiet = True, 0

    def broken(self, detail: str) -> None:
        """Take note that a page of the listing could not be read; 404 past the end is an end."""
        if detail in {"404", "410"}:
            self.after = "not found"
        else:
            self.after = self.fault = f"error: {detail}"

    def is_behind_end(self, number: int, *, absent: bool) -> bool:
        """Say whether a page that failed lies behind all that the pager names.

        Where it names none, a page that says it is not there does.
        """
        return absent if self.last is None else number > self.last

    @property
    def complete(self) -> bool:
        """Whether what was read is proven to be all that the listing holds."""
        if self.archive and not (self.keys or self.fault):
            return self.after in {"empty page", "not found"}
        if self.fault or self.end is None or not self.keys or self._is_contradicted():
            return False
        if self.totals:
            return self.totals == {len(self.keys)}
        if self.after not in _NOTHING_MORE or sum(self._sizes) > len(self.keys):
            return False
        if self.after == "repeated page" and self.pages == 1:
            return False
        return not self._offered or self._ends_short()

    def proof(self) -> dict[str, object]:
        """Give what was seen, as facts that JSON can hold."""
        return {
            "listing": self.listing,
            "pages": self.pages,
            "items": len(self.keys),
            "total": max(self.totals, default=None),
            "last": self.last,
            "end": self.end or "not reached",
            "after": self.after,
            "fault": self.fault,
            "complete": self.complete,
            **({"archive": True} if self.archive else {}),
        }

    def _why_leave(self) -> str | None:
        if self.pages >= LONGEST:
            return "too long"
        quiet = self._quiet >= SHORT if self.resumed else self._quiet > 0
        known = quiet and self.pages >= self.short and not self.full
        return "nothing unknown" if known else None

    def _take_entries(self, url: str, page: Listing, here: frozenset[str]) -> None:
        self.pages += 1
        self.keys |= here
        self._latest = here
        self._sizes.append(len(here))
        self._number = page_number(url) if page.number is None else page.number
        self._pattern = page.pattern or self._pattern
        self.last = max(filter(None, (self.last, page.last)), default=None)
        self.totals |= set() if page.total is None else {page.total}

    def _nothing_new(self, here: frozenset[str]) -> str:
        if not here:
            return "empty page"
        return "repeated page" if here == self._latest else "earlier page"

    def _next(self, page: Listing) -> str | None:
        self._offered = page.next_url is not None and page.next_url not in self._visited
        if self._offered:
            self.end = "next page offered"
            return page.next_url
        self.end = "last page stated" if self._pattern else "no next link"
        if self._pattern is None or self._number is None:
            return None
        return with_page(self._pattern, self._number + 1)

    def _is_contradicted(self) -> bool:
        """Say whether the pager names pages beyond the one that showed nothing more."""
        if self._offered and self.after is None:
            return True
        return None not in (self.last, self._number) and self.last > self._number + 1  # type: ignore[operator]

    def _ends_short(self) -> bool:
        return len(self._sizes) > 1 and self._sizes[-1] < min(self._sizes[:-1])


def proof_of(walks: Sequence[Walk], listings: int) -> tuple[bool, dict[str, object] | None]:
    """Give whether all of so many listings were read to their proven end, and what was seen."""
    proofs = [walk.proof() for walk in walks]
    if not proofs:
        return False, None
    complete = len(proofs) == listings and all(walk.complete for walk in walks)
    return complete, proofs[0] if len(proofs) == 1 else {"listings": proofs}
