"""JSON lists of sites' own APIs, read as their source declares them."""

import html
import re
from datetime import datetime

from crawler import clock
from crawler.discovery.found import Found
from crawler.discovery.listings import Listing, page_number, with_page
from crawler.extraction.state import Json, Object, at, text_at
from crawler.sources import JsonList
from crawler.told import as_markup, told

_FIELD = re.compile(r"\{([\w.]+)\}")


def read_list(answer: Json, url: str, declared: JsonList, *, whole: bool = False) -> Listing:
    """Read a page of an API's list; entries without an address are left out.

    `whole` says that they are records, whose own pages are not visited.

    The next page is offered as far as the answer states how many pages or entries there are;
    without that it is asked for until one brings nothing new.
    """
    listed = entries(answer, declared)
    found = tuple(_found(entry, address, declared, whole=whole) for entry, address in listed)
    number, total = page_number(url), _count(answer, declared.total)
    last = _count(answer, declared.last)
    if last is None and total is not None and found and number is not None:
        last = number if number * len(found) >= total else number + 1
    further = number is not None and last is not None and last > number
    return Listing(
        found=found,
        number=number,
        last=last,
        total=total,
        pattern=url if number is not None else None,
        next_url=with_page(url, number + 1) if further and number is not None else None,
    )


def _found(entry: Object, address: str, declared: JsonList, *, whole: bool) -> Found:
    moment = _moment(_first(entry, declared.moment)) if declared.moment else None
    title = _first(entry, declared.title)
    text = _first(entry, declared.text) if declared.text else None
    return Found(
        url=address,
        title=title,
        told=told(html.unescape(title or ""), as_markup(text)) if text else None,
        published=clock.to_text(moment) if moment else None,
        moment=moment,
        whole=whole,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return clock.from_text(text or "")
    except ValueError:
        return None


def entries(answer: Json, declared: JsonList) -> list[tuple[Object, str]]:
    """Give the objects of a list, each with the address that is made of its fields."""
    listed = (one for one in _list(answer, declared.entries) if isinstance(one, dict))
    addressed = ((one, _address(one, declared.address)) for one in listed)
    return [(one, address) for one, address in addressed if address]


def _list(answer: Json, path: str) -> list[Json]:
    """Give what is at a path; without one, the answer or the longest list in it."""
    if path or not isinstance(answer, dict):
        return at(answer, path)
    lists = [value for value in answer.values() if isinstance(value, list)]
    return max(lists, key=len, default=[])


def _address(entry: Object, pattern: str) -> str | None:
    values = {name: _first(entry, name) for name in _FIELD.findall(pattern)}
    if not all(values.values()):
        return None
    return _FIELD.sub(lambda found: values[found[1]] or "", pattern)


def _first(entry: Object, path: str) -> str | None:
    found = text_at(entry, [path])
    return found[0] if found else None


def _count(answer: Json, path: str | None) -> int | None:
    stated = text_at(answer, [path]) if path else None
    return int(stated[0]) if stated and stated[0].isdecimal() else None
