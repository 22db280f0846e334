"""Feeds, sitemaps and listings of news sites, and their front pages."""

from datetime import datetime
from email.utils import format_datetime

from bench.monitoring.articles import stated, title_of
from bench.monitoring.cards import document
from bench.monitoring.furniture import number, session
from bench.monitoring.model import Page, Site

PER_PAGE = 8


def rss(site: Site, shown: list[Page], moment: datetime) -> str:
    """Write a feed of these pages, newest first."""
    items = "".join(
        f"<item><title>{title_of(page, moment)}</title><link>{link(site, page, moment)}</link>"
        f'<guid isPermaLink="false">{site.host}{page.path}</guid>'
        f"<pubDate>{format_datetime(stated(site, page.born))}</pubDate></item>\n"
        for page in shown
    )
    built = format_datetime(moment)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{site.title}'
        f"</title><link>{site.url('/')}</link><lastBuildDate>{built}</lastBuildDate>\n"
        f"{items}</channel></rss>\n"
    )


def sitemap(site: Site, shown: list[Page], moment: datetime) -> str:
    """Write a sitemap of these pages, with the moment of each one's last change."""
    rows = "".join(
        f"<url><loc>{link(site, page, moment)}</loc>"
        f"<lastmod>{stated(site, page.changed_at(moment)).isoformat()}</lastmod></url>\n"
        for page in shown
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'


def listing(site: Site, shown: list[Page], moment: datetime, here: int, last: int) -> str:
    """Write one page of a listing; a clamped site goes on offering a next page."""
    rows = "".join(
        f'<div class="news-list__item"><a class="news-list__link" '
        f'href="{link(site, page, moment)}">{title_of(page, moment)}</a>'
        f"<time>{stated(site, page.born):%d.%m.%Y %H:%M}</time></div>\n"
        for page in shown
    )
    more = f'<a class="news-list__next" href="/news/?page={here + 1}">Дальше</a>'
    pager = more if here < last or site.clamped else ""
    return document(site, moment, "Новости", f'<div class="news-list">{rows}</div>{pager}')


def front(site: Site, shown: list[Page], moment: datetime) -> str:
    """Write a front page with the latest headlines."""
    links = "".join(
        f'<li><a href="{link(site, page, moment)}">{title_of(page, moment)}</a></li>'
        for page in shown[:6]
    )
    return document(site, moment, f"{site.title}: главные новости", f"<ul>{links}</ul>")


def link(site: Site, page: Page, moment: datetime) -> str:
    """Give the address by which a site names a page: its own, or one of its doubles."""
    path = page.path_at(moment) if site.lists_moved_by_new_path else page.path
    turn = number(site, moment, page.path, 2)
    if site.alias == "amp" and turn:
        path = f"/amp{path}"
    address = site.url(path)
    if site.alias == "www" and turn:
        address = address.replace("://", "://www.")
    if site.alias == "utm":
        return f"{address}?utm_source=rss&amp;utm_medium=n{turn}"
    if site.kind == "listing" and not site.alias:
        return address + session(site, moment, "?")
    return address
