"""Dates, scored and timed: Dozor beside dateparser and natasha, on the same cases."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from date_cases import Case, own_cases, shared_cases
from date_excused import reason
from date_readers import Reader, readers

from pipelines.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

ROUNDS: Final = 5
ARTICLE: Final = (
    "В Пскове 15 марта 2024 года прошёл форум некоммерческих организаций, сообщили в "
    "администрации района. По словам организаторов, гранты получат 24 проекта на общую сумму "
    "в полтора миллиона рублей. «Мы начали работу ещё в 2019 году, а вчера в 14:20 подвели "
    "первые итоги», — сказала руководитель ресурсного центра. Приём заявок продлится до 18:00 "
    "мск 15 апреля, победителей назовут через 10 дней. Телефон для справок: 8 (800) 200-30-40. "
)
MEGABYTE: Final = 1_000_000
HARD: Final = {
    "digits": "7" * MEGABYTE,
    "«от от от»": "от " * (MEGABYTE // 5),
    "nested brackets": "(" * (MEGABYTE // 2) + ")" * (MEGABYTE // 2),
    "dates": "15.03.2024 " * (MEGABYTE // 11),
}


def outcome(case: Case, reader: Reader) -> str:
    """Say whether an answer is right, refused (nothing where something stands) or wrong."""
    read = reader.running if case.running else reader.field
    answers = read(case.text, case.reference)
    if case.accepts(answers):
        return "right"
    return "wrong" if answers else "refused"


def scores(cases: list[Case], reads: dict[str, Reader]) -> Iterator[tuple[str, ...]]:
    """Score every reader on every shape, and on all together."""
    shapes = [*dict.fromkeys(case.shape for case in cases), "all"]
    for name, reader in reads.items():
        outcomes = [(case.shape, outcome(case, reader)) for case in cases]
        for shape in shapes:
            count = Counter(one for kind, one in outcomes if shape in {kind, "all"})
            numbers = (count["right"], count["refused"], count["wrong"])
            yield shape, name, *(str(number) for number in numbers)


def seconds(work: Callable[[], object]) -> float:
    """Give the shortest of some rounds, which other work on the machine disturbs least."""
    return min(_processor_time(work) for _ in range(ROUNDS))


def _processor_time(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def speeds(cases: list[Case], reads: dict[str, Reader]) -> dict[str, float]:
    """Give microseconds a text, over the fields that Dozor and dateparser both read.

    The readers take turns, so that what else the machine does falls on all of them.
    """
    pair = [reads["Dozor"].field, reads["dateparser"].field]
    fields = [case for case in cases if not case.running]
    both = [case for case in fields if all(read(case.text, case.reference) for read in pair)]
    times: dict[str, float] = dict.fromkeys(reads, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in reads.items():
            spent = _processor_time(partial(_read_all, reader.bare, both))
            times[name] = min(times[name], spent / len(both) * 1e6)
    return times


def _read_all(read: Callable[[str, datetime], object], cases: list[Case]) -> None:
    for case in cases:
        read(case.text, case.reference)


def article() -> str:
    """Give running text of 4,000 characters."""
    return (ARTICLE * (4000 // len(ARTICLE) + 1))[:4000]


def table() -> Iterator[str]:
    """Write the comparison as lines of Markdown."""
    reads = readers()
    for title, cases in (("third-party", shared_cases()), ("Dozor's own", own_cases())):
        yield f"| dates, {title} | reader | right | refused | wrong |"
        yield "| --- | --- | ---: | ---: | ---: |"
        yield from (f"| {' | '.join(row)} |" for row in sorted(scores(cases, reads)))
        yield ""
    yield from _speed_lines(shared_cases() or own_cases(), reads)
    yield from _not_right(reads["Dozor"])


def _speed_lines(cases: list[Case], reads: dict[str, Reader]) -> Iterator[str]:
    measured = speeds(cases, reads)
    for name, microseconds in measured.items():
        ratio = microseconds / measured["Dozor"]
        yield f"- {name}: {microseconds:.1f} µs a text ({ratio:.1f} times Dozor)"
    find = partial(find_dates, reference=cases[0].reference, timezone="Europe/Moscow")
    spent = seconds(partial(find, article())) * 1000
    yield f"- find_dates over 4,000 characters: {spent:.2f} ms"
    for name, text in HARD.items():
        spent = seconds(partial(find, text))
        yield f"- find_dates over 1 MB of {name}: {spent:.2f} s"


def _not_right(reader: Reader) -> Iterator[str]:
    """List every case that Dozor refuses or gets wrong, with its reason."""
    yield ""
    yield "| text | its suite expects | Dozor | reason |"
    yield "| --- | --- | --- | --- |"
    for case in [*shared_cases(), *own_cases()]:
        result = outcome(case, reader)
        if result != "right":
            why = reason(case.text) or "**none**"
            yield f"| {case.text[:60]} | {case.expected} | {result} | {why} |"


if __name__ == "__main__":
    for line in table():
        print(line)
