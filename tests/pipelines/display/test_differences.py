from hypothesis import given
from hypothesis import strategies as st

from pipelines.display.differences import differences

WORDS = st.lists(st.sampled_from(["река", "лёд", "мост", "17", "снег,"]), max_size=40).map(" ".join)


def test_a_changed_word_stands_beside_what_it_replaced() -> None:
    pieces = differences("Получили 14 дворов в городе", "Получили 17 дворов в городе")
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        *(("same", "Получили"), ("old", "14"), ("new", "17"), ("same", "дворов в городе"))
    ]


def test_what_did_not_change_is_cut_short() -> None:
    same = "слово " * 50
    kinds = [piece.kind for piece in differences(f"{same}было", f"{same}стало")]
    assert kinds == ["gap", "same", "old", "new"]


def test_equal_texts_have_no_change() -> None:
    assert {piece.kind for piece in differences("а б", "а б")} <= {"same", "gap"}


@given(WORDS, WORDS)
def test_nothing_of_a_change_is_lost(old: str, new: str) -> None:
    pieces = differences(old, new)
    if "gap" not in {piece.kind for piece in pieces}:
        before = "".join(piece.text for piece in pieces if piece.kind != "new")
        after = "".join(piece.text for piece in pieces if piece.kind != "old")
        assert before.split() == old.split()
        assert after.split() == new.split()


@given(st.text(), st.text())
def test_no_text_raises(old: str, new: str) -> None:
    differences(old, new)
