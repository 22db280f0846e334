"""What meta elements say: OpenGraph, article properties, and a few plain ones."""

import re
from html import unescape

from crawler.extraction import address
from crawler.extraction.dates import holds_date
from crawler.extraction.evidence import Findings, present
from crawler.extraction.page import Page
from crawler.extraction.site_names import names_site
from crawler.extraction.text import fold
from crawler.extraction.titles import without_site

_SIGNED = re.compile(r"(.+[.!?…])\s+([^.!?…]{2,40}),\s+\d{2}\.\d{2}\.\d{4}")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "published_time", "datepublished",
    "dc.date.issued", "dcterms.issued", "pubdate", "publish-date", "mediator_published_time",
    "article:published", "og:pubdate", "cxenseparse:recs:publishtime", "aiturec:datetime",
    "article.published", "article:published_date", "published-date", "publisheddate",
    "published_date", "publishdate", "publish_date", "publication_date", "publication-date",
    "item-publish-date", "date_published", "parsely-pub-date", "sailthru.date", "bt:pubdate",
    "citation_publication_date", "citation_online_date", "bepress_citation_date",
    "article_date_original", "article:publicationdate", "publicationdate",
    "originalpublicationdate", "shareaholic:article_published_time", "pub_date",
)  # fmt: skip
# The day that a page was made, on some sites; on others that of the visit.
_VAGUE = ("dc.date", "dc:date", "dc.date.created", "dcterms.date", "dcterms.created")
_DAY = len("2024-03-15")
_PARSELY = re.compile(r'"pub_date"\s*:\s*"([^"]+)"')
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "article.updated", "article_date_updated")  # fmt: skip


def read(page: Page) -> Findings:
    """Read the fields of an article from the page's meta elements."""
    image = page.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
    title = _plain(page.meta("og:title", "twitter:title", "mediator_title", "title") or "")
    return present(
        {
            "title": without_site(page, title) if title else None,
            "lead": _lead(page),
            "author": tuple(page.metas.get("article:author", ()) or page.metas.get("author", ())),
            "section": page.meta("article:section"),
            "tags": tuple(page.metas.get("article:tag", ())),
            "published": _date(page, _PUBLISHED),
            "modified": _date(page, _MODIFIED),
            "image": page.absolute(image),
        }
    )


def read_vague(page: Page) -> Findings:
    """Read the date of metas that may state another moment than that of publication.

    It counts where the address states no day, and does not speak against it.
    """
    of_articles = ("date",) if page.meta("og:type") == "article" else ()
    published = _date(page, (*_VAGUE, *of_articles)) or _of_parsely(page)
    stated = str(address.read(page).get("published", ""))
    if published is None or len(stated) == _DAY or not _iso(published).startswith(stated):
        return {}
    return {"published": published}


def _iso(text: str) -> str:
    return text.replace("/", "-").replace(".", "-")


def _of_parsely(page: Page) -> str | None:
    found = _PARSELY.search(page.meta("parsely-page") or "")
    return found[1] if found and holds_date(found[1]) else None


def _lead(page: Page) -> str | None:
    """Give the description without the site's name and the day that some sites put behind it."""
    text = _plain(page.meta("og:description", "twitter:description", "description") or "")
    signed = _SIGNED.fullmatch(text)
    return signed[1] if signed and names_site(page, signed[2]) else text or None


def _plain(text: str) -> str:
    """Read the entities that some sites leave in their texts, escaped twice."""
    return fold(unescape(text)) if "&" in text else text


def _date(page: Page, names: tuple[str, ...]) -> str | None:
    stated = (text for name in names for text in page.metas.get(name, ()))
    return next((text for text in stated if holds_date(text)), None)
