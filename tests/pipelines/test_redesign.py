from typing import Any

import pytest

from pipelines.redesign import Difference, judge, readings

TEXT = "Мост через Великую закрыт.\nОбъезд по Советской улице."


def differences(count: int, field: str, pair: Any, **facts: Any) -> list[Difference]:
    """The same field of as many records; `pair` gives a record's old and new value."""
    made = []
    for number in range(count):
        old, new = pair(number)
        record = ("article", number)
        made.append(Difference(record=record, field=field, old=old, new=new, **facts))
    return made


def held(found: list[Difference], reread: int, known: Any = frozenset()) -> int:
    return len(judge(found, reread, known).explained)


@pytest.mark.parametrize(
    ("field", "pair"),
    [
        ("author", lambda n: (f"Автор {n}", None)),
        ("lead", lambda n: (None, f"Новое начало {n}")),
        ("status", lambda n: (("won", "not_supported")[n % 2], "other")),
        ("title", lambda n: (f"Новость {n}", f"Новость {n} — Вестник Пскова")),
        ("body", lambda n: (f"{n} {TEXT}", f"{n} {TEXT}\nПодписывайтесь на наш канал.")),
        ("body", lambda n: (f"{n} {TEXT}", f"{n} {TEXT}\nЧитайте также: новость {n * 7}")),
        ("body", lambda n: (f"{TEXT}\nФото: архив {n}", TEXT)),
        ("requested_kopecks", lambda n: (1000 + n, 100000 + n * 100)),
        ("published_edtf", lambda n: (f"2026-03-0{n + 1}T08:00:00+03:00",
                                      f"2026-03-0{n + 1}T11:00:00+03:00")),
        ("published_edtf", lambda n: (f"2026-03-0{n + 1}", f"2026-03-0{n + 1}T11:00:00+03:00")),
        ("image_url", lambda n: (f"https://old.example/i/{n}.jpg", f"https://cdn.example/i/{n}.jpg")),
        ("tags", lambda n: (f'["село {n}"]', f'["село {n}", "Псков"]')),
    ],
)  # fmt: skip
def test_the_same_difference_over_many_records_is_one_event(field: str, pair: Any) -> None:
    found = differences(6, field, pair)
    assert held(found, reread=12) == 6
    assert judge(found, 12).signatures
    assert held(found[:4], reread=4) == 0
    assert held(found, reread=21) == 0


@pytest.mark.parametrize(
    ("field", "pair"),
    [
        ("status", lambda _: ("under_review", "won")),
        ("status_text", lambda _: ("На рассмотрении", "Победитель")),
        ("awarded_kopecks", lambda _: (None, 50_000_000)),
        ("decided_on", lambda _: (None, "2026-03-10")),
        ("evaluation", lambda _: (None, "success")),
    ],
)
def test_the_results_of_a_contest_turn_many_cards_and_are_no_redesign(
    field: str, pair: Any
) -> None:
    assert held(differences(50, field, pair), reread=50) == 0


def test_many_edits_of_their_own_are_no_redesign() -> None:
    def pair(number: int) -> tuple[str, str]:
        return f"{TEXT} Погибли {number} человек.", f"{TEXT} Погибли {number + 3} человек."

    assert held(differences(20, "body", pair), reread=20) == 0


def test_correction_notes_are_no_redesign_though_they_read_alike() -> None:
    def pair(number: int) -> tuple[str, str]:
        note = "Обновлено: в текст внесены правки."
        return f"{number} {TEXT}", f"{number + 100} {TEXT}\n{note}"

    assert held(differences(20, "body", pair), reread=20) == 0


def test_another_extractor_over_many_records_is_the_sites_doing() -> None:
    def pair(number: int) -> tuple[str, str]:
        return f"Слова {number}", f"Совсем другие слова {number * 3}"

    found = differences(6, "body", pair, found_by=("own", "trafilatura"))
    assert held(found, reread=6) == 6
    assert judge(found, 6).signatures == {("body", "read by own, then trafilatura")}


def test_an_edit_beside_the_new_line_of_the_template_is_still_an_edit() -> None:
    def pair(number: int) -> tuple[str, str]:
        edited = TEXT.replace("закрыт", "открыт") if number == 0 else TEXT
        return f"{number}\n{TEXT}", f"{number}\n{edited}\nПодписывайтесь на канал."

    verdict = judge(differences(8, "body", pair), reread=8)
    assert not verdict.holds(("article", 0), "body")
    assert verdict.holds(("article", 1), "body")


def test_only_the_field_of_the_template_is_explained() -> None:
    found = differences(6, "author", lambda n: (f"Автор {n}", None))
    found.append(Difference(record=("article", 0), field="title", old="Было", new="Стало"))
    verdict = judge(found, reread=6)
    assert verdict.explained["article", 0] == {"author"}
    assert verdict.signatures == {("author", "vanished")}


def test_a_shape_that_is_known_needs_no_company() -> None:
    (one,) = differences(1, "author", lambda _: ("Автор", None))
    assert held([one], reread=50) == 0
    assert held([one], reread=50, known={("author", "vanished")}) == 1


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("rating", 0, 5),
        ("requested_kopecks", 0, 5),
        ("published_edtf", "2026-03", "2026-05"),
        ("published_edtf", "2026-03-01T10:00:00", "2026-03-01T10:00:00+03:00"),
        ("period_edtf", "2026-03/2026-04", "2026-04/2026-05"),
        ("body", "", ""),
        ("texts.requested", "много", "мало"),
        ("title", "«", "»"),
    ],
)
def test_any_difference_can_be_read(field: str, old: object, new: object) -> None:
    difference = Difference(record=("grant", 1), field=field, old=old, new=new)
    assert all(readings(difference)) or readings(difference) == []
