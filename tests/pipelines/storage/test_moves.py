from typing import Any

import pytest

HOME = "https://vestnik.example"
TEXT = {"title": "Мост закрыт", "body": "Объезд по Советской улице до вторника."}


def article(desk: Any, name: str, **columns: Any) -> Any:
    return desk.article(name, **{**TEXT, **columns})


def moved(desk: Any, old: str, new: str, **columns: Any) -> Any:
    """A visit to one address that leads to another for good."""
    facts = {"final_url": f"{HOME}/{new}", "moved_to": f"{HOME}/{new}", "etag": '"new"'}
    return desk.visit(old, article(desk, old, url=f"{HOME}/{new}", **columns), **facts)


def states(desk: Any) -> dict[str, str]:
    return {page["key"].rsplit("/", 1)[-1]: page["state"] for page in desk.rows("pages")}


def told(desk: Any) -> list[str]:
    return [event["kind"] for event in desk.rows("events")]


def page(desk: Any, name: str) -> Any:
    (row,) = desk.db.query("SELECT * FROM pages WHERE key = ?", [f"{HOME}/{name}"])
    return row


def put(desk: Any, *visits: Any) -> None:
    desk.start()
    desk.write(*visits)
    desk.end()
    desk.later(days=1)


def test_a_record_goes_with_its_page_and_keeps_key_and_history(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, moved(desk, "a", "b"))
    record, event = desk.row("articles"), desk.rows("events")[-1]
    assert (record["key"], record["url"]) == (f"{HOME}/a", f"{HOME}/b")
    assert states(desk) == {"a": "moved", "b": "live"}
    assert record["page_id"] == page(desk, "a")["moved_to"] == page(desk, "b")["id"]
    assert (page(desk, "a")["etag"], page(desk, "b")["etag"]) == (None, '"new"')
    assert told(desk) == ["created", "moved"]
    assert (event["record_key"], event["page_id"]) == (f"{HOME}/a", page(desk, "b")["id"])


def test_a_moved_record_goes_on_changing_at_its_new_address(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, moved(desk, "a", "b"), desk.visit("b", article(desk, "b", title="Мост открыт")))
    assert told(desk) == ["created", "moved", "changed"]
    assert desk.row("articles")["title"] == "Мост открыт"
    put(desk, desk.visit("b", not_modified=True, http_status=304, snapshot=None))
    assert states(desk)["b"] == "live"


