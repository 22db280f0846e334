"""Deadlines as a calendar reads them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar, Event

Get = Callable[..., httpx.Response]
PIERS = "Гранты сельским пристаням"


def events(get: Get, address: str) -> dict[str, Event]:
    answer = get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = Calendar.from_ical(answer.text)
    assert calendar.errors == []
    found = {str(event["summary"]).partition(": ")[2]: event for event in calendar.walk("VEVENT")}
    assert all(event.errors == [] for event in found.values())
    return found


def test_a_known_moment_is_one_and_a_known_day_a_whole_day(get: Get) -> None:
    found = events(get, "/deadlines.ics")
    assert found[PIERS]["dtstart"].dt == datetime(2099, 3, 31, 15, tzinfo=UTC)
    day = found["Набережную обновят на средства конкурса"]
    assert (day["dtstart"].dt, day["dtend"].dt) == (date(2099, 4, 1), date(2099, 4, 2))


def test_a_month_is_no_day_and_it_is_said_how_many_are_not_here(get: Get) -> None:
    assert "Конкурс будущих маяков" not in events(get, "/deadlines.ics")
    assert "Без известного дня окончания приёма: 1" in get("/deadlines.ics").text.replace(
        "\r\n ", ""
    )


def test_the_sentence_that_states_the_deadline_goes_with_it(get: Get) -> None:
    event = events(get, "/deadlines.ics")[PIERS]
    assert "Заявки ждут до 18:00 мск 31 марта 2099 года." in event["description"]
    assert str(event["url"]).endswith("/dozor/competitions/1")
    assert str(event["uid"]) == "tag:dozor,2026:deadline/fond/k1"


def test_a_filter_of_calls_is_a_calendar_too(get: Get) -> None:
    assert set(events(get, "/dozor/calls.ics?source_id=fond")) == {PIERS}
    assert set(events(get, "/dozor/competitions.ics?_search=пристани&_size=1")) == {PIERS}
    assert events(get, "/dozor/calls.ics?standing=closed") == {}


def test_other_tables_have_none(get: Get) -> None:
    assert get("/dozor/grants.ics").status_code == 400
    assert get("/dozor/calls.ics?standng=open").status_code == 400


def test_an_extended_deadline_moves_the_same_event(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    before = events(client(copied), "/deadlines.ics")[PIERS]
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            "UPDATE competitions SET closes_utc = '2099-04-30T15:00:00Z',"
            " closes_on = '2099-04-30', last_changed = '2026-03-05T09:00:00Z' WHERE id = 1"
        )
        connection.execute(
            "INSERT INTO changes (revision_id, record_kind, record_id, field, cause, significance,"
            " seen_at, old, new) VALUES (1, 'competition', 1, 'closes_on', 'source', 90,"
            " '2026-03-05T09:00:00Z', '2099-03-31', '2099-04-30')"
        )
        connection.commit()
    after = events(client(copied), "/deadlines.ics")[PIERS]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt == datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert after["dtstart"].dt.day == 30


@pytest.mark.parametrize("state", ["gone", "missing"])
def test_a_call_that_was_taken_down_is_cancelled(
    copied: Path, client: Callable[[Path], Get], state: str
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            "INSERT INTO pages (id, source_id, key, url, kind, first_seen, state)"
            " VALUES (1, 'fond', 'k', 'https://fond.example/1', 'competition', '2026', ?)",
            (state,),
        )
        connection.execute("UPDATE competitions SET page_id = 1 WHERE id = 1")
        connection.commit()
    assert events(client(copied), "/deadlines.ics")[PIERS]["status"] == "CANCELLED"


def test_sample_data_is_named_as_such(get_sample: Get) -> None:
    event = events(get_sample, "/deadlines.ics")[PIERS]
    assert "Образец данных" in event["description"]
    assert str(event["uid"]).startswith("tag:dozor,2026:sample/")
