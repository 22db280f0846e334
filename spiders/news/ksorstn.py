"""КСОРС Туниса: a site builder's pages, without dates, feeds or classes to rely on."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class Ksorstn(NewsSpider):
    """Articles at the root, `/<slug>`, linked from the front page."""

    name = "ksorstn"
    source = Source(
        id=name,
        title="КСОРС Туниса",
        home_url="https://ksorstn.org/",
        timezone="Africa/Tunis",
        language="ru",
        sitemaps=("https://ksorstn.org/sitemap.xml",),
        listings=("https://ksorstn.org/",),
        links=("a[href]",),
        article_path=r"^/[\w-]+/?$",
    )
