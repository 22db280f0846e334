"""RSS feeds and sitemaps, as far as the sites of the world build them alike."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def cdata(text: str) -> str:
    """Wrap a text in a CDATA section."""
    return f"<![CDATA[{text}]]>"


def item(**parts: str | None) -> str:
    """Give an RSS item of its parts (values are XML already); a part that is None is left out.

    `__` in a name stands for the colon of a namespace prefix.
    """
    inner = "".join(
        f"<{name}>{value}</{name}>"
        for key, value in parts.items()
        if value is not None
        for name in [key.replace("__", ":")]
    )
    return f"<item>{inner}</item>"


def rss(title: str, link: str, items: Iterable[str], *, head: str = "") -> str:
    """Give an RSS 2.0 document."""
    body = "\n".join(items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{escape(title)}</title><link>{escape(link)}</link>{head}\n"
        f"{body}\n</channel></rss>\n"
    )


def rfc822(moment: datetime, *, gmt: bool = False) -> str:
    """Write an aware moment as feeds do."""
    return format_datetime(moment, usegmt=gmt)


def urlset(pages: Iterable[tuple[str, str | None]]) -> str:
    """Give a sitemap of addresses, each with its lastmod or None."""
    rows = "\n".join(_row("url", url, lastmod) for url, lastmod in pages)
    return f'{_HEAD}<urlset xmlns="{_SITEMAPS}">\n{rows}\n</urlset>\n'


def sitemap_index(maps: Iterable[str]) -> str:
    """Give a sitemap index of addresses of sitemaps."""
    rows = "\n".join(_row("sitemap", url, None) for url in maps)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}\n</sitemapindex>\n'


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _row(name: str, url: str, lastmod: str | None) -> str:
    stated = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<{name}><loc>{escape(url)}</loc>{stated}</{name}>"
