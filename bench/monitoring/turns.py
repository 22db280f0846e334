"""What happens to single pages: edits, noise, decisions, removals, returns, moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bench.monitoring.drafts import decide, resum
from bench.monitoring.history import FEED_LENGTH, ROLL_LENGTH, START, History
from bench.monitoring.model import Article, Card, Page, Site, Spell

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_NOTE = "Обновлено: в материал внесены уточнения."
_MODIFIED = frozenset({"modified_utc", "modified_edtf", "word_count"})
_WINNERS = frozenset(
    {"requested_kopecks", "awarded_kopecks", "disbursed_kopecks", "total_kopecks", "rating"}
)
_HEADLINE = ("number", "name", "date")
_YOUNG = 0.8  # the share of removals and moves in the first days of a page, as in life
_TRIES = 30
_BODY = ("sum", "quote", "number", "date")


class Turns:
    """Chooses pages and moments for a history.

    A page that is removed, moved, flaps or is unlisted takes part in nothing else; happenings of
    another lie five days apart.
    """

    def __init__(self, history: History, every: timedelta) -> None:
        self.history, self.every = history, every
        self.rng = history.rng
        self._busy: dict[int, list[datetime]] = {}
        self._taken: set[int] = set()

    def write(self) -> None:
        """Let everything happen, as often as its quota says; the rarest first."""
        quota = self.history.quota
        for how in ("404", "410", "soft_404", "front_page"):
            self._times(quota(11), lambda how=how: self._remove(how, fund=False))  # type: ignore[misc]
        self._times(quota(11), lambda: self._remove("delisted", fund=True))
        self._times(quota(13), self._move)
        self._times(quota(12), self._flap)
        self._times(quota(7), self._unlist)
        self._times(quota(18), self._decide)
        self._times(quota(18), self._resum)
        self._times(quota(36), lambda: self._edit(headline=True))
        self._times(quota(36), lambda: self._edit(headline=False))
        self._times(quota(30), self._disturb)
        self._times(quota(14), self._return_unnamed)

    def _times(self, count: int, make: Callable[[], bool]) -> None:
        for _ in range(count):
            for _ in range(_TRIES):
                if make():
                    break

    def _remove(self, how: str, *, fund: bool) -> bool:
        found = self._alone(3, -9, fund=fund)
        if not found:
            return False
        site, page, at = found
        back = at + self.rng.choice((1.7, 8.5)) * _DAY if self.rng.random() < 0.4 else None  # noqa: PLR2004
        if back and back > self.history.end - 4 * _DAY:
            back = None
        self._take_away(site, page, at, back, how)
        return True

    def _return_unnamed(self) -> bool:
        """Take a page away and bring it back when newer ones have taken its place in what lists."""
        found = self._alone(3, -12, fund=False)
        if not found:
            return False
        site, page, at = found
        back = at + self.rng.uniform(4, 9) * _DAY
        if _is_named_at(site, page, back) or back > self.history.end - 4 * _DAY:
            self._taken.remove(id(page))
            return False
        self._take_away(site, page, at, back, self.rng.choice(("404", "410", "soft_404")))
        return True

    def _take_away(
        self, site: Site, page: Page, at: datetime, back: datetime | None, how: str
    ) -> None:
        page.absent.append(Spell(at, back, "404" if how == "delisted" else how))
        self._tell("removed", site, page, at, how=how, until=back)
        if back:
            frozen = site.silent is not None and site.silent <= back  # it names nothing anew
            named = "named" if _is_named_at(site, page, back) and not frozen else "unnamed"
            self._tell("restored", site, page, back, how=named)

    def _move(self) -> bool:
        found = self._alone(2, -5, fund=False)
        if not found:
            return False
        site, page, at = found
        page.moved = (at, page.path.replace("/news/", "/story/m-"))
        self._tell("moved", site, page, at, new=site.url(page.moved[1]))
        return True

    def _flap(self) -> bool:
        site, page = self._page(fund=False)
        at: datetime = page.born + self.rng.uniform(13, 30) * _HOUR
        if page.born < START or self._is_used(page) or at > self.history.end - _DAY:
            return False
        self._taken.add(id(page))
        middle = START + -(-(at - START) // self.every) * self.every
        spell = Spell(middle - self.every / 3, middle + self.every / 3, "flap")
        page.absent.append(spell)
        self._tell("flapping", site, page, spell.start, until=spell.end)
        return True

    def _unlist(self) -> bool:
        found = self._alone(3, -6, fund=True)
        if not found:
            return False
        site, page, at = found
        page.unlisted = at
        self._tell("unlisted", site, page, at)
        return True

    def _decide(self) -> bool:
        found = self._moment(fund=True)
        if not found:
            return False
        site, page, at = found
        old = page.content_at(at)
        assert isinstance(old, Card)
        new = decide(old, self.rng)
        page.versions.append((at, new))
        companions = _WINNERS if old.won or new.won else frozenset[str]()
        words = {"field": "status", "old": old.status, "new": new.status}
        self._tell("status", site, page, at, companions=companions, **words)
        return True

    def _resum(self) -> bool:
        found = self._moment(fund=True)
        if not found:
            return False
        site, page, at = found
        card = page.content_at(at)
        assert isinstance(card, Card)
        changed, column, old, new = resum(card, self.rng)
        page.versions.append((at, changed))
        words = {"field": column, "old": str(old), "new": str(new)}
        self._tell("sum", site, page, at, companions=frozenset({"total_kopecks"}), **words)
        return True

    def _edit(self, *, headline: bool) -> bool:
        found = self._moment(fund=False)
        if not found:
            return False
        site, page, at = found
        slot = self.rng.choice(_HEADLINE if headline else _BODY)
        facts = self.history.drafts[id(page)].edit(self.rng, slot, headline=headline)
        if facts is None:
            self._busy[id(page)].remove(at)
            return False
        companions = self._write_edit(page, at)
        words = {"field": "title" if headline else "body", "old": facts[0], "new": facts[1]}
        how = f"{'headline' if headline else 'text'}, {slot}"
        self._tell("edited", site, page, at, how=how, companions=companions, **words)
        return True

    def _write_edit(self, page: Page, at: datetime) -> frozenset[str]:
        """Publish the draft, two in five times with a note; give the columns that turn with it."""
        before, again = page.content_at(at), self.history.drafts[id(page)].article
        assert isinstance(before, Article)
        after = replace(before, title=again.title, paragraphs=again.paragraphs)
        noted = self.rng.random() < 0.4  # noqa: PLR2004
        if noted:
            after = replace(after, note=_NOTE, modified=at)
        page.versions.append((at, after))
        return _MODIFIED | {"body"} if noted else frozenset({"word_count"})

    def _disturb(self) -> bool:
        found = self._moment(fund=self.rng.random() < 0.3)  # noqa: PLR2004
        if not found:
            return False
        site, page, at = found
        said = page.content_at(at)
        how = self.rng.choice(("typography", "order"))
        if how == "order":
            page.versions.append((at, replace(said, shuffle=said.shuffle + 1)))
        else:
            page.versions.append((at, replace(said, style=said.style + 1)))
        self._tell("noise", site, page, at, how=how, until=at + 7 * _DAY)
        return True

    def _tell(self, kind: str, site: Site, page: Page, at: datetime, **more: object) -> None:
        said = page.content_at(at - timedelta(seconds=1))
        status = said.status if isinstance(said, Card) else None
        about = {"page": site.url(page.path), "born": page.born, "status": status}
        self.history.tell(kind, site, at, **about, **more)  # type: ignore[arg-type]

    def _alone(
        self, first: float, last: float, *, fund: bool
    ) -> tuple[Site, Page, datetime] | None:
        """Choose a page to which nothing has happened and a moment at which it has been seen."""
        site, page = self._page(fund=fund)
        at = self.history.within(first, last)
        if not fund and self.rng.random() < _YOUNG:
            at = page.born + self.rng.uniform(2.2, 8) * _DAY
        at = at.replace(microsecond=0)
        inside = self.history.within(first, first) <= at <= self.history.within(last, last)
        if self._is_used(page) or not inside or at < page.born + 2.2 * _DAY:
            return None
        self._taken.add(id(page))
        return site, page, at

    def _is_used(self, page: Page) -> bool:
        return id(page) in self._taken or bool(self._busy.get(id(page)))

    def _moment(self, *, fund: bool) -> tuple[Site, Page, datetime] | None:
        """Choose a page and a moment for an edit: young pages most of the time."""
        site, page = self._page(fund=fund)
        young = page.born > START and not fund
        hours = self.rng.uniform(25, 60) * _HOUR
        at = page.born + hours if young else self.history.within(1, -4)
        at = at.replace(microsecond=0)
        busy = self._busy.setdefault(id(page), [])
        outside = at > self.history.end - 3 * _DAY or at < page.born + _DAY
        turning = site.redesigned and at > site.redesigned - 6 * _DAY
        crowded = any(at < other + 5 * _DAY for other in busy)
        if outside or turning or crowded or id(page) in self._taken:
            return None
        busy.append(at)
        return site, page, at

    def _page(self, *, fund: bool) -> tuple[Site, Page]:
        sites = [site for site in self.history.sites if site.is_fund == fund]
        site = self.rng.choice(sites)
        return site, self.rng.choice(site.pages)


def _is_named_at(site: Site, page: Page, moment: datetime) -> bool:
    """Whether a page that is back still has its place in what the site names."""
    length = FEED_LENGTH if site.kind == "feed" else ROLL_LENGTH if site.rolling else None
    newer = [one for one in site.pages if page.born < one.born <= moment]
    return length is None or len(newer) < length
