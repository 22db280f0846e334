"""Questions with ready answers: each is a page, a file, a feed; and its numbers are right."""

import html
import io
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from python_calamine import CalamineWorkbook

from dozor.serve import HOME

Get = Callable[..., httpx.Response]
QUERIES = yaml.safe_load((HOME / "queries" / "queries.yaml").read_text(encoding="utf-8"))


def answer(get: Get, address: str) -> list[dict[str, Any]]:
    found = get(f"/dozor/{address}{'&' if '?' in address else '?'}_shape=objects".replace(
        "?", ".json?", 1
    ))  # fmt: skip
    assert found.status_code == 200, found.text
    rows: list[dict[str, Any]] = found.json()["rows"]
    return rows


def test_every_file_of_sql_is_described() -> None:
    assert {path.stem for path in (HOME / "queries").glob("*.sql")} == set(QUERIES)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", QUERIES)
def test_a_question_without_parameters_is_of_everything(get: Get, name: str, language: str) -> None:
    page = get(f"/dozor/{name}?_lang={language}")
    assert page.status_code == 200
    assert get(f"/dozor/{name}.csv").headers["x-dozor-complete"] == "1"
    assert get(f"/dozor/{name}.xlsx").status_code == 200
    assert get(f"/dozor/{name}.atom").status_code == (400 if name == "articles_by_month" else 200)
    heads = re.findall('<th scope="col">([^<]*)</th>', page.text)
    assert not [head for head in heads if re.fullmatch("[a-z]+_[a-z_]+", head)], "a bare column"
    for one in QUERIES[name]["asks"]:
        assert f'name="{one}"' in page.text


def test_the_page_of_questions_leads_to_each(get: Get) -> None:
    page = get("/-/questions").text
    for name in QUERIES:
        assert f'href="/dozor/{name}"' in page


def test_who_got_most_says_for_how_many_the_sum_is_known(get: Get) -> None:
    (row,) = answer(get, "top_organisations")
    assert (row["awarded_kopecks"], row["awarded_of"], row["won"]) == (198000050, 1, 1)
    assert row["applications"] == 2


def test_the_largest_sum_comes_first_whatever_the_order_of_rows(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            "INSERT INTO grants (key, source_id, url, first_seen, last_seen, title, status,"
            " awarded_kopecks, currency, organisation, texts, origins) VALUES ('k9', 'fond',"
            " 'https://fond.example/9', '2026', '2026', 'Маяк', 'won', 900000000, 'RUB', 'АНО Маяк'"
            ", '{}', '{}')"
        )
        connection.commit()
    rows = answer(client(copied), "top_organisations")
    assert [row["organisation"] for row in rows] == ["АНО Маяк", "АНО «Мастерская у воды»"]
    page = client(copied)("/dozor/top_organisations").text
    assert 'class="bars"' in page
    assert "9\u00a0000\u00a0000\u00a0₽" in page


@pytest.mark.parametrize("region", ["RU-PSK", "Псковская область", "псковская обл."])
def test_a_region_is_known_by_any_name_of_it(get: Get, region: str) -> None:
    assert len(answer(get, f"top_organisations?region={region}")) == 1
    assert answer(get, "top_organisations?region=Томская область") == []


def test_success_counts_only_what_was_decided(get: Get) -> None:
    (row,) = answer(get, "success_rates?by=region")
    assert (row["part"], row["success_percent"], row["won"]) == ("RU-PSK", 50.0, 1)
    assert "Псковская область" in get("/dozor/success_rates?by=region").text
    years = answer(get, "success_rates?by=year")
    assert [(row["part"], row["success_percent"]) for row in years] == [
        ("2023", 0.0),
        ("2024", 100.0),
    ]


