"""From the answers of a site to the report on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawler import clock
from crawler.addresses import in_site
from crawler.items import RawArticle
from crawler.outcomes import Answer
from crawler.sources import Source
from dozor.probing.choosing import Chosen
from dozor.probing.doubts import doubts_about_all
from dozor.probing.facts import facts_of, name_of
from dozor.probing.from_examples import reread
from dozor.probing.look import Look
from dozor.probing.model import Known, Report, Sample
from dozor.probing.no_page import what_instead
from dozor.probing.propose import proposed
from dozor.probing.rules import rules_of
from dozor.probing.samples import sample_of
from dozor.probing.verdict import verdict_of
from dozor.probing.ways import sections, ways_of

_NOTHING_CHOSEN = Chosen()


def report_of(
    look: Look, asked: str, known: str | None = None, chosen: Chosen = _NOTHING_CHOSEN
) -> Report:
    """Judge a look at a site: `known` names the source of Dozor's on that host.

    `chosen` are the selectors that examples led to, by which its pages are read.
    """
    look = reread(look, chosen.selectors)
    home = read_home(look)
    records = [record for record in records_of(look) if isinstance(record, RawArticle)]
    name = look.source.title or (name_of(home, look.source) if home else "")
    facts = facts_of(home, look.source, known, records) if home else {}
    samples = _samples(records, facts, name)
    verdict = verdict_of(look, len(records))
    ways, links = ways_of(look), sections(look)
    report = Report(
        asked=asked,
        outcome=verdict[0],
        words=verdict[1],
        source=look.source,
        known=known,
        facts=_certificate(look) | facts,
        rules=rules_of(look.robots, look.source.home_url),
        ways=ways,
        sections=links,
        blocks=_blocks(look),
        samples=samples,
        doubts=tuple(doubts_about_all(samples)),
        rejects=_rejects(look),
        choices=chosen.choices,
        misses=chosen.misses,
        wrong=chosen.wrong,
        remarks=_remarks(look),
        requests=len(look.visits) + (look.robots is not None),
        seconds=look.seconds,
    )
    if report.outcome != "well" or home is None:
        return report
    base = _base(look, home, facts, name)
    return replace(report, proposed=proposed(base, ways, links, look.shapes))


def read_home(look: Look) -> Answer | None:
    """Give the answer to the home page, if it is a web page of the site."""
    visit = next(iter(look.visits), None)
    answer = look.answer(visit) if visit and visit.rejection is None else None
    if answer is None or not in_site(answer.url, look.source) or what_instead(answer):
        return None
    return answer


def records_of(look: Look) -> list[object]:
    """Give the records of a look: of pages, and of a channel's preview."""
    pages = [record for visit in look.visits for record in visit.records]
    held = [record for visit in look.visits for record in visit.entries]
    return [*pages, *held[:5]]


def _samples(
    records: Sequence[RawArticle], facts: Mapping[str, Known], site: str
) -> tuple[Sample, ...]:
    """Normalise records as they will be once the source is declared: in the zone that is known."""
    zone = facts["timezone"].value if facts else None
    zoned = (replace(record, timezone=record.timezone or zone) for record in records)
    return tuple(sample_of(record, now=clock.now(), site=site) for record in zoned)


def _base(look: Look, home: Answer, facts: dict[str, Known], name: str) -> Source:
    source = look.source
    at = urlsplit(home.url)
    answered = f"{at.scheme}://{at.netloc}/" if in_site(home.url, source) else source.home_url
    return replace(
        source,
        home_url=answered if source.bare else source.home_url,
        title=name,
        region=facts["region"].value,
        timezone=facts["timezone"].value,
        language=facts["language"].value,
    )


def _certificate(look: Look) -> dict[str, Known]:
    return {"certificate": look.certificate} if look.certificate else {}


def _remarks(look: Look) -> tuple[str, ...]:
    """Give what whoever reads the written source should know."""
    known = look.certificate
    if known is None or known.value in {"valid", None}:
        return ()
    day = f"{clock.now():%Y-%m-%d}"
    return (f"The certificate of its host was {known.value} on {day}: {known.by}.",)


def _rejects(look: Look) -> tuple[tuple[str, str], ...]:
    pages = [visit for visit in look.visits if visit.place.kind == look.source.page_kind]
    return tuple(
        (visit.place.url, f"{visit.rejection.reason}: {visit.rejection.detail}".rstrip(": "))
        for visit in pages
        if visit.rejection
    )


def _blocks(look: Look) -> tuple[str, ...]:
    return tuple(
        f"{visit.place.url}: {visit.rejection.detail}"
        for visit in look.visits
        if visit.rejection and visit.rejection.reason == "blocked"
    )
