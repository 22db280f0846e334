"""For each field of an article the best evidence that its page has."""

import re

from crawler.extraction.agreement import breaks_off, is_about
from crawler.extraction.all_evidence import Evidence
from crawler.extraction.body import best_body
from crawler.extraction.evidence import Findings, Value
from crawler.extraction.finer import is_day, tells_clock
from crawler.extraction.language import stated_language
from crawler.extraction.page import Page
from crawler.extraction.people import authors
from crawler.extraction.platforms import platform_of
from crawler.extraction.same import same_words
from crawler.extraction.world_dates import is_settled

# Who is believed, from the best to the last; of the body crawler.extraction.body decides.
_BELIEVED = {
    "title": (
        "own",
        "microdata",
        "heading",
        "platform",
        "json-ld",
        "opengraph",
        "structure",
        "title",
    ),
    "published": (
        "own",
        "json-ld",
        "opengraph",
        "microdata",
        "platform",
        "head",
        "meta",
        "address",
    ),
    "modified": ("own", "json-ld", "opengraph", "microdata", "platform", "head"),
    "lead": ("own", "opengraph", "json-ld", "microdata", "structure"),
    "author": ("own", "json-ld", "microdata", "opengraph", "platform", "head"),
    "section": ("own", "json-ld", "opengraph", "microdata", "platform", "navigation"),
    "tags": ("own", "opengraph", "platform", "navigation", "json-ld", "microdata"),
    "image": ("own", "opengraph", "json-ld", "microdata", "platform"),
}
# What says that a page is one article: the site's own place, or data for machines.
MACHINES = frozenset({"own", "json-ld", "opengraph", "microdata"})
_SITES_IMAGE = re.compile(
    r"/(?:logo|default|placeholder|no[-_]?(?:image|photo|foto)|og[-_]?(?:image|default)|favicon"
    r"|apple-touch|blank|spacer|afisha\.png)[\w-]*(?:\.(?:png|jpe?g|gif|svg|webp|ico))?(?:$|\?)",
    re.IGNORECASE,
)
_NO_DATE = ("1970-01-01", "0001-", "1900-01-01")


def best(evidence: Evidence) -> tuple[Findings, dict[str, str]]:
    """Each field's value by its best evidence, and the name of that."""
    found: Findings = {}
    origins: dict[str, str] = {}
    title, told = evidence.page.headline, evidence.told
    if best := best_body(evidence.text, title, told, evidence.before):
        origins["body"], found["body"] = best
    for name, believed in _BELIEVED.items():
        for origin in believed:
            value = evidence.of(origin).get(name)
            if value and (origin == "own" or _is_sensible(evidence.page, name, value, found)):
                found[name], origins[name] = value, origin
                break
    _add_clock(evidence, found, origins)
    if origins.get("body") != "own":
        found = _without_title(found, shown=origins.get("title") not in {"title", "opengraph"})
    names = {"platform": platform_of(evidence.page) or "platform"}
    return found, {name: names.get(origin, origin) for name, origin in origins.items()}


def _add_clock(evidence: Evidence, found: Findings, origins: dict[str, str]) -> None:
    """Take the moment that the page shows where its data for machines have only that day."""
    day = text_in(found, "published") or ""
    if not is_day(day) or origins["published"] not in MACHINES:
        return
    for origin in ("microdata", "platform", "head"):
        shown = evidence.of(origin).get("published", "")
        if isinstance(shown, str) and tells_clock(day, shown):
            found["published"], origins["published"] = shown, origin
            return


def _without_title(found: Findings, *, shown: bool) -> Findings:
    """Leave out a first line of the text that is the title once more.

    A sentence stays where the title is not `shown`, but cut out of the text for its head.
    """
    first, _, rest = (text_in(found, "body") or "").partition("\n")
    repeated = rest and same_words(first, text_in(found, "title") or "")
    cut_out = not shown and first.endswith((".", "…"))
    return {**found, "body": rest} if repeated and not cut_out else found


def _is_sensible(page: Page, name: str, value: Value, found: Findings) -> bool:
    """Tell an article's own lead and image from those that a site states on every page.

    A date must be one that can be told, and not the first one that computers know; an author is a
    person, not the address of one.
    """
    if name == "image" and isinstance(value, str):
        return _SITES_IMAGE.search(value) is None
    if name in {"published", "modified"} and isinstance(value, str):
        return not value.startswith(_NO_DATE) and is_settled(value, stated_language(page))
    if name == "author":
        return bool(authors(value, page))
    body = text_in(found, "body")
    if name == "lead" and body and isinstance(value, str):
        title = text_in(found, "title") or ""
        known = same_words(value, title) or breaks_off(value, body)
        return not known and is_about(value, f"{title} {body}")
    return True


def evidence_of(page: Page) -> tuple[Findings, dict[str, str]]:
    """Give what a page of any kind says of itself as an article does, and what said it."""
    return best(Evidence(page))


def text_in(found: Findings, name: str) -> str | None:
    value = found.get(name)
    return (value if isinstance(value, str) else ", ".join(value or ())) or None
