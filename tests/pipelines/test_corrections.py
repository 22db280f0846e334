import pytest

from pipelines.corrections import adds_note, notes, owns_up

TEXT = "В области открыли обновлённый парк.\nПогибли двое."


@pytest.mark.parametrize(
    "note",
    [
        "Исправлено: погибли трое.",
        "Обновлено в 14:30.",
        "Обновлён заголовок.",
        "Материал дополнен комментарием.",
        "Уточнение: двое, а не трое.",
        "В текст внесены изменения.",
        "Редакция приносит извинения.",
        "UPD: движение открыто.",
    ],
)
def test_a_line_that_owns_up_to_an_edit_is_a_note(note: str) -> None:
    assert notes(f"Мост закрыт.\n{note}") == (note,)
    assert adds_note(TEXT, f"{TEXT}\n{note}")
    assert owns_up({"body": TEXT}, {"body": f"{TEXT}\n{note}"})


def test_what_stood_there_before_is_no_note_of_this_edit() -> None:
    noted = f"{TEXT}\nОбновлено: погибли трое."
    assert not adds_note(noted, noted)
    assert not owns_up({"body": noted}, {"body": noted.replace("двое", "трое")})


@pytest.mark.parametrize("text", [None, "", "В Пскове открыли обновлённый парк.", "Мост открыт."])
def test_other_lines_are_none(text: str | None) -> None:
    assert not adds_note("Мост закрыт.", text)


def test_another_moment_of_modification_owns_up() -> None:
    assert owns_up({"modified_edtf": None}, {"modified_edtf": "2026-03-02"})
    assert not owns_up({"modified_edtf": "2026-03-02"}, {"modified_edtf": "2026-03-02"})
    assert not owns_up({"modified_edtf": "2026-03-02"}, {"modified_edtf": None})
