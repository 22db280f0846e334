"""What was removed is not stored again, whoever names it: a page, a list, a workbook."""

from typing import Any

from pipelines.storage.connection import immediate
from pipelines.storage.removal import Removal, bar

from .test_workbook_import import bring, row, table

NOW = Removal(state="erased", at="2026-03-02T06:00:00Z", reason="court")


def removed(desk: Any, *names: str, how: Removal = NOW) -> None:
    with immediate(desk.writer._db) as connection:
        bar(connection, names, how)


def test_a_row_of_a_workbook_is_left_out_and_the_others_are_read(desk: Any) -> None:
    removed(desk, "23-1-000001")
    bring(desk, table([row(1), row(2)]))
    assert [grant["key"] for grant in desk.rows("grants")] == ["23-1-000002"]
    assert [one["number"] for one in desk.rows("workbook_rows")] == ["23-1-000002"]


def test_a_workbook_that_has_an_erased_application_must_leave_the_archive(desk: Any) -> None:
    removed(desk, "23-1-000001")
    bring(desk, table([row(1), row(2)]))
    bring(desk, table([row(2), row(3)]))
    assert [one["removed"] for one in desk.rows("snapshots")] == ["erased", None]


def test_a_workbook_with_a_withheld_one_stays(desk: Any) -> None:
    removed(desk, "23-1-000001", how=Removal(state="withheld", at=NOW.at))
    bring(desk, table([row(1), row(2)]))
    assert [one["removed"] for one in desk.rows("snapshots")] == [None]


def test_a_visit_of_a_removed_page_leaves_nothing(desk: Any) -> None:
    visit = desk.visit("one")
    removed(desk, visit.place.key)
    desk.start()
    desk.write(visit)
    desk.end()
    assert desk.rows("pages") == []
    assert desk.rows("snapshots") == []


def test_a_list_names_no_removed_page(desk: Any) -> None:
    keys = (desk.visit("one").place.key, desk.visit("two").place.key)
    removed(desk, keys[0])
    desk.start()
    desk.write(desk.visit("feed", kind="feed", found=keys))
    desk.end()
    named = [page["key"] for page in desk.rows("pages") if page["kind"] == "article"]
    assert named == [keys[1]]
