from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.items import Place, RawArticle, RawGrant, Rejection, Visit
from pipelines.normalize import normalize_visit
from pipelines.records import Article, Grant

PLACE = Place(source_id="s", url="https://s.example/1", key="k", kind="article")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def visit(*records: Any, kind: Any = "article", **facts: Any) -> Any:
    place = Place(source_id="s", url="https://s.example/1", key="k", kind=kind)
    return normalize_visit(Visit(place=place, fetched_at=NOW, records=records, **facts))


def test_raw_records_become_records_of_their_page() -> None:
    found = visit(RawArticle(url="u", title="Т", body="б"), RawGrant(url="u", title="Г"))
    article, grant = found.records
    assert isinstance(article, Article)
    assert isinstance(grant, Grant)
    assert (article.key, article.source_id, grant.key) == ("k", "s", "k")
    assert found.rejection is None


def test_an_invalid_record_is_a_rejection_beside_the_valid_ones() -> None:
    found = visit(RawArticle(url="u", title="Т", body="б"), RawArticle(url="u", body="б"))
    assert len(found.records) == 1
    assert found.rejection == Rejection(reason="invalid", detail="the article has no title")


def test_a_page_without_record_or_reason_does_not_pass_unnoticed() -> None:
    assert visit().rejection.reason == "invalid"


@pytest.mark.parametrize("facts", [{"kind": "feed"}, {"kind": "listing"}, {"not_modified": True}])
def test_feeds_and_unchanged_pages_need_no_record(facts: dict[str, Any]) -> None:
    assert visit(**facts).rejection is None


def test_the_rest_of_a_visit_stays_as_it_was() -> None:
    rejection = Rejection(reason="timeout")
    found = visit(rejection=rejection, http_status=504, etag="e", links=3, final_url="f")
    assert (found.rejection, found.http_status, found.etag) == (rejection, 504, "e")
    assert (found.links, found.final_url, found.fetched_at) == (3, "f", NOW)
