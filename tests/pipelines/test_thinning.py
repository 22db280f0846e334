"""What may go of a page's responses, for all the ways in which a page can have answered."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipelines.thinning import Archived, thinnable

LATER = "2027-01-01T00:00:00Z"


def answers(*bodies: str, **facts: Any) -> list[Archived]:
    """Responses one day apart from 1 March 2026 on, with these bodies; `304` has none."""
    return [
        Archived(
            id=number,
            fetched_at=f"2026-03-{number:02}T06:00:00Z",
            http_status=304 if body == "304" else 200,
            body_sha256="nothing" if body == "304" else body,
            **facts,
        )
        for number, body in enumerate(bodies, 1)
    ]


def gone(found: list[Archived], **words: Any) -> set[int]:
    asked: dict[str, Any] = {"before": LATER, "known_body": found[-1].body_sha256, **words}
    return set(thinnable(found, **asked))


def standing(found: list[Archived], *ids: int, **facts: Any) -> list[Archived]:
    """The same, some of which something stands on."""
    changed = facts or {"stands": True}
    return [replace(one, **changed) if one.id in ids else one for one in found]


def test_between_first_and_last_nothing_stays_that_nothing_stands_on() -> None:
    assert gone(answers("a", "b", "c", "d")) == {1, 2, 3}
    assert gone(standing(answers("a", "b", "c", "d"), 2)) == {1, 3}


def test_a_revisit_that_stays_keeps_the_response_with_its_body() -> None:
    assert gone(standing(answers("a", "a", "a", "b"), 3)) == {2}
    assert gone(answers("a", "a", "a")) == {2}


def test_a_304_that_stays_keeps_the_body_that_it_tells_of() -> None:
    assert gone(standing(answers("a", "b", "304", "304", "c"), 4)) == {1, 3}


def test_young_responses_stay_with_what_they_refer_to() -> None:
    assert gone(answers("a", "x", "a", "a", "b"), before="2026-03-04T00:00:00Z") == {2}


def test_the_first_and_last_evidence_of_each_rejection_stays() -> None:
    found = standing(answers("a", "e", "f", "g", "b"), 2, 3, 4, rejected="empty")
    assert gone(found) == {1, 3}


def test_the_first_response_of_each_month_can_be_kept() -> None:
    found = [
        Archived(
            id=number,
            fetched_at=f"2026-{1 + number // 3:02}-1{number % 3}T00:00:00Z",
            http_status=200,
            body_sha256=str(number),
        )
        for number in range(9)
    ]
    assert gone(found, monthly=True) == {1, 2, 4, 5, 7}


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "304"]),
        st.booleans(),
        st.sampled_from([None, None, "empty", "no_title"]),
    ),
    min_size=1,
    max_size=12,
)


@given(ANSWERS, st.integers(0, 12), st.booleans(), st.sampled_from(["a", "b", None]))
def test_whatever_stays_can_be_read_and_a_second_call_finds_nothing(
    drawn: list[tuple[str, bool, str | None]], day: int, monthly: bool, known: str | None
) -> None:
    found = [
        Archived(
            id=number,
            fetched_at=f"2026-03-{number:02}T06:00:00Z",
            http_status=304 if body == "304" else 200,
            body_sha256="nothing" if body == "304" else body,
            stands=stands,
            rejected=rejected,
        )
        for number, (body, stands, rejected) in enumerate(drawn, 1)
    ]
    before = f"2026-03-{day:02}T00:00:00Z"
    going = thinnable(found, before=before, known_body=known, monthly=monthly)
    staying = [one for one in found if one.id not in going]
    first = {}
    for one in found:
        first.setdefault(one.body_sha256, one.id)
    assert found[-1] in staying
    assert all(one.id not in going for one in found if one.stands or one.fetched_at >= before)
    for one in staying:
        if one.http_status == 200:
            assert first[one.body_sha256] not in going
    after = [replace(one, thinned=one.id in going) for one in found]
    assert not thinnable(after, before=before, known_body=known, monthly=monthly)
