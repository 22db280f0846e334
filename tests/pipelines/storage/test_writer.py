import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler import clock
from crawler.items import Place, Rejection
from pipelines.storage.errors import StorageError
from pipelines.storage.snapshot_rows import chained, facts_digest

HOME = "https://vestnik.example"


def test_a_new_article_is_a_record_an_event_and_a_live_page(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("a", desk.article("a", tags=("село",), origins={"title": "own"})))
    desk.end()
    article, page, run = desk.row("articles"), desk.row("pages"), desk.row("runs")
    assert (article["title"], article["tags"]) == ("Новость a", '["село"]')
    assert article["page_id"] == page["id"]
    assert article["snapshot_id"] == desk.row("snapshots")["id"]
    assert (page["state"], page["body_sha256"], page["visits"]) == ("live", "a", 1)
    assert desk.events() == [("created", "article")]
    assert (run["pages"], run["items"], run["created"], run["bytes"]) == (1, 1, 1, 10)
    assert (run["reason"], json.loads(run["coverage"])) == ("finished", {"title": {"own": 1}})


def test_the_same_record_again_writes_only_that_it_was_seen(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    before = desk.row("articles")
    desk.later(hours=3)
    desk.write(desk.visit("a", desk.article("a", title="Новость\u00a0 a")))
    after = desk.row("articles")
    assert after["last_seen"] > before["last_seen"]
    assert after == {**before, "last_seen": after["last_seen"]}
    assert desk.events() == [("created", "article")]
    assert desk.row("runs")["changed"] == 0


def test_an_article_of_year_one_is_visited_again(desk: Any) -> None:
    first = clock.to_text(datetime(1, 1, 1, 10, tzinfo=UTC))
    desk.write(desk.visit("a", desk.article("a", sort_utc=first)))
    desk.later(hours=3)
    desk.write(desk.visit("a", desk.article("a", sort_utc=first)))
    assert desk.row("pages")["visits"] == 2


def test_a_changed_title_is_an_event_and_leads_to_its_snapshot(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    desk.later(days=1)
    desk.write(desk.visit("a", desk.article("a", title="Совсем другое")))
    desk.end()
    article, page = desk.row("articles"), desk.row("pages")
    assert (article["title"], article["snapshot_id"]) == ("Совсем другое", 2)
    assert article["last_changed"] == page["last_changed"] == "2026-03-02T06:00:00Z"
    assert page["changes"] == 2
    assert desk.events() == [("created", "article"), ("changed", "article")]


def test_who_mirrors_a_record_hears_of_what_is_no_change_too(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a", modified_utc="2026-03-01T05:00:00Z")))
    desk.later(hours=3)
    desk.write(desk.visit("a", desk.article("a", modified_utc="2026-03-01T06:00:00Z")))
    assert desk.row("articles")["modified_utc"] == "2026-03-01T06:00:00Z"
    assert desk.rows("changes") == []
    assert desk.events() == [("created", "article"), ("refreshed", "article")]


def test_an_unmodified_answer_touches_the_page_alone(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a"), etag='"1"'))
    article = desk.row("articles")
    desk.later(hours=5)
    desk.write(desk.visit("a", not_modified=True, snapshot=None, http_status=304))
    page = desk.row("pages")
    assert desk.row("articles") == article
    assert (page["visits"], page["state"], page["etag"]) == (2, "live", '"1"')
    assert page["last_fetched"] == "2026-03-01T11:00:00Z"
    assert len(desk.rows("events")) == 1
    assert desk.row("runs")["not_modified"] == 1


def test_a_date_told_less_exactly_is_no_change(desk: Any) -> None:
    known = {"published_edtf": "2026-03-01T08:00:00+03:00", "published_utc": "2026-03-01T05:00:00Z"}
    desk.write(desk.visit("a", desk.article("a", **known)))
    desk.write(desk.visit("a", desk.article("a", published_edtf="2026-03-01")))
    assert desk.row("articles")["published_utc"] == "2026-03-01T05:00:00Z"
    assert desk.events() == [("created", "article")]


def test_words_that_cannot_be_read_are_compared_as_words(desk: Any) -> None:
    for words in ("много", "много ", "мало"):
        facts = {"texts": {"requested": words}, "problems": {"requested": "no amount"}}
        desk.write(desk.visit("g", desk.grant("1", **facts), kind="grant"))
    desk.end()
    assert [row["field"] for row in desk.rows("changes")] == ["texts.requested"]
    assert json.loads(desk.row("grants")["texts"]) == {"requested": "мало"}


@pytest.mark.parametrize(
    ("reason", "state", "column"),
    [
        ("http_error", "error", "errors"),
        ("timeout", "error", "errors"),
        ("blocked", "blocked", "blocked"),
        ("no_title", "error", "rejected"),
        ("not_found", "new", "rejected"),
    ],
)
def test_a_page_without_a_record_is_a_reject_with_its_reason(
    desk: Any, reason: str, state: str, column: str
) -> None:
    desk.write(desk.rejected("a", reason))
    reject, run = desk.row("rejects"), desk.row("runs")
    assert (reject["reason"], reject["snapshot_id"], reject["page_id"]) == (reason, 1, 1)
    assert desk.row("pages")["state"] == state
    assert {name: run[name] for name in ("errors", "blocked", "rejected") if run[name]} == {
        column: 1
    }


def test_a_404_is_noted_but_proves_nothing_yet(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a"), etag='"1"'))
    for _ in range(3):
        desk.later(hours=1)
        desk.write(desk.rejected("a", "not_found", http_status=404))
    page = desk.row("pages")
    assert (page["state"], page["confirmations"]) == ("live", 3)
    assert page["first_failed"] == "2026-03-01T07:00:00Z"
    assert (page["etag"], page["body_sha256"]) == ('"1"', "a")
    assert page["next_visit"] == "2026-03-01T13:00:00Z"
    assert len(desk.rows("articles")) == 1


def test_a_block_between_two_404s_neither_confirms_nor_clears(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    for reason in ("not_found", "blocked", "not_found"):
        desk.write(desk.rejected("a", reason))
    page = desk.row("pages")
    assert (page["state"], page["confirmations"], page["failures"]) == ("live", 2, 3)
    desk.write(desk.visit("a", not_modified=True))
    page = desk.row("pages")
    assert (page["confirmations"], page["failures"], page["first_failed"]) == (0, 0, None)


def test_a_failed_fetch_keeps_the_validators_of_the_record(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a"), etag='"1"'))
    desk.write(desk.rejected("a", "http_error", http_status=500, etag='"error"'))
    assert (desk.row("pages")["etag"], desk.row("pages")["body_sha256"]) == ('"1"', "a")


def test_what_is_unchanged_since_a_reject_is_that_reject_again(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    broken = desk.snapshot("broken")
    desk.write(desk.rejected("a", "no_body", snapshot=broken))
    desk.write(desk.visit("a", not_modified=True, snapshot=None, http_status=304))
    page = desk.row("pages")
    assert (page["state"], page["failures"], page["body_sha256"]) == ("error", 2, "broken")
    assert (desk.row("runs")["not_modified"], len(desk.rows("rejects"))) == (1, 1)
    desk.write(desk.visit("a", desk.article("a")))
    desk.write(desk.visit("a", not_modified=True, snapshot=None, http_status=304))
    assert (desk.row("pages")["state"], desk.row("pages")["failures"]) == ("live", 0)


def test_a_new_tag_for_the_same_body_is_kept(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a"), etag='"1"'))
    desk.write(desk.visit("a", not_modified=True, etag='"2"'))
    page = desk.row("pages")
    assert (page["etag"], page["body_sha256"], page["led_to"]) == ('"2"', "a", "record")


def test_an_unchanged_page_that_was_unreachable_between_is_live_again(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    desk.write(desk.rejected("a", "timeout", snapshot=None, http_status=None))
    assert desk.row("pages")["state"] == "error"
    desk.write(desk.visit("a", not_modified=True, snapshot=None, http_status=304))
    assert (desk.row("pages")["state"], desk.row("pages")["failures"]) == ("live", 0)


def test_a_feed_is_only_known_as_read_when_what_it_led_to_is_stored(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("rss", kind="feed", links=3, etag='"feed"'))
    assert desk.row("pages")["etag"] is None
    desk.end(reason="finished")
    assert (desk.row("pages")["etag"], desk.row("pages")["state"]) == ('"feed"', "live")


def test_a_page_that_a_listing_names_was_seen(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")), desk.visit("b", desk.article("b")))
    desk.later(days=1)
    found = (f"{HOME}/a", f"{HOME}/unknown")
    desk.write(desk.visit("list", kind="listing", links=2, found=found))
    a, b, *_ = desk.rows("pages")
    assert (a["last_seen"], b["last_seen"]) == ("2026-03-02T06:00:00Z", "2026-03-01T06:00:00Z")


@pytest.mark.parametrize("reason", ["limit", "blocked", "interrupted"])
def test_a_run_that_stops_early_reads_its_feed_again(desk: Any, reason: str) -> None:
    desk.start()
    desk.write(desk.visit("rss", kind="feed", links=3, etag='"feed"'))
    desk.end(reason=reason)
    page = desk.row("pages")
    assert (page["etag"], page["body_sha256"]) == (None, None)


def test_a_run_that_nothing_ended_is_interrupted(desk: Any) -> None:
    desk.start()
    desk.writer.close()
    assert desk.row("runs")["reason"] == "interrupted"
    assert desk.row("runs")["finished"] is not None


def test_a_run_that_was_killed_is_marked_by_the_next(desk: Any) -> None:
    desk.start()
    desk.open()
    desk.start()
    desk.end(complete=True, proof={"total": 3})
    first, second = desk.rows("runs")
    assert (first["reason"], first["finished"]) == ("interrupted", None)
    assert (second["reason"], second["complete"]) == ("finished", 1)
    assert json.loads(second["proof"]) == {"total": 3}


def test_a_bad_record_in_a_batch_becomes_a_reject_and_takes_nothing_with_it(
    desk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    bad = desk.grant("2", status="прекрасно")
    desk.write(
        desk.visit("1", desk.grant("1"), kind="grant"),
        desk.visit("2", bad, kind="grant"),
        desk.visit("3", desk.grant("3", requested_kopecks=2**80), kind="grant"),
        desk.visit("4", desk.grant("4", title="\udcff"), kind="grant"),
        desk.visit("5", desk.grant("5"), kind="grant"),
    )
    assert [row["key"] for row in desk.rows("grants")] == ["1", "5"]
    assert [row["reason"] for row in desk.rows("rejects")] == ["invalid"] * 3
    assert "CHECK" in desk.rows("rejects")[0]["detail"]
    assert (desk.row("runs")["pages"], desk.row("runs")["created"]) == (5, 2)
    assert len(desk.rows("snapshots")) == 5
    assert "No valid record" in caplog.text


def test_a_batch_that_the_database_cannot_take_leaves_nothing_and_can_come_again(
    desk: Any,
) -> None:
    desk.start()
    desk.db.conn.execute("CREATE TABLE full (x)")
    desk.db.conn.execute(
        "CREATE TRIGGER disk_full BEFORE INSERT ON events WHEN NEW.record_key LIKE '%/b' "
        "BEGIN SELECT x FROM nowhere; END"
    )
    batch = [desk.visit("a", desk.article("a")), desk.visit("b", desk.article("b"))]
    with pytest.raises(StorageError, match="not stored"):
        desk.write(*batch)
    assert desk.rows("articles") == desk.rows("pages") == desk.rows("snapshots") == []
    desk.db.conn.execute("DROP TRIGGER disk_full")
    desk.write(*batch)
    assert len(desk.rows("articles")) == 2
    assert desk.row("runs")["pages"] == 2


def test_a_visit_that_claims_anothers_place_in_the_archive_is_a_reject(desk: Any) -> None:
    snapshot = desk.snapshot("a")
    desk.write(
        desk.visit("a", desk.article("a"), snapshot=snapshot),
        desk.visit("b", desk.article("b"), snapshot=snapshot),
    )
    assert (len(desk.rows("articles")), len(desk.rows("snapshots"))) == (1, 1)
    assert (desk.row("rejects")["reason"], desk.row("rejects")["snapshot_id"]) == ("invalid", None)


def test_a_source_that_nobody_declared_is_an_error_and_not_a_silence(desk: Any) -> None:
    place = Place(source_id="other", url="https://o.example", key="o", kind="article")
    with pytest.raises(StorageError, match="FOREIGN KEY"):
        desk.write(replace(desk.visit("a", desk.article("a")), place=place))
    assert desk.rows("runs") == desk.rows("pages") == []


def test_an_address_that_changes_is_followed_and_is_no_change(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")))
    desk.write(desk.visit("a", replace(desk.article("a"), url=f"{HOME}/new/a")))
    assert desk.row("articles")["url"] == f"{HOME}/new/a"
    assert desk.events() == [("created", "article"), ("refreshed", "article")]


def test_a_visit_can_bring_records_and_a_rejection(desk: Any) -> None:
    rejection = Rejection(reason="invalid", detail="second: no title")
    desk.write(desk.visit("list", desk.grant("1"), kind="grant", rejection=rejection))
    assert (len(desk.rows("grants")), len(desk.rows("rejects"))) == (1, 1)


def test_each_snapshot_is_chained_to_the_one_before(desk: Any) -> None:
    desk.write(desk.visit("a", desk.article("a")), desk.visit("b", desk.article("b")))
    previous = ""
    for row in desk.rows("snapshots"):
        facts = (row["body_sha256"], row["final_url"], row["fetched_at"], str(row["http_status"]))
        previous = chained(previous, facts_digest(*facts))
        assert row["chain_sha256"] == previous


def test_a_number_that_appears_late_is_the_same_record(desk: Any) -> None:
    page_key = desk.visit("card").place.key
    desk.write(desk.visit("card", desk.grant(page_key), kind="grant"))
    desk.write(desk.visit("card", desk.grant("23-2-003335"), kind="grant"))
    assert [row["key"] for row in desk.rows("grants")] == [page_key]


def test_sums_are_exact_to_the_kopeck_and_shown_in_roubles(desk: Any) -> None:
    grant = desk.grant("1", requested_kopecks=220160001, awarded_kopecks=9007199254740993)
    desk.write(desk.visit("1", grant, kind="grant"))
    row = desk.row("grants")
    assert (row["requested_kopecks"], row["requested_rub"]) == (220160001, 2201600.01)
    assert row["awarded_kopecks"] == 9007199254740993
