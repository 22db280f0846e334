"""Amounts, scored and timed: Dozor beside price-parser and natasha, on the same cases.

Third-party cases come from the shared folder, Dozor's own from its table of tests; they are
never added up. Peers are judged by value alone, whatever currency they name.
"""

from __future__ import annotations

import csv
import json
import os
import time
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pipelines.amounts import find_amounts, parse_amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Read = Callable[[str], "Bounds | None"]

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = Path(os.environ.get("DOZOR_SHARED", ROOT.parent / "shared"))
OWN: Final = ROOT / "tests" / "pipelines" / "amount_cases.tsv"
ROUNDS: Final = 7
# Third-party cases that Dozor does not follow, each with the reason.
EXCUSED: Final = {
    "Код товара: 884": "the label says that the number is a code",
    "1 км": "a kilometre in Russian; the suite means the mark of Bosnia",
    "1 с": "a second or a preposition in Russian; the suite means the Kyrgyz som",
    "тг": "no number stands in the text, so that none can be read",
}
ARTICLE: Final = (
    "Фонд объявил конкурс проектов для сельских библиотек, музеев и клубов. Приём заявок "
    "продлится до 18:00 15 марта, подать их могут организации старше одного года. Размер гранта "
    "составит от 300 тысяч до 1 миллиона рублей, софинансирование — не менее 25 %. В прошлом "
    "году поддержали 1 245 проектов из 73 районов. Телефон: 8 (800) 200-30-40. Победителей "
    "назовут в июне, когда эксперты прочтут каждую заявку не менее двух раз и сверят сметы. "
)


class Bounds(NamedTuple):
    """An answer in kopecks."""

    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the bounds that its suite expects; None where nothing is to be read."""

    shape: str
    text: str
    expected: Bounds | None


class Score(NamedTuple):
    """How one reader did on one shape."""

    shape: str
    reader: str
    right: int
    refused: int
    wrong: int


def shared_cases() -> list[Case]:
    """Give the third-party cases; none where the shared folder is missing."""
    files = sorted((SHARED / "data" / "amounts").glob("*.jsonl"))
    return [
        _shared_case(path.stem.removeprefix("amounts_ru_"), json.loads(line))
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _shared_case(suite: str, raw: dict[str, Any]) -> Case:
    amount = raw["expected"]["amount"]
    kopecks = None if amount is None else round(amount * 100)
    shape = suite if suite == "price_parser" else f"{suite}, {raw['kind']}"
    return Case(shape, raw["text"], None if kopecks is None else Bounds(kopecks, kopecks))


def own_cases() -> list[Case]:
    """Give the cases of Dozor's own table that stand for fields."""
    with OWN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(f"own: {row['shape']}", str(json.loads(f'"{row["text"]}"')), _bounds(row["field"]))
        for row in rows
        if row["field"] != "*"
    ]


def _bounds(shown: str) -> Bounds | None:
    if shown == "-":
        return None
    least, mark, most = shown.rpartition(" ")[0].lstrip("~").partition("..")
    return Bounds(_kopecks(least), _kopecks(most if mark else least))


def _kopecks(rubles: str) -> int | None:
    return int(Decimal(rubles) * 100) if rubles else None


def readers() -> dict[str, Read]:
    """Give Dozor and the peers that are installed (see requirements.txt)."""
    found: dict[str, Read] = {"Dozor": _read_dozor}
    for name, load in (("price-parser", _load_price_parser), ("natasha", _load_natasha)):
        try:
            found[name] = load()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


def _read_dozor(text: str) -> Bounds | None:
    amount = parse_amount(text)
    return None if amount is None else Bounds(amount.minimum, amount.maximum)


def _load_price_parser() -> Read:
    price = import_module("price_parser").Price

    def read(text: str) -> Bounds | None:
        amount = price.fromstring(text).amount
        return None if amount is None else Bounds(int(amount * 100), int(amount * 100))

    return read


def _load_natasha() -> Read:
    natasha = import_module("natasha")
    extractor = natasha.MoneyExtractor(natasha.MorphVocab())

    def read(text: str) -> Bounds | None:
        match = next(iter(extractor(text)), None)
        if match is None or match.fact.amount is None:
            return None
        kopecks = round(match.fact.amount * 100)
        return Bounds(kopecks, kopecks)

    return read


def outcome(case: Case, read: Read) -> str:
    """Say whether an answer is right, refused (nothing where something stands) or wrong."""
    answer = read(case.text)
    if answer == case.expected:
        return "right"
    return "refused" if answer is None else "wrong"


def scores(cases: list[Case], reads: dict[str, Read]) -> Iterator[Score]:
    """Score every reader on every shape, shapes in the order of the cases."""
    for shape in dict.fromkeys(case.shape for case in cases):
        chosen = [case for case in cases if case.shape == shape]
        for name, read in reads.items():
            count = Counter(outcome(case, read) for case in chosen)
            yield Score(shape, name, count["right"], count["refused"], count["wrong"])


def not_right(cases: list[Case], read: Read) -> list[tuple[Case, Bounds | None]]:
    """List every case that is refused or wrong, with the answer."""
    return [(case, read(case.text)) for case in cases if outcome(case, read) != "right"]


def seconds(work: Callable[[], object]) -> float:
    """Give the shortest of some rounds, which other work on the machine disturbs least."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def speeds(cases: list[Case], reads: dict[str, Read]) -> dict[str, float]:
    """Give each reader's microseconds a text over the cases."""
    texts = [case.text for case in cases]
    return {
        name: seconds(lambda read=read: [read(text) for text in texts]) / len(texts) * 1e6  # type: ignore[misc]
        for name, read in reads.items()
    }


def article_milliseconds() -> float:
    """Time `find_amounts` over an article of 4,000 characters."""
    article = (ARTICLE * (4000 // len(ARTICLE) + 1))[:4000]
    return seconds(lambda: find_amounts(article)) * 1000


def table() -> Iterator[str]:
    """Write the comparison as lines of Markdown."""
    reads = readers()
    third_party, own = shared_cases(), own_cases()
    yield "| amounts | reader | right | refused | wrong |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for score in (*scores(third_party, reads), *scores(own, reads)):
        yield f"| {' | '.join(str(each) for each in score)} |"
    yield ""
    yield from _speed_lines(third_party or own, reads)
    yield ""
    yield "| text | its suite expects, in kopecks | Dozor | reason |"
    yield "| --- | --- | --- | --- |"
    for case, answer in not_right([*third_party, *own], reads["Dozor"]):
        expected, read = _shown(case.expected), _shown(answer)
        yield f"| {case.text} | {expected} | {read} | {EXCUSED.get(case.text, '**none**')} |"


def _shown(bounds: Bounds | None) -> str:
    return "nothing" if bounds is None else "–".join(str(each) for each in dict.fromkeys(bounds))


def _speed_lines(cases: list[Case], reads: dict[str, Read]) -> Iterator[str]:
    measured = speeds(cases, reads)
    for name, microseconds in measured.items():
        ratio = microseconds / measured["Dozor"]
        yield f"- {name}: {microseconds:.1f} µs a text ({ratio:.2f} times Dozor)"
    yield f"- find_amounts over 4,000 characters: {article_milliseconds():.2f} ms"


if __name__ == "__main__":
    for line in table():
        print(line)
