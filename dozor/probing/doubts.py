"""What looks doubtful in records: signs that a field was read from the wrong place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain

from crawler import clock
from crawler.items import BY_FEED, RawArticle
from dozor.probing.model import Sample
from pipelines.records import Article

# Fewer characters than the shortest news in brief that sites print.
SHORT = 200
# Of fewer records nothing can be said that they have in common.
FEW = 3
_SHOWN = 60
_SIGNS = re.compile(r"[\W_]+")
# A site's clock may be a little ahead of ours.
_AHEAD = timedelta(hours=1)


def doubts_about(record: Article, raw: RawArticle, *, now: datetime, site: str) -> Iterator[str]:
    """Give what is doubtful in one record; `site` is the site's name, `now` aware."""
    yield from _of_date(record, raw, now)
    if site and _letters(record.title) == _letters(site):
        yield "the title is the site's name"
    if raw.origins.get("title") == "title":
        yield "the title is the document's, which no heading confirms"
    elif raw.origins.get("title") == "structure":
        yield "the title is the line above the date; no heading is there"
    if not record.body:
        yield "there is no text, only a lead or pictures"
    elif len(record.body) < SHORT:
        yield f"the text is short: {len(record.body)} characters"
    if raw.origins.get("body") == "trafilatura":
        yield "nothing marks where the text is; trafilatura chose it"
    elif raw.origins.get("body") == BY_FEED:
        yield "the text is the feed's; the page gives none"
    for name, why in record.problems.items():
        yield f"{name} cannot be read: {why}"


def doubts_about_all(samples: Sequence[Sample]) -> Iterator[str]:
    """Give what is doubtful in several records beside each other."""
    raws = [sample.raw for sample in samples]
    if twins := _most_frequent(raw.body for raw in raws if raw.body):
        yield f"{twins[1]} records have the same text"
    if twins := _most_frequent(raw.title for raw in raws if raw.title):
        yield f"{twins[1]} records have the same title: {_cut(twins[0])}"
    if len(raws) < FEW:
        return
    for name, words in (("authors", "author"), ("published", "date"), ("image_url", "image")):
        values = [getattr(raw, name) for raw in raws]
        if all(values) and len(set(values)) == 1:
            yield f"all {len(raws)} have the same {words}: {_cut(_text(values[0]))}"
    yield from _of_furniture(raws)


def _of_date(record: Article, raw: RawArticle, now: datetime) -> Iterator[str]:
    if not raw.published:
        yield "no date is found"
    elif raw.origins.get("published") == "address":
        yield "the date stands only in the address"
    elif raw.origins.get("published") == "feed":
        yield "the date is the feed's; the page has none that is recognised"
    if record.published_utc and record.modified_utc and record.modified_utc < record.published_utc:
        yield f"it was changed before it was published: {record.modified_utc}"
    if record.sort_utc and clock.from_text(record.sort_utc) > now + _AHEAD:
        yield f"the date lies in the future: {record.published_edtf}"


def _of_furniture(raws: Sequence[RawArticle]) -> Iterator[str]:
    """Tell paragraphs that most of the texts share."""
    texts = [set((raw.body or "").splitlines()) for raw in raws]
    if len({raw.body for raw in raws}) < len(raws):
        return
    for paragraph, count in Counter(chain.from_iterable(texts)).most_common():
        if count < FEW or 2 * count <= len(raws):
            return
        yield f"the same paragraph stands in {count} of {len(raws)} texts: «{_cut(paragraph)}»"


def _most_frequent(values: Iterable[str]) -> tuple[str, int] | None:
    found = Counter(values).most_common(1)
    return found[0] if found and found[0][1] > 1 else None


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
