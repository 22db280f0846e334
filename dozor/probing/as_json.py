"""A report for programs."""

from dataclasses import asdict, fields
from typing import Any

from crawler.sources import Selectors, Source
from dozor.probing.model import Report, Sample


def as_json(report: Report) -> dict[str, Any]:
    """Give a report as what JSON can hold; every name of it stays once it is given."""
    return {
        "url": report.asked,
        "home_url": report.source.home_url,
        "outcome": report.outcome,
        "words": report.words,
        "known": report.known,
        "facts": {name: asdict(known) for name, known in report.facts.items()},
        "robots": asdict(report.rules),
        "ways": [asdict(way) for way in report.ways],
        "sections": list(report.sections),
        "blocks": list(report.blocks),
        "records": [_sample(sample) for sample in report.samples],
        "rejects": [{"url": url, "reason": why} for url, why in report.rejects],
        "doubts": list(report.doubts),
        "selectors": [asdict(choice) for choice in report.choices],
        "misses": list(report.misses),
        "wrong": list(report.wrong),
        "source": source_json(report.proposed) if report.proposed else None,
        "requests": report.requests,
        "seconds": round(report.seconds, 1),
    }


def source_json(source: Source) -> dict[str, Any]:
    """Give what a source declares that is not the default."""
    declared = {
        field.name: getattr(source, field.name)
        for field in fields(Source)
        if field.name != "selectors" and getattr(source, field.name) != field.default
    }
    places = {
        field.name: list(places)
        for field in fields(Selectors)
        if (places := getattr(source.selectors, field.name))
    }
    return declared | ({"selectors": places} if places else {})


def _sample(sample: Sample) -> dict[str, Any]:
    named = {
        field.name: {"value": field.value, "extractor": field.extractor} for field in sample.fields
    }
    return {"url": sample.raw.url, "fields": named, "doubts": list(sample.doubts)}
