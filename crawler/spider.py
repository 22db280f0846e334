"""The base of every spider: a site declares its source, the base does the rest."""

from typing import ClassVar

import scrapy

from crawler.sources import Source


class SourceSpider(scrapy.Spider):
    """A spider over one source; a subclass that sets `name` must set `source` with the same id."""

    source: ClassVar[Source]

    def __init_subclass__(cls) -> None:
        """Raise TypeError, naming the spider, for a declaration that could only fail later."""
        super().__init_subclass__()
        if "name" not in vars(cls):
            return
        if getattr(cls, "source", None) is None:
            raise TypeError(f"spider {cls.name}: declare its source")
        if cls.source.id != cls.name:
            raise TypeError(f"spider {cls.name}: its source is called {cls.source.id}")


class NewsSpider(SourceSpider):
    """Feeds, sitemaps and listings of a news site, and its articles."""


class GrantSpider(SourceSpider):
    """The listing of a grant portal, and its cards."""
