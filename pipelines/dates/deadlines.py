"""The closing moment of a call for applications in running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.dates.context import Context
from pipelines.dates.draft import Period
from pipelines.dates.reader import Hit, scan
from pipelines.dates.settle import settle
from pipelines.dates.tokens import Line
from pipelines.dates.values import DateValue, Deadline

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.dates.draft import Draft

# What is handed in, and the words for handing it in.
_APPLYING: Final = re.compile(
    r"\b(?:за[яв]+вк|заявит|заявлен|при[её]м\w{0,2} (?:\w+ ){0,3}(?:заяв|работ|документ|проект|анкет|конкурс|материал|предложен)"
    r"|при[её]м\w{0,2}\b|регистрац|подать|пода[чв]|податся|прислать|присылать|направить|отправить|принима[юе]т|дедлайн"
    r"|deadline|успеть|представить|конкурсный отбор|конкурс)"
)
# Words that make a closing day of a day that stands alone.
_CLOSING: Final = re.compile(
    r"\b(?:дедлайн|deadline|последни[йе] (?:день|срок|дат)|крайни[йе]|срок\w{0,2}\b|окончани|завершени|закрыти"
    r"|заверш[аи]|законч|заканчива|закро|закры|истека|истечет|оконча|прекра|продл[еия])"
)
_OPENING: Final = re.compile(r"\b(?:нач[ани]|старт|откры|объявл|дан старт)")
# What comes after the closing: a sentence that dates one of these says nothing of it.
_LATER: Final = re.compile(
    r"\b(?:итог|результат|победител\w* (?:объяв|назов|определ|стан)|экспертиз|реализ|рассмотр|состоится"
    r"|пройд[еу]т|провед|финал|финанс|подвед|вручен|награжд|оценк|оценива|опубликова|защит)"
)
_PAST: Final = re.compile(
    r"\b(?:завершился|завершен|закончился|окончен|закрылся|закрыт|принимали|прекращен|истек\b)"
)
_SENTENCE_END: Final = re.compile(r"[.!?…;]+[\s»\")]+(?=[А-ЯЁA-Z«\"—–•*-])|\n+")


class _Candidate(NamedTuple):
    score: int
    when: DateValue
    start: int


def find_deadline(text: str, *, reference: datetime, timezone: str | None) -> Deadline | None:
    """Give the closing moment of a call for applications, with the sentence that says it.

    A missing year looks ahead, unless the sentence says that the call is closed.

    >>> from datetime import datetime
    >>> found = find_deadline("Конкурс открыт. Приём заявок продлится до 18:00 мск 15 марта.",
    ...     reference=datetime(2024, 2, 1), timezone="Asia/Yakutsk")
    >>> found.when.edtf, found.sentence
    ('2024-03-15T18:00:00+03:00', 'Приём заявок продлится до 18:00 мск 15 марта.')
    """
    context = Context(reference, timezone, future=True)
    line = Line(text, context)
    hits = list(scan(line))
    if not hits:
        return None
    edges = _edges(line, hits)
    best: tuple[int, DateValue, str] | None = None
    for hit in hits:
        n = bisect_right(edges, line.starts[hit.start]) - 1
        sentence = line.text[edges[n] : edges[n + 1]]
        score = _score(line, hit, line.folded[edges[n] : edges[n + 1]], edges[n])
        if score > 0 and (best is None or score > best[0]):
            when = _closing_moment(hit, context)
            if when is not None:
                best = score, when, sentence.strip()
    return Deadline(best[1], best[2]) if best else None


def _edges(line: Line, hits: list[Hit]) -> list[int]:
    """Give where sentences begin, and the text's end; a date is not cut in two."""
    spans = [(line.starts[hit.start], line.ends[hit.end - 1]) for hit in hits]
    starts = [span[0] for span in spans]
    edges = [0]
    for match in _SENTENCE_END.finditer(line.text):
        n = bisect_right(starts, match.start()) - 1
        if n < 0 or match.end() >= spans[n][1]:
            edges.append(match.end())
    edges.append(len(line.text))
    return edges


def _score(line: Line, hit: Hit, sentence: str, start: int) -> int:
    """Say how plainly a sentence calls a date the closing day; 0 where it does not."""
    before = sentence[: line.starts[hit.start] - start]
    if not _APPLYING.search(sentence):
        return 0
    closing = bool(_CLOSING.search(sentence))
    if _LATER.search(before) and not _closing_after(before):
        return 0
    if isinstance(hit.said, Period):
        if hit.said.last is None:
            return 0
        return 3 + closing
    if _OPENING.search(before) and not _CLOSING.search(before):
        return 0
    return 2 if closing else 0


def _closing_after(before: str) -> bool:
    """Tell whether the last thing said before a date is the handing in, not what comes later."""
    later = max((m.end() for m in _LATER.finditer(before)), default=0)
    return _APPLYING.search(before, later) is not None


def _closing_moment(hit: Hit, context: Context) -> DateValue | None:
    draft = hit.said.last if isinstance(hit.said, Period) else hit.said
    settled = settle(draft, context) if draft is not None else None
    if settled is None or settled.precision == "period":
        return None
    return replace(hit.value, edtf=settled.edtf, utc=settled.utc, precision=settled.precision)
