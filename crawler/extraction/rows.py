"""The rows of a portal's listing: what each says of an application, in the site's own words.

The classes are those of the Myrtex engine, in its markup of today and that of 2019.
"""

import re
from collections.abc import Iterator
from typing import Any

from crawler.addresses import canonical
from crawler.encoding import decode
from crawler.extraction.grant import PHRASE
from crawler.extraction.labels import field_of
from crawler.extraction.own import outermost
from crawler.extraction.page import Page, parse, select
from crawler.extraction.text import Element, fold, text_of
from crawler.items import RawGrant, Rejection
from crawler.sources import Source

NEWS_DATE = "span.news-item__date"
"""Where a list of news on this engine states the day of each."""
_ROWS = (".cards-item-row", "section.project-present div.table__row")
_LINK = 'a[href*="application/item"]'
_NUMBER = re.compile(r"(?<![\w-])(?:[^\W\d_]{2,10}-)?\d{2}-\d-\d{3,7}(?![\w-])")
_DAY = re.compile(r"(?<!\d)\d{2}\.\d{2}\.\d{4}(?!\d)")
_SUM_LABEL = re.compile(r"[^\d]*")
_TEXTS = {
    "title": ".projects__title",
    "contest": ".contest",
    "direction": ".direction",
    "rating": ".projects__type-rate span:last-child",
}
_FEW = 5

Rows = tuple[tuple[RawGrant, ...], tuple[Rejection, ...]]


def read_rows(body: bytes, url: str, source: Source, *, content_type: str | None = None) -> Rows:
    """Read the rows of a page of a listing, and say which of them lead to no card.

    A row without an application's number is no record: its card will tell. No input raises.
    """
    page = parse(decode(body, content_type) or "<html/>", url, source)
    read = [(row, _card_of(row, page)) for row in _rows(page)]
    records = [record for row, card in read if (record := _record(row, card, page, source))]
    return tuple(records), tuple(_faults([row for row, card in read if card is None]))


def _rows(page: Page) -> list[Element]:
    return outermost([row for css in _ROWS for row in page.select(css)])


def _card_of(row: Element, page: Page) -> str | None:
    """Give the address of a row's card: the row lies in its link, or holds it."""
    around = [node for node in row.iterancestors("a") if "application/item" in node.get("href", "")]
    links = [*around, *select(row, _LINK)]
    return next((address for link in links if (address := page.absolute(link.get("href")))), None)


def _record(row: Element, card: str | None, page: Page, source: Source) -> RawGrant | None:
    fields, origins = _fields(row)
    if "application_number" not in fields or not fields.get("title"):
        return None
    return RawGrant(
        origin="listing",
        url=f"https://{canonical(card, source)}" if card else page.url,
        key=canonical(card, source) if card else "",
        source_id=source.id,
        timezone=source.timezone,
        **fields,
        origins=origins,
    )


def _fields(row: Element) -> tuple[dict[str, Any], dict[str, str]]:
    """Give what a row says by field, an empty text where a place is empty, and who found it."""
    fields: dict[str, Any] = {name: _first(row, css) for name, css in _TEXTS.items()}
    fields["title"] = fields["title"] or _link_text(row)
    fields["status"] = _status(row)
    told = _told(row)
    fields["region"] = _region(row)
    fields["application_number"] = _found(_NUMBER, told)
    fields["submitted"] = _found(_DAY, told)
    sums, unknown = _sums(row, won=_is_won(fields["status"]))
    said = {name: value for name, value in (fields | sums).items() if value is not None}
    return {**said, "unknown": unknown}, {name: "row" for name, value in said.items() if value}


def _first(row: Element, css: str) -> str | None:
    """Give the text of the first element that has any, without a label in front of it."""
    texts = [_unlabelled(text_of(node)) for node in select(row, css)]
    return next(filter(None, texts), texts[0] if texts else None)


def _unlabelled(text: str) -> str:
    label, colon, value = text.partition(":")
    return value.strip() if colon and field_of(label) else text


def _link_text(row: Element) -> str | None:
    """Give what the link of a row shows, where it shows only that: the markup of 2019."""
    return next((text for link in select(row, _LINK) if (text := text_of(link))), None)


def _status(row: Element) -> str | None:
    """Give the first wording that is known as a status, else the one in the status's place."""
    placed = [_unlabelled(text_of(node)) for node in select(row, ".projects__type span")]
    cells = [text_of(node) for node in select(row, ".table__cell")]
    known = (text for text in (*placed, *cells) if PHRASE.fullmatch(text))
    rated = {text_of(node) for node in select(row, ".projects__type-rate span")}
    stated = [text for text in placed if text not in rated]
    return next(known, next(filter(None, stated), stated[0] if stated else None))


def _told(row: Element) -> str:
    """Give the texts in which a row has its number and day."""
    placed = [*select(row, ".projects__str-no-wrap"), *select(row, ".projects__descr > div")]
    return " ".join(text_of(node) for node in placed or [row])


def _region(row: Element) -> str | None:
    first = next(iter(select(row, ".projects__descr > div:first-child")), None)
    text = None if first is None else _unlabelled(text_of(first))
    return None if text is None or _NUMBER.search(text) or _DAY.search(text) else text


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0] if found else None


def _is_won(status: str | None) -> bool:
    return "победител" in (status or "").casefold()


def _sums(row: Element, *, won: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Give sums by field, and those of which nothing says what they are.

    The first sum is what was asked for, or what was granted: of a supported project only a label
    or the Fund's own sum beside it tells.
    """
    granted = [_sum(node) for node in select(row, ".projects__price--fond")]
    plain = [_sum(node) for node in select(row, ".projects__price:not(.projects__price--fond)")]
    sums = {field_of(label) or "awarded": value for label, value in granted[:1]}
    unknown: dict[str, str] = {}
    for label, value in plain[:1]:
        name = field_of(label) or (None if won else "requested")
        if name is not None:
            sums.setdefault(name, value)
        elif value and value != sums.get("awarded"):
            unknown["projects__price"] = value
    return sums, unknown


def _sum(node: Element | str) -> tuple[str, str]:
    """Give the label in front of a sum, if there is one, and the sum."""
    text = text_of(node)
    label = _SUM_LABEL.match(text)
    start = label.end() if label else 0
    return fold(text[:start]).rstrip(" :"), text[start:]


def _faults(rows: list[Element]) -> Iterator[Rejection]:
    """Report rows of applications that lead to no card, those of a page in one."""
    titles = [title for row in rows if (title := _first(row, _TEXTS["title"]) or _numbered(row))]
    if titles:
        more = f" and {len(titles) - _FEW} more" if len(titles) > _FEW else ""
        named = "; ".join(titles[:_FEW])
        yield Rejection(reason="invalid", detail=f"rows without a card's link: {named}{more}")


def _numbered(row: Element) -> str | None:
    return _found(_NUMBER, text_of(row))
