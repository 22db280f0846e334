"""Thirty days of a world: publications, windows of trouble, and the truth of both."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from bench.monitoring.drafts import Draft, birthdays, draft_article, draft_card, guid
from bench.monitoring.model import Page, Site, Spell
from bench.monitoring.truth import Happening, TruthKind

START = datetime(2026, 3, 2, tzinfo=UTC)
FEED_LENGTH, ROLL_LENGTH = 15, 16
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_TROUBLE: tuple[tuple[TruthKind, tuple[str, ...], int, tuple[str, ...]], ...] = (
    (
        "blocked",
        ("403", "429", "guard_200", "guard_403"),
        8,
        ("feed", "sitemap", "listing", "fund"),
    ),
    ("failing", ("500", "502", "503", "reset"), 8, ("feed", "sitemap", "listing", "fund")),
    ("empty", ("200",), 7, ("feed", "sitemap", "listing", "fund")),
    ("truncated", ("cut", "blank_page"), 7, ("sitemap", "listing", "fund")),
    ("mismatch", ("total",), 6, ("fund",)),
)


class History:
    """Writes what happens to sites, and every happening into `truth`."""

    def __init__(self, seed: int, sites: list[Site], days: int) -> None:
        self.rng = Random(f"{seed}/history")  # noqa: S311  a world, not a secret
        self.sites, self.days = sites, days
        self.end = START + days * _DAY
        self.truth: list[Happening] = []
        self.drafts: dict[int, Draft] = {}
        self.site_of: dict[int, Site] = {}

    def quota(self, count: int) -> int:
        """Scale a count meant for 40 sites over 30 days to this world, one at least."""
        return max(1, round(count * len(self.sites) / 40 * min(1, self.days / 30)))

    def within(self, first: float, last: float) -> datetime:
        """Choose a moment between two days of a world of 30; negative ones count from its end."""
        a, b = ((day if day >= 0 else 30 + day) * self.days / 30 * _DAY for day in (first, last))
        return (START + a + (b - a) * self.rng.random()).replace(microsecond=0)

    def tell(self, kind: TruthKind, site: Site, at: datetime, **more: object) -> None:
        """Write one happening down."""
        self.truth.append(Happening(kind=kind, site=site.source.id, at=at, **more))  # type: ignore[arg-type]

    def write_sites(self) -> None:
        """Lay out traits, trouble, turns of design and encoding, and silence."""
        for site in self.sites:
            self._tell_traits(site)
        for kind, hows, count, kinds in _TROUBLE:
            fitting = [site for site in self.sites if site.kind in kinds]
            for number in range(self.quota(count) if fitting else 0):
                self._trouble(kind, hows[number % len(hows)], fitting)
        self._turns()

    def write_pages(self) -> None:
        """Publish every page of every site and say what scrolls off."""
        for site in self.sites:
            rng = Random(f"{self.rng.random()}/{site.host}")  # noqa: S311
            for number, born in enumerate(self._births(rng, site)):
                self._publish(rng, site, number, born)
            self._scroll(site)

    def _tell_traits(self, site: Site) -> None:
        if site.noise:
            self.tell("noise", site, START, how="always")
        for kind, has in (
            ("clamped", site.clamped),
            ("clock_skew", site.skewed),
            ("duplicate", bool(site.alias)),
        ):
            if has:
                self.tell(kind, site, START, how=site.alias if kind == "duplicate" else "")  # type: ignore[arg-type]

    def _trouble(self, kind: TruthKind, how: str, sites: list[Site]) -> None:
        for _ in range(50):
            site, start = self.rng.choice(sites), self.within(2, -4)
            end = start + self.rng.uniform(26, 50) * _HOUR
            near = [one for one in site.spells if start < one.end + 4 * _DAY]  # type: ignore[operator]
            if any(end + 4 * _DAY > one.start for one in near):
                continue
            site.spells.append(Spell(start, end, how if kind != "empty" else "empty"))
            self.tell(kind, site, start, how=how, until=end)
            return

    def _turns(self) -> None:
        order = self.rng.sample(self.sites, len(self.sites))
        third = self.quota(7)
        for site in [one for one in order if not one.is_fund][:third]:
            site.redesigned = self.within(12, -6)
            until = site.redesigned + 7 * _DAY
            self.tell("redesign", site, site.redesigned, until=until)
        for site in [one for one in order if one.redesigned is None][:third]:
            site.recoded = self.within(6, -6)
            self.tell("encoding", site, site.recoded, until=site.recoded + 7 * _DAY)
        feeds = [one for one in order if one.kind == "feed" and one.redesigned is None]
        for site in feeds[: self.quota(6) if self.days > 20 else 0]:  # noqa: PLR2004
            site.silent = self.within(10, 16)

    def _births(self, rng: Random, site: Site) -> list[datetime]:
        if site.is_fund:
            stock = [START - rng.uniform(2, 50) * _DAY for _ in range(rng.randrange(28, 42))]
            gap = 4 * _DAY
        else:
            stock = [START - rng.uniform(0.2, 25) * _DAY for _ in range(rng.randrange(9, 13))]
            gap = 2.2 * _DAY
        if site.silent:  # it was lively until then, or nobody could miss anything
            gap = 12 * _HOUR
            stock = birthdays(rng, START - 8 * _DAY, START, gap, None)
        moments = birthdays(rng, START, self.end, gap, site.silent)
        births = sorted(moment.replace(microsecond=0) for moment in stock) + moments
        if site.silent:
            longest = max(later - one for one, later in pairwise(births))
            self.tell("stale", site, births[-1] + longest, how="feed", gap=longest)
        return births

    def _publish(self, rng: Random, site: Site, number: int, born: datetime) -> None:
        if site.is_fund:
            path = f"/public/application/item?id={guid(rng)}"
            name = f"26-1-{self.sites.index(site) + 1:02d}{number + 1:04d}"
            page = Page(path=path, born=born, versions=[(born, draft_card(rng, born, name))])
        else:
            draft = draft_article(rng)
            path = f"/news/{10_000 + number * 7}.html"
            page = Page(path=path, born=born, versions=[(born, draft.article)])
            self.drafts[id(page)] = draft
        self.site_of[id(page)] = site
        site.pages.append(page)
        if born > START:
            self.tell("new", site, born, page=site.url(path), born=born)

    def _scroll(self, site: Site) -> None:
        length = FEED_LENGTH if site.kind == "feed" else ROLL_LENGTH if site.rolling else None
        if length is None:
            return
        for page, pusher in zip(site.pages, site.pages[length:], strict=False):
            self.tell("scrolled", site, pusher.born, page=site.url(page.path), born=page.born)
