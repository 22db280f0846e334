"""Pages to compare extractors by are read from the forms in which others publish them."""

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from extraction_pages import Corpus, corpora


def named(found: list[Corpus], name: str) -> Corpus:
    return next(corpus for corpus in found if corpus.name == name)


def test_the_general_benchmark_is_read_from_its_checkout(tmp_path: Path) -> None:
    truth = {"a1": {"url": "https://paper.example/1", "articleBody": "The bridge is open."}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a1.html.gz").write_bytes(gzip.compress(b"<p>The bridge is open.</p>"))
    (case,) = named(corpora(tmp_path), "general benchmark").cases
    assert (case.url, case.body) == ("https://paper.example/1", "The bridge is open.")
    assert case.page == b"<p>The bridge is open.</p>"
    assert (case.title, case.day) == (None, None)


def test_without_a_checkout_there_are_the_fixtures() -> None:
    found = corpora(None)
    assert "general benchmark" not in {corpus.name for corpus in found}
    assert all(case.body for case in named(found, "Dozor's own fixtures").cases)
