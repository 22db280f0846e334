"""Where a site's articles are likely to be named, when nothing but its front page is known."""

from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.discovery.listings import Listing

# The commonest paths of feeds, of 937 Russian news sites in 2020, in that order; and each
# platform's own, which are tried first where it is recognised.
_FEEDS = (
    "/feed/", "/rss", "/rss.xml", "/news/rss/", "/rss_news.php", "/rss.php", "/rss/news",
    "/?feed=rss2", "/export/rss.xml", "/index.php?mod=rss", "/atom.xml",
)  # fmt: skip
_OF_PLATFORM = {
    "wordpress": ("/feed/", "/?feed=rss2"),
    "bitrix": ("/rss/", "/news/rss/", "/bitrix/rss.php"),
    "joomla": ("/?format=feed&type=rss", "/index.php?format=feed&type=rss"),
    "dle": ("/rss.xml", "/index.php?mod=rss", "/engine/rss.php"),
    "drupal": ("/rss.xml", "/feed"),
    "primamedia": ("/rss/feed",),
    "tilda": ("/rss-feed.xml", "/rss.xml"),
    "ucoz": ("/news/rss/",),
}
_SITEMAPS = ("/robots.txt", "/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
_SPECIAL = ("comment", "kommentari", "turbo", "zen", "podcast")
_MOST_FEEDS = 8
_MOST_ANNOUNCED = 3

# What pagers look like on the platforms of the field; the first links that are there count.
NEXT_PAGES = (
    "link[rel=next], a[rel=next], a.next, .next > a, .pagination a, .pager a, .nav-links a,"
    " .page-numbers a, .navigation a, .pages a, .page-nav a, .paging a, .bx-pagination a,"
    " .modern-page-navigation a, .pagenavi a, .wp-pagenavi a, .page_navigation a, .paginator a"
)


def feeds_to_try(front: Listing, home: str) -> tuple[str, ...]:
    """Give the addresses of feeds to try in turn: those announced, else the usual ones.

    Feeds of comments and for special readers are left out.
    """
    announced = [url for url in front.feeds if not any(word in url.lower() for word in _SPECIAL)]
    if announced:
        return tuple(dict.fromkeys(announced))[:_MOST_ANNOUNCED]
    paths = (*_OF_PLATFORM.get(front.platform or "", ()), *_FEEDS)
    return tuple(dict.fromkeys(urljoin(home, path) for path in paths))[:_MOST_FEEDS]


def sitemaps_to_try(home: str) -> Iterator[str]:
    """Yield robots.txt, which may name sitemaps, and the usual addresses of one."""
    for path in _SITEMAPS:
        yield urljoin(home, path)
