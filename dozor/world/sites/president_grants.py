"""A replica of the Presidential Grants Fund."""

from dozor.world.days import Entry
from dozor.world.sites.grant_cards import read_cards
from dozor.world.sites.grant_pages import HOST
from dozor.world.sites.portal import Portal
from dozor.world.stories import load


class PresidentGrants(Portal):
    """The oldest of the portals: two pages of applications."""

    id = "president_grants"
    host = HOST
    title = "Фонд президентских грантов"

    def data(self) -> tuple[list[Entry], list[Entry]]:
        """Give what the data files hold of applications and of news."""
        return read_cards(), load("president_grants_news")["article"]
