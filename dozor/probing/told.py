"""A report for people: what the site is, where its articles are named, how five of them read."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from crawler.addresses import clean_url
from dozor.probing.entry import entry_of
from dozor.probing.model import Choice, Report, Sample, Way
from dozor.tables import plain
from pipelines.display.addresses import readable
from pipelines.display.numbers import plural

_LABEL, _NAME, _EXTRACTOR = 11, 16, 14
_LONGEST = 88
_KINDS = {"feed": "Feeds", "sitemap": "Sitemaps", "listing": "Listings"}
_NONE = {"feed": "none found", "sitemap": "none found", "listing": "none"}


def lines_of(report: Report) -> Iterator[str]:
    """Give the lines of a report, without anything that steers a terminal."""
    for line in _all(report):
        yield plain(line).rstrip()


def _all(report: Report) -> Iterator[str]:
    yield report.words
    if report.known:
        yield f"Dozor knows this site: {report.known}"
    if not report.facts:
        return
    yield ""
    yield from _facts(report)
    if "encoding" not in report.facts:
        return
    for kind, label in _KINDS.items():
        yield from _labelled(label, _ways(report, kind) or [_NONE[kind]])
    yield from _labelled("Blocks", report.blocks or ["none met"])
    yield from _samples(report)
    yield from _doubts(report)
    yield from _examples(report)
    time = f"{report.seconds:.0f} {plural(round(report.seconds), ('second', 'seconds'))}"
    yield f"{report.requests} {plural(report.requests, ('request', 'requests'))}, {time}."


def shown_entry(report: Report, *, yours: bool = False) -> Iterator[str]:
    """Give the entry that `--write` would write, or would if there were not one of `yours`."""
    if report.proposed is not None:
        judged = f"`dozor probe {report.proposed.id}` judges its selectors"
        stays = f"Your entry stays as it is ({judged}). Made anew it would be:"
        yield f"\n{stays if yours else 'What --write adds to sources.toml:'}\n"
        yield from plain_lines(entry_of(report.proposed, report.remarks))


def plain_lines(text: str) -> Iterator[str]:
    """Give the lines of a text, indented, without anything that steers a terminal."""
    return (f"  {plain(line)}".rstrip() for line in text.splitlines())


def _facts(report: Report) -> Iterator[str]:
    home, answers = report.source.home_url, report.proposed and report.proposed.home_url
    moved = f" answers at {answers}" if answers and answers != home else ""
    yield from _labelled("Home page", [home + moved + _left_out(report)])
    for name, known in report.facts.items():
        value = known.value or "unknown"
        yield from _labelled(name.capitalize(), [f"{value} ({known.by})"])
    yield from _labelled("robots.txt", [report.rules.words])


def _left_out(report: Report) -> str:
    """Say that a place within a site was asked for: a source is the whole of it."""
    asked = report.asked if "://" in report.asked else f"https://{report.asked}"
    path = urlsplit(clean_url(asked) or "").path
    if path in {"", "/"} or report.source.whole:
        return ""
    return f" (a source is a whole site: {unquote(path)} was not looked at by itself)"


def _labelled(label: str, texts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f"{'' if number else label:<{_LABEL}} {text}"


def _ways(report: Report, kind: str) -> list[str]:
    ways = [way for way in report.ways if way.kind == kind]
    told = [_way(way) for way in ways if way.pages or way.others or not (way.guess or way.trouble)]
    failed = [
        f"{readable(way.url)}: {way.trouble}" for way in ways if way.trouble and not way.guess
    ]
    guesses = sum(way.guess and not (way.pages or way.others) for way in ways)
    if guesses:
        addresses = plural(guesses, ("usual address", "usual addresses"))
        failed.append(f"nothing at {guesses} {addresses}")
    more = len(set(report.sections) - {way.url for way in ways}) if kind == "listing" else 0
    if more:
        failed.append(f"{more} more {plural(more, ('section', 'sections'))} of the menu not asked")
    return told + failed


def _way(way: Way) -> str:
    parts = [f"{way.pages} {plural(way.pages, ('article', 'articles'))}"] if way.pages else []
    if way.others:
        parts.append(f"names {way.others} {plural(way.others, ('sitemap', 'sitemaps'))}")
    if way.newest:
        parts.append(f"the newest of {way.newest}")
    if way.next_page:
        parts.append(f"further pages by {way.next_page}")
    return f"{readable(way.url)}: {', '.join(parts) or 'no articles'}"


def _samples(report: Report) -> Iterator[str]:
    for number, sample in enumerate(report.samples, 1):
        yield f"\nRecord {number}  {readable(sample.raw.url)}"
        yield from _sample(sample)
    if report.rejects:
        yield "\nNo articles"
    for url, why in report.rejects:
        yield f"  {readable(url)}: {why}"


def _sample(sample: Sample) -> Iterator[str]:
    for field in sample.fields:
        value = " ".join(field.value.split())
        shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST].rstrip()}…"
        size = f" ({len(field.value)} characters)" if field.name == "body" else ""
        yield f"  {field.name:<{_NAME}}{field.extractor:<{_EXTRACTOR}}{shown}{size}"
    for doubt in sample.doubts:
        yield f"  ? {doubt}"


def _doubts(report: Report) -> Iterator[str]:
    if not report.samples:
        yield ""
        return
    yield "\nDoubtful"
    doubtful = sum(bool(sample.doubts) for sample in report.samples)
    if doubtful:
        yield f"  ? {doubtful} of {len(report.samples)} records above have a doubt of their own"
    for doubt in report.doubts:
        yield f"  ? {doubt}"
    if not doubtful and not report.doubts:
        yield "  nothing"
    yield ""


def _examples(report: Report) -> Iterator[str]:
    if report.choices or report.misses:
        yield "From your examples"
        yield from map(_choice, report.choices)
        yield from (f"  ? {miss}" for miss in report.misses)
        yield ""


def _choice(choice: Choice) -> str:
    given = f"gives {choice.given} of {choice.examples} values"
    pages = f"matches on {choice.pages} of {choice.looked} pages"
    return f"  {choice.field:<{_NAME}}{choice.selector}: {given}, {pages}"
