"""Президентский фонд культурных инициатив (ПФКИ)."""

from crawler.portal import PortalSpider, portal


class CultureFund(PortalSpider):
    """The engine's usual addresses; documents and a calendar stand beside them."""

    name = "culture_fund"
    source = portal(
        id=name,
        title="Президентский фонд культурных инициатив",
        host="фондкультурныхинициатив.рф",
    )
