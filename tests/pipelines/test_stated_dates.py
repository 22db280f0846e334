import json
from typing import Any

from pipelines.stated_dates import with_stated_date

DATED = {
    "published_utc": "2026-02-26T13:05:00Z",
    "published_edtf": "2026-02-26T16:05:00+03:00",
    "published_precision": "minute",
    "published_on": "2026-02-26",
    "sort_utc": "2026-02-26T13:05:00Z",
}


def columns(words: str | None, origin: str | None, **dates: Any) -> dict[str, Any]:
    texts = {"published_edtf": words} if words else {}
    origins = {"title": "own"} | ({"published_edtf": origin} if origin else {})
    return {
        "title": "Мост откроют",
        **dict.fromkeys(DATED),
        **dates,
        "texts": json.dumps(texts),
        "origins": json.dumps(origins),
        "problems": "{}",
    }


STORED = columns("Thu, 26 Feb 2026 16:05:00 +0300", "feed", **DATED)


def test_a_visit_that_no_feed_led_to_keeps_the_feeds_date() -> None:
    kept = with_stated_date(STORED, columns(None, None))
    assert {name: kept[name] for name in DATED} == DATED
    assert json.loads(kept["origins"]) == {"title": "own", "published_edtf": "feed"}
    assert json.loads(kept["texts"])["published_edtf"].startswith("Thu, 26 Feb")


def test_a_page_that_comes_to_bear_a_date_is_believed() -> None:
    row = columns("27.02.2026", "own", published_edtf="2026-02-27")
    assert with_stated_date(STORED, row) == row


def test_a_date_that_the_page_itself_bore_may_vanish() -> None:
    stored = columns("26 февраля", "own", **DATED)
    row = columns(None, None)
    assert with_stated_date(stored, row) == row


def test_what_has_no_such_date_passes() -> None:
    grant = {"title": "Проект", "texts": "{}", "origins": "{}", "problems": "{}"}
    assert with_stated_date(grant, grant) == grant
