from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import RawArticle
from pipelines.normalize import normalize_article
from pipelines.records import Article, InvalidRecord

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def article(**fields: Any) -> Article:
    fields = {"title": "Заголовок", "body": "Текст.", **fields}
    return normalize_article(RawArticle(url="https://s.example/1", **fields), reference=NOW)


def test_a_clock_time_in_a_known_zone_is_an_instant() -> None:
    found = article(published="13:47, 24 декабря 2021", timezone="Asia/Yakutsk")
    assert found.published_edtf == "2021-12-24T13:47:00+09:00"
    assert found.published_utc == found.sort_utc == "2021-12-24T04:47:00Z"
    assert (found.published_precision, found.published_on) == ("minute", "2021-12-24")
    assert found.texts["published_edtf"] == "13:47, 24 декабря 2021"


def test_the_calendar_date_is_that_of_the_sources_zone() -> None:
    found = article(published="2021-12-24T23:30:00+00:00", timezone="Asia/Yakutsk")
    assert (found.published_on, found.published_utc) == ("2021-12-25", "2021-12-24T23:30:00Z")


def test_without_a_zone_the_clock_time_is_kept_and_no_instant_is_invented() -> None:
    found = article(published="24.12.2021 13:47")
    assert (found.published_edtf, found.published_utc) == ("2021-12-24T13:47:00", None)
    assert (found.published_on, found.sort_utc) == ("2021-12-24", "2021-12-24T13:47:00Z")


def test_a_month_stays_a_month_and_sorts_by_its_first_moment() -> None:
    found = article(published="май 2024", timezone="Europe/Moscow")
    assert (found.published_edtf, found.published_precision) == ("2024-05", "month")
    assert (found.published_on, found.published_utc) == (None, None)
    assert found.sort_utc == "2024-04-30T21:00:00Z"


def test_no_date_is_no_date() -> None:
    found = article(published=None, body="С 22 по 25 декабря прошёл форум.")
    assert (found.published_edtf, found.sort_utc, dict(found.problems)) == (None, None, {})


def test_what_cannot_be_read_is_null_with_its_words_and_the_reason() -> None:
    found = article(published="  на днях\n", image_url="/logo.png")
    assert found.published_edtf is None
    assert found.texts == {"published_edtf": "на днях", "image_url": "/logo.png"}
    assert set(found.problems) == {"published_edtf", "image_url"}


def test_a_relative_date_counts_from_the_fetch() -> None:
    found = article(published="вчера в 10:00", timezone="Europe/Moscow")
    assert found.published_utc == "2026-02-28T07:00:00Z"


def test_an_unknown_zone_is_no_zone() -> None:
    assert article(published="24.12.2021 13:47", timezone="Asia/Nowhere").published_utc is None


def test_white_space_is_folded_and_paragraphs_stay() -> None:
    found = article(title=" Дом\u00a0у\nреки ", body="Один  абзац.\r\n\n \nДва\u200b.", lead="\n")
    assert (found.title, found.body, found.lead) == ("Дом у реки", "Один абзац.\nДва.", None)
    assert found.word_count == 3


def test_lists_lose_doubles_and_hashes() -> None:
    found = article(tags=("#село", " село", "школа", ""), authors=("А. Вымышленный", "Б. Другая"))
    assert (found.tags, found.author) == (("село", "школа"), "А. Вымышленный, Б. Другая")


def test_origins_are_named_by_column() -> None:
    origins = {"title": "own", "published": "json-ld", "authors": "opengraph"}
    assert article(origins=origins).origins == {
        "title": "own",
        "published_edtf": "json-ld",
        "author": "opengraph",
    }


def test_the_page_is_the_key_where_the_site_gives_none() -> None:
    assert article().key == "https://s.example/1"
    assert article(key="https://s.example/k").key == "https://s.example/k"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": None}, "no title"),
        ({"title": " \u00a0"}, "no title"),
        ({"body": None}, "neither body nor lead"),
        ({"body": "\n", "lead": " "}, "neither body nor lead"),
    ],
)
def test_an_article_needs_a_title_and_a_text(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidRecord, match=reason):
        article(**fields)


def test_a_lead_is_text_enough() -> None:
    assert article(body=None, lead="Коротко о главном.").word_count == 3


@given(
    st.text(min_size=1),
    st.text(),
    st.text() | st.datetimes().map(str),
    st.sampled_from([None, "Europe/Moscow", "", "../etc", "\x00"]),
)
def test_no_text_raises_anything_but_that_there_is_no_record(
    title: str, body: str, published: str, timezone: str | None
) -> None:
    try:
        found = article(title=title, body=body, published=published, timezone=timezone)
    except InvalidRecord:
        return
    assert found.title.encode()
    assert (found.published_edtf is None) == (found.published_precision is None)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [("5 мая 2024 в 19:00", None), ("2024-05-04", "2024-05-04"), ("май 2024", "2024-05")],
)
def test_a_day_ahead_of_the_visit_is_no_day_of_publication(stated: str, kept: str | None) -> None:
    raw = RawArticle(url="https://paper.example/1", title="Концерт", body="Зал.", published=stated)
    found = normalize_article(raw, reference=datetime(2024, 5, 2, 10, tzinfo=UTC))
    assert found.published_edtf == kept
    assert found.texts["published_edtf"] == stated
    assert ("published_edtf" in found.problems) == (kept is None)


@pytest.mark.parametrize(
    ("language", "edtf"), [("en", "2019-03-25"), (None, "2019-03-25"), ("ru", None)]
)
def test_a_date_begins_with_its_month_on_english_pages_alone(
    language: str | None, edtf: str | None
) -> None:
    found = article(title="Ferry", body="It is back.", published="03/25/2019", language=language)
    assert found.published_edtf == edtf
    assert found.texts["published_edtf"] == "03/25/2019"