def test_sums_of_months_are_never_mixed_and_undated_ones_stand_alone(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE grants SET submitted_on = NULL WHERE id = 2")
        connection.commit()
    rows = answer(client(copied), "sums_by_month")
    assert [row["month"] for row in rows] == ["2024-03", None]
    assert [row["requested_kopecks"] for row in rows] == [220160000, 50000000]
    assert [row["awarded_kopecks"] for row in rows] == [198000050, None]
    assert "не указано" in client(copied)("/dozor/sums_by_month").text


def test_an_application_that_names_no_sum_has_no_line_of_its_own(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE grants SET submitted_on = NULL")
        connection.execute(
            "UPDATE grants SET currency = NULL, requested_kopecks = NULL WHERE id = 1"
        )
        connection.commit()
    get = client(copied)
    (row,) = answer(get, "sums_by_month")
    assert (row["month"], row["currency"], row["applications"]) == (None, "RUB", 2)
    assert row["requested_of"] == 1
    assert get("/dozor/sums_by_month?_lang=ru").text.count("не указано, когда подана") == 1


def test_articles_of_a_known_month_alone_and_without_a_date_have_their_own_lines(get: Get) -> None:
    rows = answer(get, "articles_by_month")
    assert [(row["month"], row["known"], row["articles"]) for row in rows] == [
        ("2026-02", "day", 1),
        ("2026-02", "coarser", 1),
        ("2026-03", "day", 1),
        (None, "undated", 1),
    ]
    assert sum(row["articles"] for row in answer(get, "articles_by_month?by=source")) == 4


def test_months_go_by_the_calendar_of_the_source(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            "UPDATE articles SET published_on = '2026-04-01',"
            " published_utc = '2026-03-31T20:00:00Z' WHERE id = 1"
        )
        connection.commit()
    months = [row["month"] for row in answer(client(copied), "articles_by_month")]
    assert "2026-04" in months
    assert "2026-03" not in months


def test_news_are_found_by_a_name_in_any_case(get: Get) -> None:
    rows = answer(get, "news_about?organisation=АНО «Восемь мастерских»")
    assert [row["article_id"] for row in rows] == [1]
    assert answer(get, "news_about") == []


def test_news_are_found_by_a_number_through_its_names(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE organisations SET name = 'Фонд «Первая мастерская»'")
        connection.commit()
    get = client(copied)
    rows = answer(get, "news_about?organisation=6027068261")
    assert [row["article_id"] for row in rows] == [1]


def test_winners_of_whom_something_is_written_are_not_unreported(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    assert answer(client(copied), "unreported_winners") == [], "a mention is enough"
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("DELETE FROM mentions")
        connection.commit()
    assert [row["grant_id"] for row in answer(client(copied), "unreported_winners")] == [1]
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE organisations SET name = 'АНО «Первая мастерская»'")
        connection.commit()
    assert answer(client(copied), "unreported_winners") == []


def test_a_first_win_is_new_only_where_every_win_is_dated(
    copied: Path, client: Callable[[Path], Get]
) -> None:
    assert [row["grant_id"] for row in answer(client(copied), "new_winners")] == [1]
    assert answer(client(copied), "new_winners?since=2025-01-01") == []
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute(
            "UPDATE grants SET status = 'won', submitted_on = NULL, decided_on = NULL WHERE id = 2"
        )
        connection.commit()
    assert answer(client(copied), "new_winners") == []


def test_only_what_the_source_changed_is_a_change(get: Get) -> None:
    rows = answer(get, "changed_grants")
    assert [(row["field"], row["new"]) for row in rows] == [("awarded_kopecks", "198000050")]
    assert "1\u00a0980\u00a0000,50" in get("/dozor/changed_grants").text


def test_deadlines_have_a_calendar(get: Get) -> None:
    assert [row["competition_id"] for row in answer(get, "deadlines")] == [1, 4, 3]
    assert get("/dozor/deadlines.ics?until=2099-03-31").text.count("BEGIN:VEVENT") == 1


def test_totals_say_what_they_cover(get: Get) -> None:
    page = get("/dozor/top_organisations").text
    assert "по заявкам, которые видел Дозор" in page
    assert "прочитано карточек" in page


def test_files_and_json_say_what_totals_cover_too(get: Get) -> None:
    covers = get("/dozor/top_organisations.json").json()["covers"]
    assert "по заявкам, которые видел Дозор" in covers["what"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(get("/dozor/top_organisations.xlsx").content))
    about = book.get_sheet_by_index(1).to_python()
    assert ["Что в числах", covers["what"]] in about


def test_the_map_shows_what_its_table_says(get: Get) -> None:
    page = get("/-/map?measure=awarded_kopecks").text
    assert page.count("<rect") == 89
    assert "Псковская область: 1\u00a0980\u00a0000\u00a0₽" in page
    assert 'href="/dozor/grants?region=RU-PSK&amp;status=won"' in page.replace(
        "&status", "&amp;status"
    )
    assert "1\u00a0980\u00a0000,50\u00a0₽" in page
    assert "shade-5" in page


def test_the_map_counts_what_lies_nowhere(copied: Path, client: Callable[[Path], Get]) -> None:
    with closing(sqlite3.connect(copied / "dozor.db")) as connection:
        connection.execute("UPDATE grants SET region = NULL WHERE id = 1")
        connection.commit()
    assert "Регион не указан: 1" in client(copied)("/-/map?measure=won").text


@pytest.mark.parametrize("query", ["measure=height", "year=26", "year=abcd"])
def test_a_map_of_nothing_is_refused(get: Get, query: str) -> None:
    assert get(f"/-/map?{query}").status_code == 400


FRESH = "SELECT * FROM (select * from {}) ORDER BY coalesce(last_changed, first_seen) DESC LIMIT 50"
MONTHS = (HOME / "queries" / "articles_by_month.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (FRESH.format("articles"), "articles_fresh"),
        (FRESH.format("grants"), "grants_fresh"),
        (FRESH.format("organisations"), "organisations_fresh"),
        (MONTHS, "COVERING INDEX articles_months"),
    ],
)
def test_what_a_million_rows_would_make_slow_goes_by_an_index(
    data: Path, sql: str, index: str
) -> None:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        connection.create_function("region_code", 1, str, deterministic=True)
        given = dict.fromkeys(("by", "source", "region"), "")
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall()
    assert index in str(plan)


@pytest.mark.parametrize("name", QUERIES)
def test_the_sql_of_a_question_may_be_changed(get: Get, name: str) -> None:
    page = get(f"/dozor/{name}?organisation=x").text
    found = re.search(r'href="(/dozor\?sql=[^"]*)"', page)
    if found:  # an empty answer offers none
        assert get(html.unescape(found[1])).status_code == 200