def test_a_record_can_move_twice_and_back(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    for old, new in (("a", "b"), ("b", "c"), ("c", "a")):
        put(desk, moved(desk, old, new))
    assert told(desk) == ["created", "moved", "moved", "moved"]
    assert states(desk) == {"a": "live", "b": "moved", "c": "moved"}
    assert desk.row("articles")["page_id"] == page(desk, "a")["id"]


def test_a_page_moved_and_edited_at_once_is_both(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, moved(desk, "a", "b", title="Мост откроют во вторник"))
    assert told(desk) == ["created", "moved", "changed"]


def test_an_unchanged_body_behind_a_redirect_has_moved_too(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    where = {"final_url": f"{HOME}/b", "moved_to": f"{HOME}/b"}
    put(desk, desk.visit("a", not_modified=True, **where))
    assert told(desk) == ["created", "moved"]
    assert states(desk) == {"a": "moved", "b": "live"}


def test_an_address_that_always_led_elsewhere_is_a_page_like_others(desk: Any) -> None:
    for _ in range(2):
        put(desk, moved(desk, "short", "long"))
    assert told(desk) == ["created"]
    assert len(desk.rows("articles")) == 1


def test_an_address_that_leads_to_a_known_page_is_only_its_alias(desk: Any) -> None:
    put(desk, desk.visit("long", article(desk, "long")))
    put(desk, moved(desk, "short", "long"))
    assert told(desk) == ["created"]
    assert states(desk) == {"long": "live", "short": "moved"}
    assert desk.row("articles")["key"] == f"{HOME}/long"


def test_a_page_that_leads_to_another_record_is_not_there(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    other = {"title": "Выставка кошек", "body": "Вход свободный, животных не приносить."}
    put(desk, moved(desk, "a", "b", **other))
    assert desk.row("articles")["title"] == TEXT["title"]
    assert (page(desk, "a")["state"], page(desk, "a")["confirmations"]) == ("live", 1)
    assert desk.row("rejects")["reason"] == "soft_404"


def test_a_temporary_redirect_is_no_move(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, desk.visit("a", article(desk, "a"), final_url=f"{HOME}/b"))
    assert (told(desk), states(desk)) == (["created"], {"a": "live"})


def test_a_card_moves_with_its_number(desk: Any) -> None:
    card = desk.grant("23-1-000001")
    put(desk, desk.visit("a", card, kind="grant"))
    where = {"final_url": f"{HOME}/b", "moved_to": f"{HOME}/b"}
    put(desk, desk.visit("a", card, kind="grant", **where))
    assert desk.row("grants")["page_id"] == page(desk, "b")["id"]
    assert ("moved", "grant") in desk.events()


def test_two_records_that_turn_out_to_be_one_are_merged_into_the_older(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, desk.visit("b", article(desk, "b", title="Мост закрыт до вторника")))
    assert len(desk.rows("articles")) == 2
    put(desk, moved(desk, "a", "b"))
    record = desk.row("articles")
    assert (record["key"], record["page_id"]) == (f"{HOME}/a", page(desk, "b")["id"])
    assert told(desk) == ["created", "created", "merged", "moved"]
    assert desk.rows("events")[2]["record_key"] == f"{HOME}/b"
    assert len(desk.rows("revisions")) == 2
    assert len(list(desk.db.query("SELECT rowid FROM search"))) == 1


def test_a_new_page_with_a_known_text_waits_for_the_known_one(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, desk.visit("b", article(desk, "b"), etag='"b"'))
    assert (len(desk.rows("articles")), told(desk)) == (1, ["created"])
    new = page(desk, "b")
    assert (new["state"], new["etag"], new["twin_of"]) == ("new", None, page(desk, "a")["id"])
    assert page(desk, "a")["next_visit"] == "2026-03-02T06:00:00Z"


def waiting(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, desk.visit("b", article(desk, "b")))


def test_it_was_moved_if_the_known_one_is_not_there_any_more(desk: Any) -> None:
    waiting(desk)
    put(desk, desk.rejected("a", "not_found", http_status=404))
    assert told(desk) == ["created", "moved"]
    assert states(desk) == {"a": "moved", "b": "live"}
    assert (desk.row("articles")["key"], desk.row("articles")["url"]) == (f"{HOME}/a", f"{HOME}/b")
    put(desk, desk.visit("b", article(desk, "b")))
    assert (told(desk), len(desk.rows("articles"))) == (["created", "moved"], 1)


def test_it_was_moved_if_the_known_one_leads_to_it(desk: Any) -> None:
    waiting(desk)
    put(desk, moved(desk, "a", "b"))
    assert told(desk) == ["created", "moved"]
    assert (page(desk, "b")["twin_of"], states(desk)) == (None, {"a": "moved", "b": "live"})


def test_it_is_a_second_address_if_the_known_one_still_says_the_same(desk: Any) -> None:
    waiting(desk)
    put(desk, desk.visit("a", article(desk, "a")))
    assert (told(desk), states(desk)) == (["created"], {"a": "live", "b": "moved"})
    assert page(desk, "b")["moved_to"] == page(desk, "a")["id"]
    reject = desk.row("rejects")
    assert (reject["reason"], reject["detail"]) == ("duplicate", f"the same text as {HOME}/a")


def test_it_is_looked_at_again_if_the_known_one_was_edited(desk: Any) -> None:
    waiting(desk)
    put(desk, desk.visit("a", article(desk, "a", title="Мост открыт")))
    assert (page(desk, "b")["twin_of"], page(desk, "b")["next_visit"][:10]) == (None, "2026-03-03")
    put(desk, desk.visit("b", article(desk, "b")))
    assert told(desk) == ["created", "changed", "created"]


@pytest.mark.parametrize("reason", ["blocked", "timeout", "http_error", "empty"])
def test_it_goes_on_waiting_if_the_known_one_says_nothing(desk: Any, reason: str) -> None:
    waiting(desk)
    put(desk, desk.rejected("a", reason))
    assert page(desk, "b")["twin_of"] == page(desk, "a")["id"]
    put(desk, desk.visit("b", article(desk, "b")))
    assert told(desk) == ["created"]


def test_a_page_known_to_be_absent_has_moved_at_once(desk: Any) -> None:
    put(desk, desk.visit("a", article(desk, "a")))
    put(desk, desk.rejected("a", "not_found", http_status=404))
    put(desk, desk.visit("b", article(desk, "b"), etag='"b"'))
    assert told(desk) == ["created", "moved"]
    assert (page(desk, "b")["state"], page(desk, "b")["etag"]) == ("live", '"b"')


def test_a_second_address_of_an_edited_article_is_no_new_record(desk: Any) -> None:
    waiting(desk)
    put(desk, desk.visit("a", article(desk, "a")))
    edited = {"title": "Мост закрыт до среды"}
    put(desk, desk.visit("b", article(desk, "b", **edited)))
    assert page(desk, "b")["twin_of"] == page(desk, "a")["id"]
    put(desk, desk.visit("a", article(desk, "a", **edited)))
    put(desk, desk.visit("b", article(desk, "b", **edited)))
    put(desk, desk.visit("a", article(desk, "a", **edited)))
    assert told(desk) == ["created", "changed"]
    assert states(desk) == {"a": "live", "b": "moved"}


def test_the_same_title_without_a_body_is_another_article(desk: Any) -> None:
    for name in ("a", "b"):
        put(desk, desk.visit(name, article(desk, name, title="Погода", body=None)))
    assert told(desk) == ["created", "created"]
