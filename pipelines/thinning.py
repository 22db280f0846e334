"""Which archived responses of a page may go. Pure; whatever anything stands on stays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """One archived response of a page, as its row has it; `fetched_at` in UTC text.

    `rejected` is why it yielded nothing; `stands` says that a record, a version, an event or a
    judgement of absence stands on it; `thinned` that it is gone already.
    """

    id: int
    fetched_at: str
    http_status: int
    body_sha256: str
    rejected: str | None = None
    stands: bool = False
    thinned: bool = False


def thinnable(
    answers: Sequence[Archived], *, before: str, known_body: str | None, monthly: bool = False
) -> frozenset[int]:
    """Give the ids of a page's responses that may go, of all its responses in their order.

    Only what was fetched before a moment may. There stay: what anything stands on; the first and
    last evidence for each reason to reject the page; the page's last state and what the next visit
    or a replay compares with (`known_body` is the digest kept for that); with `monthly` the first
    response of each calendar month; and of each response that stays, the one that has its body.
    """
    there = [answer for answer in answers if not answer.thinned]
    starts = list(_starts(answers))
    stay = {answer.id for answer in there if answer.stands or answer.fetched_at >= before}
    stay |= _last_state(answers, starts, known_body) | _first_and_last_rejects(there)
    if monthly:
        stay |= set({answer.fetched_at[:7]: answer.id for answer in reversed(there)}.values())
    stay |= _bodies_of(stay, answers, starts)
    return frozenset(answer.id for answer in there) - stay


def _starts(answers: Iterable[Archived]) -> Iterator[Archived]:
    """Give those whose body is not that of the full answer before: others are revisits of it."""
    before: str | None = None
    for answer in answers:
        if answer.http_status == 200 and answer.body_sha256 != before:  # noqa: PLR2004
            before = answer.body_sha256
            yield answer


def _last_state(
    answers: Sequence[Archived], starts: Sequence[Archived], known_body: str | None
) -> set[int]:
    newest = [answers[-1:], starts[-1:], [one for one in starts if not one.rejected][-1:]]
    newest.append([one for one in answers if one.body_sha256 == known_body][-1:])
    return {answer.id for group in newest for answer in group}


def _first_and_last_rejects(there: Iterable[Archived]) -> set[int]:
    by_reason: dict[str, list[int]] = {}
    for answer in there:
        if answer.rejected:
            by_reason.setdefault(answer.rejected, []).append(answer.id)
    return {end for ids in by_reason.values() for end in (ids[0], ids[-1])}


def _bodies_of(stay: set[int], answers: Sequence[Archived], starts: Sequence[Archived]) -> set[int]:
    """Give where the bodies are of revisits that stay; a 304 tells of the body before it."""
    first: dict[str, int] = {}
    last_start: dict[str, int] = {}
    began = {start.id for start in starts}
    bodies: set[int] = set()
    last: str | None = None
    for answer in answers:
        if not answer.thinned:
            first.setdefault(answer.body_sha256, answer.id)
        if answer.id in began:
            last = answer.body_sha256
            last_start[last] = answer.id
        if answer.id in stay:
            told = last if answer.http_status == 304 else answer.body_sha256  # noqa: PLR2004
            bodies |= {where[told] for where in (first, last_start) if told in where}
    return bodies
