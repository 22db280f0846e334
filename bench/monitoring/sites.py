"""The sites of a world before anything happens to them: hosts, traits, how a crawler is told."""

from random import Random
from zoneinfo import ZoneInfo

from bench.monitoring.model import Site, SiteKind
from crawler.sources import Selectors, Source

_ORDER: tuple[SiteKind, ...] = (
    "feed", "fund", "sitemap", "feed", "listing", "fund", "feed", "sitemap", "feed", "listing",
    "fund", "feed", "sitemap", "fund", "feed", "listing", "feed", "sitemap", "listing", "fund",
)  # fmt: skip
_ZONES = ("Europe/Moscow", "Asia/Yakutsk", "Asia/Yekaterinburg", "Europe/Kaliningrad")
_NOISE = ("views", "ticker", "currency", "ads", "session", "online")
_ARTICLE_PATH = r"^/(amp/)?(news|story)/[\w-]+\.html$"
_OLD_DESIGN = Selectors(
    title=("h1.article__title",),
    lead=("p.article__lead",),
    body=(".article__text p",),
    author=(".article__author",),
    published=("time.article__date",),
    tags=(".article__tags a",),
    drop=(".ad", ".article__views"),
)


def make_sites(seed: int, count: int) -> list[Site]:
    """Give `count` sites with their traits; each trait falls on one site at least."""
    rng = Random(f"{seed}/sites")  # noqa: S311  a world, not a secret
    sites = [_site(rng, number, _ORDER[number % len(_ORDER)]) for number in range(count)]
    news = [site for site in sites if not site.is_fund]
    paged = [site for site in sites if site.kind in {"listing", "fund"}]
    for site in _some(rng, news):
        site.skewed = True
    for site in _some(rng, paged, of=3):
        site.clamped = True
    for site in _some(rng, [site for site in sites if site.kind == "listing"], of=2):
        site.rolling = True
    for alias, among in (("utm", news), ("www", news), ("amp", news), ("guid", sites)):
        for site in _some(rng, [one for one in among if one.is_fund == (alias == "guid")], of=5):
            site.alias = alias
    return sites


def _some(rng: Random, sites: list[Site], of: int = 6) -> list[Site]:
    return rng.sample(sites, max(1, -(-len(sites) // of))) if sites else []


def _site(rng: Random, number: int, kind: SiteKind) -> Site:
    host = f"{'g' if kind == 'fund' else 'n'}{number + 1:02d}.example"
    zone = "Europe/Moscow" if kind == "fund" else rng.choice(_ZONES)
    structured = kind != "fund" and rng.random() < 0.5  # noqa: PLR2004
    noise = frozenset(rng.sample(_NOISE, rng.randrange(1, 5)))
    return Site(
        host=host,
        kind=kind,
        title=f"Фонд «Опора {number + 1}»" if kind == "fund" else f"Вестник {number + 1}",
        zone=ZoneInfo(zone),
        source=_fund(host, zone) if kind == "fund" else _news(host, kind, zone, structured),
        structured=structured,
        validator=rng.choice(("", "", "etag", "modified", "etag")),
        noise=noise,
        lists_moved_by_new_path=rng.random() < 0.5,  # noqa: PLR2004
    )


def _news(host: str, kind: SiteKind, zone: str, structured: bool) -> Source:
    home = f"https://{host}"
    return Source(
        id=host.removesuffix(".example"),
        home_url=f"{home}/",
        title=host,
        timezone=zone,
        feeds=(f"{home}/rss.xml",) if kind == "feed" else (),
        sitemaps=(f"{home}/sitemap.xml",) if kind == "sitemap" else (),
        listings=(f"{home}/news/",) if kind == "listing" else (),
        links=("a.news-list__link",) if kind == "listing" else (),
        next_page="a.news-list__next" if kind == "listing" else None,
        article_path=_ARTICLE_PATH,
        keep_params=("page",),
        selectors=Selectors() if structured else _OLD_DESIGN,
        since=60,
    )


def _fund(host: str, zone: str) -> Source:
    home = f"https://{host}"
    return Source(
        id=host.removesuffix(".example"),
        home_url=f"{home}/",
        title=host,
        kind="grants",
        timezone=zone,
        listings=(f"{home}/public/application/cards",),
        links=('a[href*="application/item"]',),
        next_page="li.pagination__item--next > a.pagination__link",
        article_path=r"^/public/application/item$",
        keep_params=("id", "page"),
        since=60,
    )
