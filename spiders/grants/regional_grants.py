"""Regional portals: a row each, and a source of its own."""

from crawler.portal import PortalSpider, portal

_SEEN = (
    ("yaroslavl_grants", "ярославль.гранты.рф", "RU-YAR", "Europe/Moscow"),
    ("astrakhan_grants", "астрахань.гранты.рф", "RU-AST", "Europe/Astrakhan"),
    ("tyumen_grants", "тюмень.гранты.рф", "RU-TYU", "Asia/Yekaterinburg"),
    ("rostov_grants", "ростов.гранты.рф", "RU-ROS", "Europe/Moscow"),
    ("leningrad_grants", "ленобласть.гранты.рф", "RU-LEN", "Europe/Moscow"),
    ("sverdlovsk_grants", "свердловскаяобласть.гранты.рф", "RU-SVE", "Asia/Yekaterinburg"),
    ("tomsk_grants", "томск.гранты.рф", "RU-TOM", "Asia/Tomsk"),
)
# Listed together with the portals above, but nobody has seen their engine.
_HEARSAY = (
    ("chelyabinsk_grants", "грантыгубернатора74.рф", "RU-CHE", "Asia/Yekaterinburg"),
    ("perm_grants", "грантыгубернатора59.рф", "RU-PER", "Asia/Yekaterinburg"),
    ("governor_grants", "грантгубернатора.рф", None, None),
    ("nko_platform", "платформа-нко.рф", None, None),
    ("udmurtia_changes", "удмуртияменяется.рф", "RU-UD", "Europe/Samara"),
    ("new_horizons", "новыегоризонты72.рф", "RU-TYU", "Asia/Yekaterinburg"),
    ("penza_grants", "grants.pnzreg.ru", "RU-PNZ", "Europe/Moscow"),
)


class RegionalGrants(PortalSpider):
    """Portals of regions and governors, named by their hosts."""

    name = "regional_grants"
    portals = tuple(
        portal(id=id_, title=host, host=host, region=region, timezone=zone, verified=rows is _SEEN)
        for rows in (_SEEN, _HEARSAY)
        for id_, host, region, zone in rows
    )
