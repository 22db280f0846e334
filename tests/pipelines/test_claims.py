from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Origin
from pipelines.claims import FIELDS, PRECEDENCE, Claim, claims_of, merged, said_by
from pipelines.records import Grant
from pipelines.storage.rows import columns_of

ORIGINS: tuple[Origin, ...] = ("card", "listing", "workbook", "results")


def says(origin: Origin, **fields: Any) -> list[Claim]:
    return [Claim(name, origin, value) for name, value in fields.items()]


def record_of(*claims: list[Claim]) -> dict[str, Any]:
    return merged([claim for made in claims for claim in made])


def test_the_decision_is_the_workbooks_and_the_prose_the_cards() -> None:
    card = says("card", status="won", awarded_kopecks=100, summary="О лесе", title="Лес")
    book = says("workbook", status="withdrawn", awarded_kopecks=0, summary="лес", title="ЛЕС")
    record = record_of(card, book)
    assert (record["status"], record["awarded_kopecks"]) == ("withdrawn", 0)
    assert (record["summary"], record["title"]) == ("О лесе", "Лес")


def test_what_the_first_does_not_say_the_next_one_does() -> None:
    record = record_of(says("workbook", evaluation=None), says("card", evaluation="success"))
    assert record["evaluation"] == "success"


def test_a_decision_goes_before_an_examination_whoever_tells_of_it() -> None:
    record = record_of(says("workbook", status="under_review"), says("listing", status="won"))
    assert record["status"] == "won"


def test_a_wording_that_nobody_knows_is_shown() -> None:
    book = [Claim("status", "workbook", "other", "проект прекращён", None, "unknown wording")]
    record = record_of(book, says("card", status="won"))
    assert (record["status"], record["status_text"]) == ("other", "проект прекращён")
    assert "unknown wording" in record["problems"]


def test_a_number_with_wrong_check_digits_gives_way_to_a_sound_one() -> None:
    card = [Claim("inn", "card", "7700000001", "7700000001", None, "the check digits are wrong")]
    record = record_of(card, says("workbook", inn="7707083893"))
    assert (record["inn"], record["problems"]) == ("7707083893", "{}")


def test_the_words_follow_the_claim_that_is_shown() -> None:
    card = [Claim("status", "card", "won", "победитель", "Статус")]
    book = [Claim("status", "workbook", "withdrawn", "отозван", "Статус проекта")]
    record = record_of(card, book)
    assert record["status_text"] == "отозван"
    assert record["texts"] == '{"status": "отозван"}'
    assert record["origins"] == '{"status": "Статус проекта"}'


def test_what_several_say_alike_is_told_in_the_words_of_the_card() -> None:
    card = [Claim("status", "card", "not_supported", "проект не получил поддержку", "Статус")]
    book = [Claim("status", "workbook", "not_supported", "проект не получил поддержки")]
    assert record_of(book, card)["status_text"] == "проект не получил поддержку"


def test_every_field_of_the_precedence_is_a_claimed_one() -> None:
    assert PRECEDENCE.keys() <= set(FIELDS)
    assert all(sorted(order) == sorted(ORIGINS) for order in PRECEDENCE.values())


def test_what_is_said_of_a_card_can_be_read_back() -> None:
    grant = Grant(
        key="23-2-003335",
        source_id="fund",
        url="https://fund.example/1",
        title="Лес",
        status="won",
        status_text="победитель",
        rating=74.33,
        period_edtf="2023-07-01/2024-06-30",
        starts_on="2023-07-01",
        ends_on="2024-06-30",
        tasks=("Первая", "Вторая"),
        texts={"status": "победитель", "Новая метка": "слова"},
        problems={"Новая метка": "unknown label"},
    )
    row = columns_of(grant)
    said = said_by(claims_of(row, "card"), "card")
    assert said == {name: row[name] for name in row if name not in {"key", "source_id"}}


values = st.one_of(st.none(), st.sampled_from(["won", "under_review", "other", "а", "б"]))
claims = st.builds(
    Claim,
    st.sampled_from(["status", "title", "region", "inn", "Метка"]),
    st.sampled_from(ORIGINS),
    values,
    st.sampled_from([None, "слова"]),
    st.sampled_from([None, "own"]),
    st.sampled_from([None, "unread"]),
)


@given(st.lists(claims, unique_by=lambda one: (one.field, one.origin)), st.randoms())
def test_the_order_of_claims_plays_no_part(made: list[Claim], random: Any) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    assert merged(shuffled) == merged(made)
