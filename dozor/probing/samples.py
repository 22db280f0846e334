"""Records of a site as they would be stored, field by field with the extractor of each."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from crawler.items import RawArticle
from dozor.probing.doubts import doubts_about
from dozor.probing.model import Field, Sample
from pipelines.normalize import normalize_article
from pipelines.records import Article, InvalidRecord

SHOWN = (
    "title", "published_edtf", "modified_edtf", "author", "section", "tags", "language",
    "image_url", "lead", "body",
)  # fmt: skip


def sample_of(raw: RawArticle, *, now: datetime, site: str) -> Sample:
    """Normalise a raw record as a crawl does; `site` is the site's name, `now` aware."""
    try:
        record = normalize_article(raw, reference=now)
    except InvalidRecord as error:
        return Sample(raw=raw, fields=(), doubts=(str(error),))
    doubts = tuple(doubts_about(record, raw, now=now, site=site))
    return Sample(raw=raw, fields=tuple(_fields(record)), doubts=doubts)


def _fields(record: Article) -> Iterator[Field]:
    for name in SHOWN:
        value = getattr(record, name)
        text = ", ".join(value) if isinstance(value, tuple) else value
        if text:
            yield Field(name=name, value=text, extractor=_extractor(record.origins, name))


def _extractor(origins: Mapping[str, str], name: str) -> str:
    return origins.get(name, "its letters" if name == "language" else "")
