"""Replicas of the portals that share the engine of the Presidential Grants Fund."""

from datetime import timedelta, timezone

from dozor.world.days import Entry
from dozor.world.sites.portal import Portal
from dozor.world.stories import load

TOMSK = timezone(timedelta(hours=7))


class OnePortal(Portal):
    """A portal whose applications and news lie in one data file of its name."""

    def data(self) -> tuple[list[Entry], list[Entry]]:
        """Give what the data file holds of applications and of news."""
        return load(self.id)["card"], load(self.id)["article"]


class CultureFund(OnePortal):
    """Numbers with a prefix, directions of its own."""

    id = "culture_fund"
    host = "фондкультурныхинициатив.рф".encode("idna").decode()
    title = "Президентский фонд культурных инициатив"


class Vbudushee(OnePortal):
    """A host with a Latin name."""

    id = "vbudushee"
    host = "grant.vbudushee.ru"
    title = "Вклад в будущее"


class Yaroslavl(OnePortal):
    """A region's portal: news under GUIDs, in letters of either case."""

    id = "yaroslavl_grants"
    host = "ярославль.гранты.рф".encode("idna").decode()
    title = "Гранты Ярославской области"


class Tomsk(OnePortal):
    """A region's portal in another time zone."""

    id = "tomsk_grants"
    host = "томск.гранты.рф".encode("idna").decode()
    title = "Гранты Томской области"
    zone = TOMSK
