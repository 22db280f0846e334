"""Erased means erased: no byte of the page is found anywhere, and nothing brings it back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.file_locks import hold
from dozor.errors import SetupError
from dozor.evidence.pack import pack
from dozor.evidence.verify import faults
from dozor.keeping.backup import back_up
from dozor.keeping.check import check
from dozor.keeping.removals import tell_backups
from dozor.keeping.restore import restore
from dozor.publishing.publish import publish
from dozor.removing import erase as erasing
from dozor.removing.erase import Erased, Wish, erase
from dozor.removing.withhold import withhold
from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.rows import insert

from .needles import places_of

ARTICLE = "https://ysia.ru/"
GRANT = "25-2-001033"


def asked(data: Path, sql: str, *parameters: object) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, parameters)]


@pytest.fixture
def article(data: Path) -> dict[str, Any]:
    """An article with an archived answer of its own."""
    return asked(data, "SELECT * FROM articles WHERE source_id = 'pln_pskov' ORDER BY id")[0]


@pytest.fixture
def grant(data: Path) -> dict[str, Any]:
    """An application with a card, a row of the workbook and one of the listing."""
    return asked(data, "SELECT * FROM grants WHERE application_number = ?", GRANT)[0]


def words_of(record: dict[str, Any]) -> tuple[str, ...]:
    """What nothing but the record says: its title, the beginning of its text, its address."""
    text = record.get("body") or record["summary"]
    number = record.get("application_number")
    return (record["title"], text[:50], number or record["url"].partition("://")[2])


def alert_of(data: Path, record: dict[str, Any], key: str = "one") -> None:
    """Let somebody watch, and an alert that quotes the record wait."""
    watch = {"name": key, "kind": "page", "target": record["key"], "delivery": "desk", "cursor": 0}
    watch["created"] = "2026-03-03T06:00:00Z"
    alert = {"dedupe_key": key, "reason": "new", "created": "2026-03-03T06:00:00Z"}
    alert |= {"text": f"{record['title']}\n{record['url']}"}
    with opened_private(data) as private, immediate(private) as connection:
        watch_id = insert(connection, "watches", watch)
        insert(connection, "alerts", alert | {"watch_id": watch_id})


def test_no_word_of_an_erased_application_is_left_in_any_byte(
    data: Path, grant: dict[str, Any]
) -> None:
    alert_of(data, grant)
    words = words_of(grant)
    assert {name for name, _ in places_of(data, *words)} >= {"dozor.db", "private/private.db"}
    done = erase(data, Wish(subject=GRANT, reason="court"))
    assert places_of(data, *words) == set()
    assert (done.pages, done.records, done.alerts, done.left) == (1, 1, 1, 0)
    assert check(data).faults == []


def test_all_answers_that_name_an_article_go_and_other_pages_are_asked_anew(
    data: Path, article: dict[str, Any]
) -> None:
    done = erase(data, Wish(subject=article["url"], reason="court"))
    assert places_of(data, *words_of(article)) == set()
    assert done.others > 0
    anew = "SELECT DISTINCT page_id FROM snapshots WHERE removed = 'erased' AND erased_at IS NULL"
    pages = asked(data, f"SELECT * FROM pages WHERE kind = 'article' AND id IN ({anew})")
    assert pages
    assert {page["body_sha256"] for page in pages} == {None}
    assert check(data).faults == []


def test_other_pages_can_be_spared(data: Path, article: dict[str, Any]) -> None:
    title, text, _ = words_of(article)
    done = erase(data, Wish(subject=article["url"], reason="court", spare=True))
    assert places_of(data, text) == set()
    assert done.others > 0
    assert places_of(data, title)
    again = erase(data, Wish(subject=article["url"], reason="court"))
    assert again.again
    assert check(data).faults == []


def test_a_tombstone_stays_without_content(data: Path, article: dict[str, Any]) -> None:
    erase(data, Wish(subject=article["url"], reason="court"))
    (event,) = asked(data, "SELECT * FROM events WHERE kind = 'erased'")
    assert event["record_key"].startswith("sha256:")
    removals = asked(data, "SELECT * FROM removals")
    assert {(row["state"], row["reason"]) for row in removals} == {("erased", "court")}
    assert asked(data, "SELECT * FROM search WHERE rowid = ?", article["search_id"]) == []


def test_packs_of_other_pages_still_verify_and_its_own_cannot_be_made(
    data: Path, article: dict[str, Any], tmp_path: Path
) -> None:
    others = asked(data, "SELECT url FROM articles WHERE source_id = 'ysia' ORDER BY id")
    before = pack(data, [others[0]["url"]], tmp_path / "before.zip")
    erase(data, Wish(subject=article["url"], reason="court"))
    after = pack(data, [others[0]["url"]], tmp_path / "after.zip")
    assert (faults(str(before.path)), faults(str(after.path))) == ([], [])
    with pytest.raises(SetupError, match="was erased on"):
        pack(data, [article["url"]], tmp_path / "none.zip")


def test_what_was_withheld_can_be_erased(data: Path, grant: dict[str, Any]) -> None:
    alert_of(data, grant)
    withhold(data, GRANT)
    assert places_of(data, GRANT)
    erase(data, Wish(subject=GRANT, reason="court"))
    assert places_of(data, *words_of(grant)) == set()
    assert check(data).faults == []


def test_restoring_an_older_backup_erases_it_again(
    data: Path, grant: dict[str, Any], tmp_path: Path
) -> None:
    old = back_up(data, tmp_path / "kept", tmp_path)
    erase(data, Wish(subject=GRANT, reason="court"))
    back_up(data, tmp_path / "kept", tmp_path)
    assert places_of(tmp_path / "kept" / "removals.jsonl", GRANT) == set()
    done = restore(old.folder, tmp_path / "back", tmp_path / "settings")
    assert done.removed == 1
    assert places_of(tmp_path / "back", *words_of(grant)) == set()
    assert check(tmp_path / "back").faults == []


def test_backups_hear_of_it_at_once_and_places_out_of_reach_are_named(
    data: Path, grant: dict[str, Any], tmp_path: Path
) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    old = back_up(data, near, tmp_path)
    back_up(data, far, tmp_path)
    far.rename(tmp_path / "drawer")
    erase(data, Wish(subject=GRANT, reason="court"))
    assert tell_backups(data) == [far]
    restore(old.folder, tmp_path / "back", tmp_path / "settings")
    assert places_of(tmp_path / "back", *words_of(grant)) == set()


def test_what_a_list_says_is_removed_goes_where_the_backups_know_nothing_of_it(
    data: Path, article: dict[str, Any], tmp_path: Path
) -> None:
    old = back_up(data, tmp_path / "kept", tmp_path)
    erase(data, Wish(subject=GRANT, reason="court"))
    withhold(data, article["url"], "court")
    back_up(data, tmp_path / "elsewhere", tmp_path)
    listed = tmp_path / "elsewhere" / "removals.jsonl"
    restore(old.folder, tmp_path / "back", tmp_path / "settings", removals=listed)
    assert places_of(tmp_path / "back", GRANT) == set()
    assert asked(tmp_path / "back", "SELECT 1 FROM articles WHERE url = ?", article["url"]) == []


def test_a_public_copy_made_anew_has_nothing_of_it(
    data: Path, article: dict[str, Any], tmp_path: Path
) -> None:
    _, text, address = words_of(article)
    publish(data, tmp_path / "public", with_text=True)
    assert places_of(tmp_path / "public", text)
    erase(data, Wish(subject=article["url"], reason="court"))
    publish(data, tmp_path / "public", with_text=True)
    assert places_of(tmp_path / "public", text, address) == set()


STEPS = (
    ("take_out", "after"),
    ("drop_watches", "after"),
    ("purge", "before"),
    ("purge", "after"),
    ("clean", "after"),
)


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_killed_at_any_step_it_goes_on_when_called_again(
    data: Path,
    grant: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    when: str,
) -> None:
    alert_of(data, grant)
    real: Callable[..., Any] = getattr(erasing, step)

    def dies(*words: Any, **named: Any) -> None:
        if when == "after":
            real(*words, **named)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, step, dies)
        with pytest.raises(KeyboardInterrupt):
            erase(data, Wish(subject=GRANT, reason="court"))
    if (step, when) == ("purge", "before"):
        assert all(fault.unfinished for fault in check(data).faults)
        assert "Call it again" in check(data).faults[0].what
    assert isinstance(erase(data, Wish(subject=GRANT, reason="court")), Erased)
    assert places_of(data, *words_of(grant)) == set()
    assert check(data).faults == []


def test_an_address_that_nobody_knows_is_barred_only_where_that_is_said(
    data: Path, article: dict[str, Any]
) -> None:
    wrong = article["url"].replace(".html", "9.html")
    with pytest.raises(SetupError, match="Did you mean"):
        erase(data, Wish(subject=wrong, reason="court"))
    erase(data, Wish(subject=wrong, reason="court", beforehand=True))
    assert len(asked(data, "SELECT * FROM removals")) == 2


def test_a_feed_is_no_page_to_be_erased(data: Path) -> None:
    (feed,) = asked(data, "SELECT url FROM pages WHERE kind = 'feed' LIMIT 1")
    with pytest.raises(SetupError, match="only names pages"):
        erase(data, Wish(subject=feed["url"], reason="court"))


def test_nothing_is_erased_while_a_crawl_writes(data: Path, article: dict[str, Any]) -> None:
    archived = next(data.glob("archive/**/*.warc.gz"))
    with archived.open("rb") as held:
        hold(held)
        with pytest.raises(SetupError, match="a crawl is at work"):
            erase(data, Wish(subject=article["url"], reason="court"))
    assert asked(data, "SELECT 1 FROM articles WHERE id = ?", article["id"])
