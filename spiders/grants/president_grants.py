"""Фонд президентских грантов: the portal that the engine was made for."""

from crawler.portal import OPEN_DATA, PortalSpider, portal


class PresidentGrants(PortalSpider):
    """Cards `/public/application/item?id=<GUID>`, news `/public/news/<slug>`."""

    name = "president_grants"
    source = portal(
        id=name,
        title="Фонд президентских грантов",
        host="президентскиегранты.рф",
        open_data=(OPEN_DATA,),
    )
