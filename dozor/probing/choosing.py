"""Selectors for values that are known: those that give them, and hold over other pages too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from crawler.extraction.page import Page
from crawler.extraction.text import Element, fold, text_of
from crawler.sources import Selectors, Source
from dozor.probing.examples import FIELDS, Example, values_of
from dozor.probing.hooks import Hook, hooks_of
from dozor.probing.model import Choice
from dozor.probing.values import LISTS, agrees, containers, is_fit, nodes_with, parts, read_place

# Elements of one page that show a value, and selectors of each: more are repetitions.
_MOST_NODES, _MOST_HOOKS = 6, 60
_HALF = 0.5
# What the likeliest element has over the next, in ranks of hooks.
_BEHIND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Article pages of a site by address, and the texts that are read from them without help.

    `now` (aware) is the moment that dates refer to.
    """

    source: Source
    pages: Mapping[str, Page]
    bodies: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Selectors that hold, how well each does, and what was not found.

    `wrong` are examples that cannot be right: their page shows no such value, or cannot be read.
    """

    selectors: Selectors = field(default_factory=Selectors)
    choices: tuple[Choice, ...] = ()
    misses: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def choose_selectors(site: Pages, examples: Sequence[Example]) -> Chosen:
    """Find selectors for every field that examples name a value of."""
    places: dict[str, tuple[str, ...]] = {}
    choices: list[Choice] = []
    wrong = [f"{one.url}: gave no page" for one in examples if one.url not in site.pages]
    misses = list(wrong)
    for name in FIELDS:
        values = {u: value for u, value in values_of(examples, name).items() if u in site.pages}
        choice = choose(site, name, values) if values else None
        misses.extend(_missed(site, name, values, choice))
        wrong.extend(_nowhere(site, name, values))
        if choice is not None:
            choices.append(choice)
            if _holds(choice):
                places[name] = (choice.selector,)
            elif choice.given == choice.examples:
                misses.append(f"{name}: {choice.selector} holds on too few pages to be written")
    return Chosen(
        selectors=Selectors(**places),
        choices=tuple(choices),
        misses=tuple(misses),
        wrong=tuple(wrong),
    )


def choose(site: Pages, field: str, values: Mapping[str, str]) -> Choice | None:
    """Give the best selector for a field of which values are known by page; None where none does.

    What gives more of the values is better, then what finds something on more pages, and one thing
    alone on each, then what lasts longer and is shorter.
    """
    judged = [
        (choice, hook)
        for hook in _candidates(site, field, values)
        if (choice := _judged(site, field, values, hook)).given
    ]
    best = max(
        judged,
        key=lambda one: (
            one[0].given,
            one[0].pages,
            _alone(site, one[0]),
            -one[1].rank,
            -len(one[1].css),
        ),
        default=None,
    )
    return best[0] if best else None


def _candidates(site: Pages, field: str, values: Mapping[str, str]) -> Iterator[Hook]:
    seen: set[str] = set()
    for url, value in values.items():
        nodes = islice(_nodes(site, field, url, value), _MOST_NODES)
        for behind, node in enumerate(nodes):
            for hook in islice(hooks_of(node), _MOST_HOOKS):
                if hook.css not in seen:
                    seen.add(hook.css)
                    yield Hook(hook.css, hook.rank + _BEHIND * behind)


def _nodes(site: Pages, field: str, url: str, value: str) -> Iterable[Element]:
    page = site.pages[url]
    if field == "body":
        return containers(page, value, site.bodies.get(url, ""))
    return nodes_with(page, field, value, now=site.now, timezone=site.source.timezone)


def _judged(site: Pages, field: str, values: Mapping[str, str], hook: Hook) -> Choice:
    read = {url: read_place(site.pages[url], field, hook.css, site.source) for url in values}
    given = sum(
        agrees(field, read[url], value, now=site.now, timezone=site.source.timezone)
        for url, value in values.items()
    )
    if given:  # what gives none of them needs no look at the other pages
        others = site.pages.keys() - values.keys()
        read |= {url: read_place(site.pages[url], field, hook.css, site.source) for url in others}
    return Choice(
        field=field,
        selector=hook.css,
        given=given,
        examples=len(values),
        pages=sum(is_fit(field, found) for found in read.values()),
        looked=len(site.pages),
    )


def _alone(site: Pages, choice: Choice) -> int:
    """Count the pages on which a selector finds one thing and no more, where only one counts."""
    if choice.field in LISTS:
        return 0
    return sum(len(page.select(choice.selector)) == 1 for page in site.pages.values())


def _holds(choice: Choice) -> bool:
    return choice.given == choice.examples and choice.pages >= _HALF * choice.looked


def _missed(
    site: Pages, field: str, values: Mapping[str, str], choice: Choice | None
) -> Iterator[str]:
    for url, value in values.items():
        read = read_place(site.pages[url], field, choice.selector, site.source) if choice else ""
        if not agrees(field, read, value, now=site.now, timezone=site.source.timezone):
            yield f"{field}: no selector gives «{value}» on {url}"


def _nowhere(site: Pages, field: str, values: Mapping[str, str]) -> Iterator[str]:
    for url, value in values.items():
        if not any(True for _ in _nodes(site, field, url, value)):
            whole = fold(text_of(site.pages[url].root)).casefold()
            inside = all(part.casefold() in whole for part in parts(value))
            place = "only within a longer text" if inside else "nowhere"
            yield f"{field}: «{value}» stands {place} on {url}"
