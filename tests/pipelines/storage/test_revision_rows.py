import json
from typing import Any

import pytest

from pipelines.storage.errors import StorageError

AS_OF = """
    SELECT record FROM record_as_of WHERE record_kind = 'grant' AND record_id = 1
        AND from_at <= :at AND (until_at IS NULL OR until_at > :at)
"""


def put(desk: Any, **columns: Any) -> None:
    desk.write(desk.visit("1", desk.grant("1", **columns), kind="grant"))
    desk.end()


def said(desk: Any, at: str) -> Any:
    (row,) = desk.db.query(AS_OF, {"at": at})
    return json.loads(row["record"])


def test_what_a_card_said_on_a_day_is_one_query(desk: Any) -> None:
    put(desk, status="under_review", tasks=("первая",))
    desk.later(days=3)
    put(desk, status="won", tasks=("первая",), awarded_kopecks=50000000)
    before, after = said(desk, "2026-03-03T23:59:59Z"), said(desk, "2026-03-04T06:00:00Z")
    assert (before["status"], before["awarded_kopecks"]) == ("under_review", None)
    assert (after["status"], after["awarded_kopecks"]) == ("won", 50000000)
    assert after["tasks"] == ["первая"]
    assert "last_seen" not in after


def test_a_change_names_its_revision_and_the_event_the_weightiest_change(desk: Any) -> None:
    put(desk, status="under_review", summary="Было.")
    put(desk, status="won", summary="Стало.")
    status, summary = desk.rows("changes")
    first, second = desk.rows("revisions")
    assert (status["field"], status["old"], status["new"]) == ("status", "under_review", "won")
    assert status["revision_id"] == summary["revision_id"] == second["id"]
    assert (second["snapshot_id"], second["cause"]) == (2, "source")
    assert desk.rows("events")[-1]["change_id"] == status["id"]
    assert first["record_id"] == desk.row("grants")["id"]


def test_the_last_revision_is_what_the_record_says_now(desk: Any) -> None:
    put(desk, rating=74.33, inn="7707083893", texts={"rating": "74,33"})
    put(desk, rating=75.0, inn="7707083893", texts={"rating": "75"}, requested_kopecks=1)
    row, record = desk.row("grants"), json.loads(desk.rows("revisions")[-1]["record"])
    assert record["texts"] == {"rating": "75"}
    plain = {name: value for name, value in record.items() if name in row and value != []}
    texts = {"texts", "origins", "problems"}
    assert {k: v for k, v in plain.items() if k not in texts} == {
        k: row[k] for k in plain if k not in texts
    }


def test_noise_makes_no_revision(desk: Any) -> None:
    put(desk, organisation="АНО «Лес»")
    put(desk, organisation='АНО  "Лес"')
    assert len(desk.rows("revisions")) == 1
    assert desk.rows("changes") == []
    assert desk.row("grants")["organisation"] == "АНО «Лес»"


def test_a_failure_between_record_and_event_leaves_neither(desk: Any) -> None:
    put(desk, status="under_review")
    desk.db.conn.execute(
        "CREATE TRIGGER fault BEFORE INSERT ON events BEGIN SELECT x FROM nowhere; END"
    )
    with pytest.raises(StorageError):
        put(desk, status="won")
    assert desk.row("grants")["status"] == "under_review"
    (waiting,) = [row for row in desk.rows("revisions") if row["state"] == "pending"]
    desk.db.conn.execute("DROP TRIGGER fault")
    desk.end()
    assert desk.rows("revisions")[-1] == {**waiting, "state": "applied"}
    assert desk.row("grants")["status"] == "won"
