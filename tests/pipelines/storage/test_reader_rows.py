"""Whose doing a difference is, by which parser read what is stored."""

from typing import Any

from pipelines.visits import ListedEntry


def put(desk: Any, title: str, parser: str | None, page: str = "1") -> None:
    desk.later(days=1)
    desk.write(desk.visit(page, desk.article(page, title=title), parser=parser))
    desk.end()


def causes(desk: Any) -> list[str]:
    return [row["cause"] for row in desk.rows("changes")]


def test_a_source_takes_the_version_that_reads_it_first(desk: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    put(desk, "Мост откроют в июне", "one")
    assert desk.row("sources")["parser_version"] == "one"
    assert causes(desk) == ["source"]
    assert [row["parser_version"] for row in desk.rows("revisions")] == ["one", "one"]


def test_another_version_never_blames_the_source(desk: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    put(desk, "Мост откроют в июне", "two")
    assert causes(desk) == ["parser"]
    assert desk.row("sources")["parser_version"] == "one"


def test_the_log_says_once_what_settles_it(desk: Any, caplog: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    assert not caplog.records
    put(desk, "Мост откроют в июне", "two")
    put(desk, "Ярмарка открылась", "two", page="2")
    (record,) = caplog.records
    assert "dozor replay vestnik" in record.getMessage()


def test_a_page_that_the_new_version_has_read_is_the_sources_again(desk: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    put(desk, "Мост откроют в июне", "two")
    put(desk, "Мост откроют в июле", "two")
    put(desk, "Мост откроют в августе", "one")
    put(desk, "Мост откроют в сентябре", "one")
    assert causes(desk) == ["parser", "source", "parser", "source"]
    assert desk.row("pages")["read_by"] is None


def test_what_an_older_store_holds_was_read_by_nobody_knows_which(desk: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    desk.db.conn.execute("UPDATE sources SET parser_version = NULL")
    put(desk, "Мост откроют в июне", "one")
    assert causes(desk) == ["parser"]


def test_a_new_page_is_no_difference(desk: Any) -> None:
    put(desk, "Мост откроют в мае", "one")
    put(desk, "Ярмарка открылась", "two", page="2")
    assert causes(desk) == []
    assert [row["cause"] for row in desk.rows("revisions")] == ["source", "source"]


def test_a_list_whose_entries_the_new_version_has_read_is_told_of_once(
    desk: Any, caplog: Any
) -> None:
    for parser, told in (("one", 0), ("two", 1), ("two", 1)):
        desk.later(days=1)
        desk.open()
        record = desk.article("1", title="Мост откроют в мае")
        entry = ListedEntry(
            url=record.url, key=record.key, kind="article", digest=parser, record=record
        )
        desk.write(desk.visit("list", kind="listing", entries=(entry,), parser=parser))
        desk.end()
        assert len(caplog.records) == told
