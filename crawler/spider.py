"""The base of every spider: a site declares its source, the base does the rest."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import clock
from crawler.addresses import in_site
from crawler.archiving import ArchiveFailed
from crawler.extraction import version
from crawler.frontier import Frontier
from crawler.frontiers import frontier_for
from crawler.guard import Refused, require_contact
from crawler.items import Place, Rejection, RunEnded, RunStarted, Visit
from crawler.leases import HostClosed
from crawler.outcomes import is_index, rejection_of_error
from crawler.own_address import is_same_article, own_address
from crawler.places import way_of
from crawler.plan import ARGUMENTS, Plan, plan_of
from crawler.progress import publish
from crawler.reading import Reading, read_answer
from crawler.redirects import moved_to
from crawler.requests import answer_of, is_own_host, request_for
from crawler.setup import adapt_settings
from crawler.sources import Source
from crawler.stores import EmptyStore, PageStore, load_store

Output = Request | Visit | RunStarted | RunEnded
# Requests of one source that are under way at a time: its host takes no more anyway, and what has
# not been asked yet can still be ordered, limited and dropped.
WINDOW = 1
_DECLARED = frozenset(
    {"__module__", "__qualname__", "__doc__", "__annotations__", "name", "source", "portals"}
)


class SourceSpider(scrapy.Spider):
    """A spider over one source; a subclass that sets `name` must set `source` with the same id.

    One that carries many sources sets `portals` instead. A class without a name runs over
    `sources`, which it is given from Python; others take them in place of their own. `limits`, from
    Python, bounds the pages of single sources by id. Further arguments are those of
    crawler.plan.plan_of.
    """

    source: ClassVar[Source]
    portals: ClassVar[tuple[Source, ...]] = ()

    @classmethod
    def only_declares(cls) -> bool:
        """Say whether a spider is its sources and nothing else: any other can then carry them."""
        kinds = [kind for kind in cls.mro() if issubclass(kind, SourceSpider)]
        return all(vars(kind).keys() <= _DECLARED for kind in kinds[:-1])

    def __init_subclass__(cls) -> None:
        """Raise TypeError, naming the spider, for a declaration that could only fail later."""
        super().__init_subclass__()
        if "name" not in vars(cls):
            return
        if cls.portals:
            return
        if getattr(cls, "source", None) is None:
            raise TypeError(f"spider {cls.name}: declare its source")
        if cls.source.id != cls.name:
            raise TypeError(f"spider {cls.name}: its source is called {cls.source.id}")

    def __init__(
        self,
        name: str | None = None,
        *,
        sources: Iterable[Source] = (),
        limits: Mapping[str, int] | None = None,
        **arguments: Any,  # noqa: ANN401  the plan's, and Scrapy's
    ) -> None:
        planned = {key: arguments.pop(key) for key in ARGUMENTS & arguments.keys()}
        super().__init__(name or getattr(self, "name", "sources"), **arguments)
        self._sources = tuple(sources)
        self._limits = dict(limits or {})
        self.plan = plan_of(**planned)
        self.frontiers: dict[str, Frontier] = {}
        self._store: PageStore = EmptyStore()

    @classmethod
    def declared(cls) -> tuple[Source, ...]:
        """Give the sources that the class declares."""
        return cls.portals or (cls.source,)

    @property
    def sources(self) -> Sequence[Source]:
        """The sources that this spider carries: its own are those that somebody has seen."""
        return self._sources or tuple(source for source in self.declared() if source.verified)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Raise UsageError at once where a contact is needed and missing."""
        super().update_settings(settings)
        source = getattr(cls, "source", None)
        _require_contact([*cls.portals, *([source] if source else [])], settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401
        """Make the spider, and settle what depends on its sources: pace, concurrency, user agent.

        Raises UsageError where a contact is needed and missing, ValueError for a bad argument.
        """
        spider = super().from_crawler(crawler, *args, **kwargs)
        _require_contact(spider.sources, crawler.settings)
        adapt_settings(crawler.settings, spider.sources)
        return spider

    async def start(self) -> AsyncIterator[Output]:
        """Begin a run for every source."""
        store = self._store = load_store(self.settings)
        for source in self.sources:
            plan = self._plan_for(source)
            if plan is None:
                continue
            frontier = self.queue_of(source, plan, store)
            self.frontiers[source.id] = frontier
            yield RunStarted(source_id=source.id, at=clock.now())
            for output in self._more(frontier):
                yield output

    def queue_of(self, source: Source, plan: Plan, store: PageStore) -> Frontier:
        """Make the queue of a source."""
        return frontier_for(source, plan, store)

    def closed(self, reason: str) -> None:  # noqa: ARG002  Scrapy passes it
        """Let go of the store."""
        self._store.close()

    def answered(self, response: Response) -> Iterator[Output]:
        """Make the visit of a place that answered."""
        place: Place = response.meta["place"]
        frontier = self.frontiers[place.source_id]
        answer = answer_of(response)
        reading = read_answer(place, answer, frontier.source)
        keys = _queue(frontier, place, reading)
        # An index that stands still says nothing of its sitemaps.
        lasting = not is_index(place, answer)
        visit = Visit(
            place=place,
            fetched_at=clock.now(),
            http_status=answer.status,
            final_url=answer.url,
            etag=answer.etag if lasting else None,
            last_modified=answer.last_modified if lasting else None,
            snapshot=answer.stored,
            not_modified=reading.unchanged,
            records=reading.records,
            rejection=reading.rejection,
            links=len(keys),
            found=keys if place.kind != "open_data" else (),  # files are no pages of records
            entries=reading.entries,
            way=way_of(place),
            goes_on=frontier.position(place),
            faults=reading.listing.faults if reading.listing else (),
            moved_to=moved_to(place, response, frontier.source),
            parser=version(frontier.source),
            workbook=reading.workbook,
        )
        instead: Visit | None = response.meta.get("instead")
        if instead is None and (address := own_address(visit, frontier.source)):
            yield self._request(replace(place, url=address), frontier.source, instead=visit)
            return
        if instead is not None and not is_same_article(instead, visit):
            visit = instead
        certain = answer.block is not None and answer.block.certain
        self._wait_no_longer(frontier, response.meta)
        yield from self._settle(frontier, visit, certainly_blocked=certain)

    def failed(self, failure: Failure) -> Iterator[Output]:
        """Make the visit of a place that gave no answer; none of one that could not be asked."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, ArchiveFailed):
            self._stop_all(error)
        place: Place = request.meta["place"]
        frontier = self.frontiers[place.source_id]
        if instead := request.meta.get("instead"):
            yield from self._settle(frontier, instead)
            return
        if isinstance(error, HostClosed) and is_own_host(request, frontier.source):
            frontier.leave(error.reason)
            yield from self._more(frontier)
            return
        self._wait_no_longer(frontier, request.meta)
        yield from self._give_up(place, rejection_of_error(error, request.url))

    def _more(self, frontier: Frontier) -> Iterator[Output]:
        while frontier.counts.in_flight < WINDOW and (place := frontier.next()):
            try:
                request = self._request(place, frontier.source)
            except ValueError as error:
                yield from self._give_up(place, Rejection(reason="refused", detail=str(error)))
                return
            yield request
        if frontier.end():
            complete, proof = frontier.proof()
            yield RunEnded(
                source_id=frontier.source.id,
                at=clock.now(),
                reason=frontier.reason,
                complete=complete,
                proof=proof,
            )
        publish(self.crawler.stats, frontier.source.id, frontier.counts)

    def _request(self, place: Place, source: Source, instead: Visit | None = None) -> Request:
        handlers = {"callback": self.answered, "errback": self.failed}
        return request_for(place, source, instead=instead, **handlers)

    def _give_up(self, place: Place, rejection: Rejection) -> Iterator[Output]:
        frontier = self.frontiers[place.source_id]
        if place.kind == "listing":
            frontier.failed_listing(place, rejection)
        visit = Visit(
            place=place,
            fetched_at=clock.now(),
            rejection=rejection,
            way=way_of(place),
            goes_on=frontier.position(place),
        )
        yield from self._settle(frontier, visit)

    def _wait_no_longer(self, frontier: Frontier, meta: Mapping[str, Any]) -> None:
        """Leave a site that has kept this run waiting too long, so that it holds up no others."""
        frontier.counts.waited += meta.get("waited", 0.0)
        if frontier.counts.waited > self.settings.getfloat("SOURCE_WAIT"):
            frontier.lose_patience()

    def _settle(
        self, frontier: Frontier, visit: Visit, *, certainly_blocked: bool = False
    ) -> Iterator[Output]:
        frontier.take(visit, certainly_blocked=certainly_blocked)
        yield visit
        yield from self._more(frontier)

    def _plan_for(self, source: Source) -> Plan | None:
        plan = replace(self.plan, limit=self._limits.get(source.id, self.plan.limit))
        if not plan.pages or len(self.sources) == 1:
            return plan
        own = tuple(url for url in plan.pages if in_site(url, source))
        return replace(plan, pages=own) if own else None

    def _stop_all(self, error: ArchiveFailed) -> None:
        self.logger.critical("Stopping: %s", error)
        for frontier in self.frontiers.values():
            frontier.stop("archive_failed")


class NewsSpider(SourceSpider):
    """Feeds, sitemaps and listings of a news site, and its articles."""


class GrantSpider(SourceSpider):
    """The listing of a grant portal, and its cards."""


class CallSpider(SourceSpider):
    """Where calls for applications are announced, and each call."""


class SourceListSpider(SourceSpider):
    """One spider over any number of sources that need no code of their own: `sources`."""


def _queue(frontier: Frontier, place: Place, reading: Reading) -> tuple[str, ...]:
    """Queue what a feed, sitemap or listing names and give the keys of its pages."""
    if place.kind == "listing" and reading.rejection is not None:
        frontier.failed_listing(place, reading.rejection)
    if place.kind == "feed" and reading.unchanged:
        return frontier.found_by_feed(place, ())
    if reading.feed is not None:
        return frontier.found_by_feed(place, reading.feed)
    if reading.sitemap is not None:
        return frontier.found_by_sitemap(place, reading.sitemap)
    if reading.files is not None:
        return frontier.found_by_open_data(place, reading.files)
    if reading.listing is not None:
        return frontier.found_by_listing(place, reading.listing)
    return frontier.found_by_page(place, reading.further)


def _require_contact(sources: Iterable[Source], settings: BaseSettings) -> None:
    try:
        require_contact((source.home_url for source in sources), settings)
    except Refused as error:
        raise UsageError(str(error), print_help=False) from error
