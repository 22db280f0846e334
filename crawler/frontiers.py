"""Which queue a source has: most have the plain one, portals and unknown sites their own."""

from crawler.frontier import Frontier
from crawler.plan import Plan
from crawler.portal_frontier import PortalFrontier, ResultsFrontier
from crawler.scouting import ScoutingFrontier
from crawler.sources import Source
from crawler.stores import PageStore


def frontier_for(source: Source, plan: Plan, store: PageStore) -> Frontier:
    """Make the queue of a source: a portal's where its engine is known.

    A site of which nothing is known but its home page is scouted out.
    """
    if source.engine == "award":
        return ResultsFrontier(source, plan, store)
    if source.engine:
        return PortalFrontier(source, plan, store)
    if source.bare and not plan.pages:
        return ScoutingFrontier(source, plan, store)
    return Frontier(source, plan, store)
