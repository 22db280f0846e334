"""From the bytes of a page to a raw record. Pure: no Scrapy, no clock, no network."""

from crawler.extraction.article import extract_article
from crawler.extraction.competition import extract_competition
from crawler.extraction.fingerprint import version
from crawler.extraction.grant import extract_grant
from crawler.extraction.unreadable import Unreadable

__all__ = ["Unreadable", "extract_article", "extract_competition", "extract_grant", "version"]
