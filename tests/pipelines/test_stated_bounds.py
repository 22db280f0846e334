"""A call whose page stands still keeps its deadline, whatever day it is read on."""

import json
from typing import Any

from pipelines.stated_bounds import with_stated_bounds


def row(edtf: str | None, words: str, opens: str | None = None) -> dict[str, Any]:
    bound = {"closes_on": edtf, "closes_utc": None, "closes_by_utc": f"{edtf}T20:59:59Z"}
    begun = {"opens_edtf": opens, "opens_on": opens, "opens_utc": None, "opens_from_utc": None}
    texts = json.dumps({"closes_edtf": words}, ensure_ascii=False)
    told = {"deadline_text": words, "texts": texts, "origins": "{}"}
    return {"closes_edtf": edtf, **bound, **begun, **told}


def test_the_same_words_a_year_later_are_no_new_deadline() -> None:
    stored, fresh = row("2026-03-15", "до 15 марта"), row("2027-03-15", "до 15 марта")
    kept = with_stated_bounds(stored, fresh, by_source=True)
    assert (kept["closes_edtf"], kept["closes_by_utc"]) == ("2026-03-15", "2026-03-15T20:59:59Z")


def test_other_words_are_believed() -> None:
    stored, fresh = row("2026-03-15", "до 15 марта"), row("2026-03-25", "продлён до 25 марта")
    assert with_stated_bounds(stored, fresh, by_source=True) == fresh


def test_another_parser_may_read_the_same_words_otherwise_but_not_in_another_year() -> None:
    stored = row("2026-03-15", "до 15 марта")
    better, later = row("2026-03-16", "до 15 марта"), row("2027-03-15", "до 15 марта")
    assert with_stated_bounds(stored, better, by_source=False)["closes_edtf"] == "2026-03-16"
    assert with_stated_bounds(stored, later, by_source=False)["closes_edtf"] == "2026-03-15"


def test_the_opening_that_the_same_words_state_is_kept_with_the_closing() -> None:
    words = "с 1 по 15 марта"
    stored, fresh = row("2026-03-15", words, "2026-03-01"), row("2027-03-15", words, "2027-03-01")
    assert with_stated_bounds(stored, fresh, by_source=True)["opens_edtf"] == "2026-03-01"


def test_a_day_of_writing_that_a_feed_stated_stays() -> None:
    stored, fresh = row("2026-03-15", "до 15 марта"), row("2026-03-15", "до 15 марта")
    stored |= {"texts": '{"published": "2 марта 2026"}', "origins": '{"published": "feed"}'}
    kept = with_stated_bounds(stored, fresh, by_source=True)
    assert json.loads(kept["origins"]) == {"published": "feed"}
    assert json.loads(kept["texts"])["published"] == "2 марта 2026"


def test_records_of_other_kinds_are_left_alone() -> None:
    article = {"title": "Новость", "texts": "{}"}
    assert with_stated_bounds(article, article, by_source=True) == article
