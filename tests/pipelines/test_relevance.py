"""A title goes before a passing mention, much before little, new before old."""

from pipelines.lemmas import lemmatise
from pipelines.relevance import relevance
from pipelines.sought import sought

FILLING = "тихий день прошел спокойно " * 40


def worth(query: str, title: str = "", names: str = "", text: str = "", age: float = 0) -> float:
    lemmas = (lemmatise(title), lemmatise(names), lemmatise(text))
    return relevance(sought(query), lemmas, age_days=age)


def test_the_title_counts_most_then_names_then_the_text() -> None:
    parts = [worth("мост", **{name: "Открыли мост"}) for name in ("title", "names", "text")]
    assert parts == sorted(parts, reverse=True)
    assert parts[-1] > worth("мост", text="Открыли дорогу") == 0


def test_more_mentions_and_shorter_texts_count_more() -> None:
    assert worth("мост", text="мост мосты мостов") > worth("мост", text="мост")
    assert worth("мост", text="мост") > worth("мост", text=f"мост {FILLING}")


def test_of_two_alike_the_newer_is_first_but_an_old_title_beats_a_new_mention() -> None:
    assert worth("мост", title="Мост", age=1) > worth("мост", title="Мост", age=300)
    assert worth("мост", title="Мост", age=5000) > worth("мост", text=f"мост {FILLING}", age=0)


def test_phrases_and_beginnings_count_where_they_stand() -> None:
    assert worth("«капитальный ремонт»", text="о капитальном ремонте") > 0
    assert worth("«капитальный ремонт»", text="капитальный был ремонт") == 0
    assert worth("кап*", text="о капитальном ремонте") > 0
