"""Sitemaps and their indexes, compressed or not, with the dates of news sitemaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from lxml import etree

from crawler import clock
from crawler.discovery.found import Found
from crawler.encoding import inflate
from crawler.extraction.unreadable import Unreadable

# sitemaps.org allows 50 MiB uncompressed; more is cut there, so that no bomb unpacks.
MAX_BYTES = 50 * 1024 * 1024
# An index may name hundreds of sitemaps, the newest at either end; an ordinary run reads this many
# at each end, a full one all.
SITEMAP_ENDS = 5
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """Pages of a urlset, or further sitemaps of an index; the latest change first."""

    pages: tuple[Found, ...] = ()
    sitemaps: tuple[Found, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap or an index, gzip recognised by its first bytes.

    Raises Unreadable("not_xml") for what is neither. Entities are not expanded, nothing is fetched.
    """
    root = _root(inflate(body, MAX_BYTES)[0])
    kind = _name(root) if root is not None else ""
    if root is None or kind not in {"urlset", "sitemapindex"}:
        raise Unreadable("not_xml", "no sitemap")
    found = [entry for child in root if (entry := _found(child, url))]
    found.sort(key=lambda entry: entry.moment or _EARLIEST, reverse=True)
    return Sitemap(pages=tuple(found)) if kind == "urlset" else Sitemap(sitemaps=tuple(found))


def recent(sitemaps: Sequence[Found], earliest: datetime | None) -> Sequence[Found]:
    """Leave out sitemaps too old to matter, if any are; of undated ones, take both ends."""
    if earliest is None:
        return sitemaps
    dated = [child for child in sitemaps if child.moment and child.moment >= earliest]
    undated = [child for child in sitemaps if child.moment is None]
    ends = undated[:SITEMAP_ENDS] + undated[SITEMAP_ENDS:][-SITEMAP_ENDS:]
    return dated[: 2 * SITEMAP_ENDS] + ends


def _root(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _found(element: etree._Element, base: str) -> Found | None:
    fields: dict[str, str] = {}
    for child in element.iter():
        text = (child.text or "").strip()
        if text:
            fields.setdefault(_name(child), text)
    try:
        address = urljoin(base, fields["loc"])
    except (KeyError, ValueError):
        return None
    published = fields.get("publication_date")
    return Found(
        url=address,
        title=fields.get("title"),
        published=published,
        moment=_moment(fields.get("lastmod") or published),
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return clock.from_text(text or "")
    except ValueError:
        return None
