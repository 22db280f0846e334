"""What a site is, by its pages and by what the catalogue knows of its host. Nothing is guessed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from crawler.encoding import decode, encoding_of, encodings_stated
from crawler.extraction.page import Page, parse
from crawler.extraction.platforms import platform_of
from crawler.extraction.site_names import names_site
from crawler.items import RawArticle
from crawler.outcomes import Answer
from crawler.sources import Source
from dozor.catalogue import catalogue_rows
from dozor.probing.model import Known
from pipelines.regions import region_code, regions_named

_NAMES = {"cp1251": "windows-1251", "koi8-r": "KOI8-R", "utf-8": "UTF-8", "cp866": "IBM866"}
_OFFSET = re.compile(r"\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*([+-]\d{2}):?(\d{2})$")
_ADDRESSED = re.compile(r'"addressRegion"\s*:\s*("(?:[^"\\]|\\.)*")')
_SEPARATOR = re.compile(r"\s+[|/—–-]\s+|\s*\|\s*|\s*::\s*")
_LONGEST_NAME = 60
UNKNOWN = "nothing on its pages says so"


def page_of(answer: Answer, source: Source) -> Page:
    """Parse an answer's body; whatever it is, there is a page."""
    return parse(decode(answer.body, answer.content_type), answer.url, source)


def facts_of(
    home: Answer, source: Source, known: str | None, records: Sequence[RawArticle]
) -> dict[str, Known]:
    """Give platform, encoding, language, region and timezone.

    `known` names the source of Dozor's on that host, whose facts stand in `source`.
    """
    page = page_of(home, source)
    region = _declared(source.region, known) or _region(page)
    return {
        "platform": _platform(page),
        "encoding": _encoding(home),
        "language": _declared(source.language, known) or _language(records),
        "region": region,
        "timezone": _declared(source.timezone, known) or _zone(region.value, records),
    }


def name_of(home: Answer, source: Source) -> str:
    """Give the name of a site as its home page states it; an empty text where it states none."""
    page = page_of(home, source)
    stated = page.meta("og:site_name", "application-name")
    parts = [part.strip() for part in _SEPARATOR.split(page.document_title)]
    named = next((part for part in parts if part and names_site(page, part)), None)
    name = stated or named or next(filter(None, parts), "")
    return name if len(name) <= _LONGEST_NAME else ""


def _platform(page: Page) -> Known:
    name = platform_of(page)
    return Known(value=name, by="its markup" if name else "no mark of one that Dozor knows")


def _declared(value: str | None, known: str | None) -> Known | None:
    return Known(value=value, by=known or "its source") if value else None


def _encoding(home: Answer) -> Known:
    read = encoding_of(home.body, home.content_type)
    stated = encodings_stated(home.body, home.content_type)
    if not stated:
        by = "its bytes; neither header nor page states any"
    elif set(stated) == {read}:
        by = "header or page, and its bytes"
    else:
        said = " and ".join(dict.fromkeys(_NAMES.get(name, name) for name in stated))
        by = f"its bytes, though {said} is stated"
    return Known(value=_NAMES.get(read, read), by=by)


def _language(records: Iterable[RawArticle]) -> Known:
    counted = Counter(record.language for record in records if record.language)
    if not counted:
        return Known(value=None, by=UNKNOWN)
    (most, count), total = counted.most_common(1)[0], counted.total()
    others = ", ".join(f"{name} in {n}" for name, n in counted.most_common()[1:])
    by = f"the letters of {count} of {total} articles" + (f" ({others})" if others else "")
    return Known(value=most, by=by)


def _region(page: Page) -> Known:
    """Believe what the page states for machines, then the one region that its title names."""
    stated = [page.meta("geo.region") or "", *_addressed(page)]
    codes = {code: text for text in stated if (code := region_code(text))}
    if len(codes) == 1:
        code, text = next(iter(codes.items()))
        return Known(value=code, by=f"its home page states {text}")
    about = (page.document_title, page.meta("og:site_name"), page.meta("description"))
    named = regions_named(" · ".join(filter(None, about)))
    if len(named) == 1:
        code, words = next(iter(named.items()))
        return Known(value=code, by=f"title or description of its home page: {words}")
    several = f"its home page names {', '.join(named)}" if named else UNKNOWN
    return Known(value=None, by=several)


def _addressed(page: Page) -> list[str]:
    shown = page.select('[itemprop="addressRegion"]::text')
    found = [text[1:-1] for text in _ADDRESSED.findall(page.markup)]
    return [*map(str, shown), *found]


def _zone(region: str | None, records: Iterable[RawArticle]) -> Known:
    """Give the one zone of the region; what the dates state is an offset, and no zone's name."""
    stated = _offsets(records)
    zones = zones_of(region) if region else ()
    if len(zones) == 1:
        said = f"; its dates state {', '.join(stated)}" if stated else ""
        return Known(value=zones[0], by=f"the one zone of {region} in the catalogue{said}")
    if stated:
        return Known(value=None, by=f"its dates state {', '.join(stated)}, which names no zone")
    return Known(value=None, by=UNKNOWN)


def _offsets(records: Iterable[RawArticle]) -> list[str]:
    found = (_OFFSET.search(record.published or "") for record in records)
    counted = Counter(f"UTC{hit[1]}:{hit[2]}" for hit in found if hit)
    return [name for name, _ in counted.most_common()]


@cache
def zones_of(region: str) -> tuple[str, ...]:
    """Give the zones that sites of a region have in the catalogue."""
    zones = {row.cells.get("timezone") for row in catalogue_rows() if row.region == region}
    return tuple(sorted(filter(None, zones)))
