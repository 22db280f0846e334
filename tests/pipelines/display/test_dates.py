import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.display.dates import read_edtf, read_moment


@pytest.mark.parametrize(
    ("edtf", "russian", "english"),
    [
        ("2024-05", "май 2024", "May 2024"),
        ("2021-12-24", "24 декабря 2021 года", "24 December 2021"),
        ("2021", "2021 год", "2021"),
        ("202X", "2020-е годы", "2020s"),
        ("19XX", "XX век", "20th century"),
        ("2021-22", "лето 2021 года", "summer 2021"),
        ("2021-36", "IV квартал 2021 года", "fourth quarter 2021"),
        ("2021-05~", "май 2021 (приблизительно)", "May 2021 (approximate)"),
        ("2021?", "2021 год (предположительно)", "2021 (uncertain)"),
        ("2023-07-03/2023-12-29", "3 июля 2023 года — 29 декабря 2023 года",
         "3 July 2023 – 29 December 2023"),
        ("2023-07-03/..", "3 июля 2023 года — …", "3 July 2023 – …"),
        ("../2023", "… — 2023 год", "… – 2023"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_its_own_precision(edtf: str, russian: str, english: str) -> None:
    assert read_edtf(edtf).replace("\u00a0", " ") == russian
    assert read_edtf(edtf, "en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2021-12-24T13:47:00+09:00", "24 декабря 2021 года, 13:47 (7:47 по Москве)"),
        ("2021-12-24T13:47:00+03:00", "24 декабря 2021 года, 13:47 по Москве"),
        ("2021-12-24T13:47:00", "24 декабря 2021 года, 13:47"),
        (
            "2021-12-24T03:05:00+09:00",
            "24 декабря 2021 года, 3:05 (23 декабря 2021 года, 21:05 по Москве)",
        ),
    ],
)
def test_a_clock_time_is_local_with_moscow_beside_it_where_the_zone_is_known(
    edtf: str, words: str
) -> None:
    assert read_edtf(edtf).replace("\u00a0", " ") == words


def test_the_clock_can_be_left_out() -> None:
    assert read_edtf("2021-12-24T13:47:00+09:00", clock=False) == read_edtf("2021-12-24")


def test_an_instant_is_shown_by_the_clock_of_a_zone() -> None:
    words = read_moment("2021-12-24T04:47:00Z", "en", "Asia/Yakutsk").replace("\u00a0", " ")
    assert words == "24 December 2021, 13:47 (7:47 Moscow time)"


def test_an_unknown_zone_is_moscow() -> None:
    utc = "2021-12-24T04:47:00Z"
    assert read_moment(utc, "ru", "Nowhere/At-all") == read_moment(utc)


@pytest.mark.parametrize("text", ["2021-13", "2021-99", "вчера", "2021-12-24T99:00:00Z", "/", ""])
def test_what_is_no_known_form_is_given_as_it_is(text: str) -> None:
    assert text.strip("/") in read_edtf(text)


@given(st.text() | st.text(alphabet="0123456789-/.X?~%T:Z+"), st.sampled_from(["ru", "en"]))
def test_no_text_raises(text: str, language: str) -> None:
    read_edtf(text, language)
    read_moment(text, language)
