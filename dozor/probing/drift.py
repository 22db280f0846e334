"""Selectors of a source that stopped matching, and others that give what is known from before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.addresses import canonical
from crawler.sources import Selectors, Source
from dozor.probing.before import Before, declared_fields
from dozor.probing.choosing import Pages, choose
from dozor.probing.model import Choice
from dozor.probing.values import is_fit, read_place

# A selector that finds something on fewer of the pages has given way; another is believed that
# gives at least so many of the values known from before, for texts are edited.
_GONE, _BELIEVED = 0.5, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A field, its selectors, and on how many of the fresh pages they still find something.

    `proposed` is the selector to take instead: None where the old ones hold or none was found.
    """

    field: str
    selectors: tuple[str, ...]
    matches: int
    looked: int
    gone: bool
    proposed: Choice | None = None


def drifts_of(site: Pages, before: Sequence[Before]) -> list[Drift]:
    """Judge every field that the source has selectors for, on its pages as they are now."""
    known = {canonical(one.url, site.source): one.values for one in before}
    return [_drift(site, name, known) for name in declared_fields(site.source)]


def mended(source: Source, drifts: Sequence[Drift]) -> Source:
    """Give a source with what is proposed before its own selectors, which archived pages need."""
    new = {
        drift.field: (drift.proposed.selector, *drift.selectors)
        for drift in drifts
        if drift.proposed
    }
    selectors: Selectors = replace(source.selectors, **new)
    return replace(source, selectors=selectors)


def _drift(site: Pages, name: str, known: Mapping[str, Mapping[str, str]]) -> Drift:
    selectors: tuple[str, ...] = getattr(site.source.selectors, name)
    values = {key: known[key][name] for key in site.pages if key in known and name in known[key]}
    pages = [page for key, page in site.pages.items() if key in values] or list(site.pages.values())
    matches = sum(
        any(is_fit(name, read_place(page, name, css, site.source)) for css in selectors)
        for page in pages
    )
    gone = bool(values) and matches < _GONE * len(pages)
    choice = choose(site, name, values) if gone else None
    believed = choice is not None and choice.given >= _BELIEVED * choice.examples
    return Drift(
        field=name,
        selectors=selectors,
        matches=matches,
        looked=len(pages),
        gone=gone,
        proposed=choice if believed else None,
    )
