import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.lemmas import NOTHING, lemmatise, search_expression

TEXTS = (
    "Гранты на ёлку получили три организации Псковской области",
    "Заявка № 23-2-003335: «Тихий берег», проект фонда «Родник»",
    "Клюкиной вручили награду, Вешников остался без неё",
    "Завод выпускает сталь; новые стали дороже",
    "Росмолодёжь и COVID-19 на iPhone",
    "Сотру́дники фон\u00adдов",
    "Слепцов рассказал о пяти ТОСах и грантовых фандрайзерах",
    "О Слепцове и работе ТОСов",
)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5"
        ' (title, names, text, tokenize = "unicode61 remove_diacritics 0")'
    )
    rows = [(number, "заголовок", "", lemmatise(text)) for number, text in enumerate(TEXTS)]
    connection.executemany("INSERT INTO search (rowid, title, names, text) VALUES (?,?,?,?)", rows)
    yield connection
    connection.close()


def found(index: sqlite3.Connection, query: str) -> set[int]:
    sql = "SELECT rowid FROM search WHERE search MATCH ?"
    return {row[0] for row in index.execute(sql, [search_expression(query)])}


@pytest.mark.parametrize("query", ["грант", "гранты", "ГРАНТОВ", "грантом", "елка", "ёлками"])
def test_every_form_of_a_word_finds_it(index: sqlite3.Connection, query: str) -> None:
    assert found(index, query) == {0}


@pytest.mark.parametrize("query", ["псковский", "псковская", "псковской", "Псковскую область"])
def test_twin_lemmas_of_an_adjective_are_one(index: sqlite3.Connection, query: str) -> None:
    assert found(index, query) == {0}


@pytest.mark.parametrize("query", ["23-2-003335", "003335", "заявка 23-2-003335"])
def test_numbers_are_found_whole_and_in_parts(index: sqlite3.Connection, query: str) -> None:
    assert found(index, query) == {1}


def test_a_number_is_not_found_in_another_order(index: sqlite3.Connection) -> None:
    assert found(index, "23-003335-2") == set()


@pytest.mark.parametrize("query", ["Клюкина", "клюкиной", "Вешникову", "Вешниковым"])
def test_names_that_no_dictionary_knows_are_found_in_any_case(
    index: sqlite3.Connection, query: str
) -> None:
    assert found(index, query) == {2}


@pytest.mark.parametrize("query", ["слепцов", "слепцовым", "ТОС", "тосы", "ТОСов"])
def test_a_name_that_looks_like_a_common_word_is_found(
    index: sqlite3.Connection, query: str
) -> None:
    assert found(index, query) == {6, 7}


@pytest.mark.parametrize("query", ["росмолодежью", "covid-19", "iphone", "IPHONE"])
def test_coinages_and_latin_words_are_found(index: sqlite3.Connection, query: str) -> None:
    assert found(index, query) == {4}


def test_stress_marks_and_soft_hyphens_do_not_hide_a_word(index: sqlite3.Connection) -> None:
    assert found(index, "сотрудник фонда") == {5}


def test_an_ambiguous_form_asks_for_each_lemma_it_may_be() -> None:
    assert search_expression("мыла") == '("мыло" OR "мыть")'


@pytest.mark.parametrize("query", ['"тихого берега"', "«Тихий берег»", "„тихий берег“"])
def test_a_phrase_in_any_quotes_is_a_phrase(index: sqlite3.Connection, query: str) -> None:
    assert found(index, query) == {1}
    assert found(index, '"берег тихий"') == set()


def test_a_beginning_finds_what_goes_on(index: sqlite3.Connection) -> None:
    assert found(index, "росмол*") == {4}
    assert found(index, "гранты*") == {0}


def test_an_exclusion_takes_away(index: sqlite3.Connection) -> None:
    assert found(index, "фонд") == {1, 5}
    assert found(index, "фонд -сотрудники") == {1}


def test_a_field_is_looked_at_alone(index: sqlite3.Connection) -> None:
    assert found(index, "text:грант") == {0}
    assert found(index, "title:грант") == set()


@pytest.mark.parametrize("query", ["", "   ", "-", "-грант", "«»", "***", "!?"])
def test_nothing_to_look_for_gives_what_matches_nothing(
    index: sqlite3.Connection, query: str
) -> None:
    assert search_expression(query) == NOTHING
    assert found(index, query) == set()


@given(st.text() | st.text(alphabet='грант"*-:()«»^+{} ANDORTitlenames\x00'))
@example("слово " * 2000)
@example('"' + "мыла " * 300 + '"')
@example("text:" * 50)
def test_no_query_is_a_syntax_error(query: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (title, names, text)")
    connection.execute("SELECT 1 FROM search WHERE search MATCH ?", [search_expression(query)])
    connection.close()


@given(st.lists(st.text(alphabet="абвгдеёийклмнопрстуьыяABZ019", min_size=1), min_size=1))
def test_a_text_is_found_by_each_of_its_words(words: list[str]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        'CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "unicode61 remove_diacritics 0")'
    )
    connection.execute("INSERT INTO search VALUES (?)", [lemmatise(", ".join(words))])
    sql = "SELECT count(*) FROM search WHERE search MATCH ?"
    for query in (*words, " ".join(words)):
        assert connection.execute(sql, [search_expression(query)]).fetchone() == (1,)
    connection.close()
