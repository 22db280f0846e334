"""Which feeds, sitemaps and listings of a source a run asks first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler import clock
from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.months import expanded, is_archive
from crawler.items import KnownPage, PageKind
from crawler.plan import Plan
from crawler.sources import Source

DISCOVERY = frozenset({"feed", "sitemap", "listing", "open_data", "workbook"})


def ways_to_ask(
    source: Source, plan: Plan, known: Mapping[str, KnownPage]
) -> Iterator[tuple[PageKind, str]]:
    """Give kind and address of each declared way that this run asks, `known` by canonical address.

    Feeds stand for each other: where one answered last time, those behind it wait with it.
    """
    feeds_rest = False
    for kind, url in declared(source, plan):
        page = known.get(canonical(url))
        rests = may_rest(plan, page)
        if kind == "feed" and rests and page is not None and page.state == "live":
            feeds_rest = True
        if not (rests or (kind == "feed" and feeds_rest)):
            yield kind, url


def declared(source: Source, plan: Plan) -> Iterator[tuple[PageKind, str]]:
    """Give kind and address of every way that a source declares, as far back as a run goes."""
    for kind, urls in source.ways.items():
        for url in in_months(urls, source, plan) if kind == "listing" else urls:
            yield kind, url


def is_month(url: str, source: Source) -> bool:
    """Say whether a listing is one month of an archive that a source declares."""
    return url not in source.listings and any(map(is_archive, source.listings))


def in_months(urls: Iterable[str], source: Source, plan: Plan) -> Iterator[str]:
    """Give the addresses of listings, those of archives for each month that a run looks at."""
    zone = ZoneInfo(source.timezone or "UTC")
    moments = (plan.earliest(source), clock.now())
    earliest, now = (moment.astimezone(zone) for moment in moments)
    yield from expanded(urls, earliest=earliest, now=now)


def may_rest(plan: Plan, page: KnownPage | None) -> bool:
    """Say whether a run leaves a feed, sitemap or listing alone this time."""
    return plan.due and not plan.full and is_resting(page)


def may_be_unchanged(kind: PageKind, plan: Plan) -> bool:
    """Say whether an unchanged way has nothing new: no listing, none read for older pages."""
    if kind == "workbook":  # its rows are compared with those of the last, whatever the plan
        return True
    return kind not in {"listing", "open_data"} and not plan.full and not plan.since


def is_wanted(
    entry: Found, known: KnownPage | None, looked: datetime | None, of: tuple[Plan, Source]
) -> bool:
    """Say whether a page that is named is to be visited, where its way was `looked` at before."""
    plan, source = of
    if entry.whole:
        return False
    if known is None:
        return plan.full or entry.moment is None or entry.moment >= plan.earliest(source)
    if known.kind in DISCOVERY:
        return False
    return (
        plan.full
        or known.state == "missing"
        or is_named_again(known, looked)
        or not is_resting(known)
    )


def is_named_again(page: KnownPage, looked: datetime | None) -> bool:
    """Say whether a gone page is named by what did not name it when it was `looked` at last."""
    return page.state == "gone" and not (page.named and looked and page.named >= looked)


def is_resting(page: KnownPage | None) -> bool:
    """Say whether the next visit to a page has not come; one that was never asked does not rest."""
    return page is not None and page.next_visit is not None and page.next_visit > clock.now()
