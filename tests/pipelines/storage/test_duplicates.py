"""Two pages with one number: neither has changed, and neither is lost."""

from typing import Any


def test_a_second_card_with_the_same_number_is_no_change_of_the_first(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("a", desk.grant("7", title="Лес"), kind="grant"))
    desk.write(desk.visit("b", desk.grant("7", title="Река"), kind="grant"))
    desk.end()
    assert desk.row("grants")["title"] == "Лес"
    assert [event["kind"] for event in desk.rows("events")] == ["created"]
    reject = desk.row("rejects")
    assert reject["reason"] == "duplicate"
    assert reject["detail"].endswith("/a too")
    assert reject["snapshot_id"] is not None


def test_the_same_card_under_two_addresses_is_one_record(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("a", desk.grant("7"), kind="grant"))
    desk.write(desk.visit("b", desk.grant("7"), kind="grant"))
    desk.end()
    assert desk.row("grants")["key"] == "7"
    assert desk.rows("rejects") == []


def test_a_card_that_has_moved_is_followed_once_its_old_page_is_no_more(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("a", desk.grant("7", title="Лес"), kind="grant"))
    desk.end()
    desk.later(days=1)
    desk.start()
    desk.write(desk.visit("b", desk.grant("7", title="Лес и луг"), kind="grant"))
    assert desk.row_of("b")["body_sha256"] is None, "it must be read again"
    desk.write(desk.rejected("a", "not_found", kind="grant", http_status=404))
    desk.write(desk.visit("b", desk.grant("7", title="Лес и луг"), kind="grant"))
    desk.end()
    assert desk.row("grants")["title"] == "Лес и луг"
