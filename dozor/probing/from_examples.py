"""The pages of a look, read by selectors that a person's examples lead to."""

from collections.abc import Sequence
from dataclasses import fields, replace

from crawler import clock
from crawler.addresses import canonical
from crawler.items import RawArticle, Visit
from crawler.reading import read_answer
from crawler.sources import Selectors
from dozor.probing.choosing import Chosen, Pages, choose_selectors
from dozor.probing.examples import Example
from dozor.probing.facts import page_of
from dozor.probing.look import Look

_UNREAD = frozenset({"no_title", "no_body", "not_article", "invalid"})


def chosen_of(look: Look, examples: Sequence[Example]) -> Chosen:
    """Find selectors in the articles of a look."""
    keyed = [replace(one, url=canonical(one.url, look.source)) for one in examples]
    return choose_selectors(pages_of(look), keyed)


def pages_of(look: Look, *, unread: bool = False) -> Pages:
    """Give the articles of a look by the keys of their pages; `unread` takes what is no more read.

    That is a page which was an article once and gives no record since its site was made anew.
    """
    visits = [visit for visit in look.visits if visit.records or (unread and _is_unread(visit))]
    answers = {visit.place.key: answer for visit in visits if (answer := look.answer(visit))}
    return Pages(
        source=look.source,
        pages={key: page_of(answer, look.source) for key, answer in answers.items()},
        bodies={visit.place.key: _body(visit) for visit in visits},
        now=clock.now(),
    )


def reread(look: Look, selectors: Selectors) -> Look:
    """Read the pages of a look again, by these selectors before the source's own."""
    if selectors == Selectors():
        return look
    names = [one.name for one in fields(Selectors) if getattr(selectors, one.name)]
    before = look.source.selectors
    new = {name: _joined(getattr(selectors, name), getattr(before, name)) for name in names}
    source = replace(look.source, selectors=replace(before, **new))
    again = replace(look, source=source, visits=[])
    for visit in look.visits:
        answer = look.answer(visit)
        if not visit.records or answer is None:
            again.visits.append(visit)
            continue
        reading = read_answer(visit.place, answer, source)
        read = replace(visit, records=reading.records, rejection=reading.rejection)
        again.visits.append(read)
    return again


def _joined(new: tuple[str, ...], old: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *old)))


def _is_unread(visit: Visit) -> bool:
    return visit.rejection is not None and visit.rejection.reason in _UNREAD


def _body(visit: Visit) -> str:
    return next((raw.body or "" for raw in visit.records if isinstance(raw, RawArticle)), "")
