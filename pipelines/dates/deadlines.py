"""The closing moment of a call for applications in running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from pipelines.dates.context import Context
from pipelines.dates.draft import Period
from pipelines.dates.reader import Hit, scan
from pipelines.dates.settle import settle
from pipelines.dates.tokens import Line
from pipelines.dates.values import DateValue, Deadline
from pipelines.text import fold_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


# Words for handing in what a call asks for, or things that are handed in and the verbs for it.
_APPLYING: Final = re.compile(
    r"\b(?:заявк|заявок|заявлен|заявоч|прием(?:а|у|ом|е)?\b|подач|регистрац|регистрир|зарегистр|дедлайн|deadline"
    r"|принима[ею]т|принимал|конкурсн\w+ отбор)"
)
_HANDED: Final = re.compile(r"\b(?:документ|анкет|работ|материал|проект|эссе|резюме|предложени)")
_HANDING: Final = re.compile(
    r"\b(?:пода[тв]|направ[иь]|отправ[иь]|присла|присыла|представить|сдать|ждут|ожида)"
)
# Words that make a closing day of a day that stands alone.
_CLOSING: Final = re.compile(
    r"\b(?:дедлайн|deadline|последн|крайн|срок|окончани|окончен|завершен|закрыти|заверш[аи]|законч"
    r"|заканчива|закро|закры|истека|истек|прекра|продл[еия])"
)
_OPENING: Final = re.compile(r"\b(?:нач[ани]|старт|откры|объяв)")
# What comes after the closing, or is asked of those who apply: such a date says nothing of it.
_OTHER: Final = re.compile(
    r"\b(?:итог|результат|победител|экспертиз|реализ|рассм[ао]тр|состо[ия]тся|пройд[еу]т|провед"
    r"|финал|финанс|подвед|вручен|награжд|оцен|опубликова|защит|созданн|зарегистрированн|родивш)"
)
_PAST: Final = re.compile(
    r"\b(?:завершил|завершен[аоы]?\b|закончил|окончен|закрыл|закрыт|принимал|прекращен|прекратил|истек\b)"
)
_SENTENCE_END: Final = re.compile(r"[.!?…;]+[\s»\")]+(?=[А-ЯЁA-Z«\"—–•*-])|\n+")
# A full stop after these ends no sentence.
_SHORT: Final = re.compile(
    r"\b(?:ул|им|пл|пр|просп|пер|д|кв|корп|каб|оф|обл|тел|ст|п|см|т|р|св|др|(?<![0-9] )г)$"
)
_BEFORE: Final = 8
_LONGEST_SENTENCE: Final = 3000


def find_deadline(text: str, *, reference: datetime, timezone: str | None) -> Deadline | None:
    """Give the closing moment of a call for applications, with the sentence that says it.

    A missing year looks ahead, unless the sentence says that the call is closed. Of several windows
    that one sentence names, the one that closes first counts.

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
    found = list(_candidates(line, hits))
    best = max(found, key=lambda one: one[0], default=None)
    if best is None:
        return None
    if not _is_window(best[1]):
        return _deadline(line, best[1], best[2])
    windows = [hit for score, hit, said in found if (score, said) == best[::2] and _is_window(hit)]
    settled = [_deadline(line, hit, best[2]) for hit in windows]
    return min(filter(None, settled), key=lambda one: one.when.edtf, default=None)


def _is_window(hit: Hit) -> bool:
    said = hit.said
    return isinstance(said, Period) and said.first is not None and said.last is not None


def _candidates(line: Line, hits: list[Hit]) -> Iterator[tuple[int, Hit, str]]:
    """Give the dates that may be the closing day: how plainly, which, in what sentence."""
    edges = _edges(line, hits)
    for hit in hits:
        start = line.start(hit.start)
        n = bisect_right(edges, start) - 1
        if not 0 < edges[n + 1] - edges[n] <= _LONGEST_SENTENCE:
            continue
        sentence = line.folded[edges[n] : edges[n + 1]]
        score = _score(hit, sentence, start - edges[n])
        if score:
            yield score, hit, line.text[edges[n] : edges[n + 1]].strip()


def _deadline(line: Line, hit: Hit, sentence: str) -> Deadline | None:
    """Settle the closing moment; a sentence in the past tense looks back for its year."""
    context = line.context
    if _PAST.search(fold_case(sentence)):
        back = context.looking_back()
        again = [one for one in scan(Line(sentence, back)) if one.value.text == hit.value.text]
        hit, context = (again[0] if again else hit), back
    when = _closing_moment(hit, context)
    return Deadline(when, sentence) if when else None


def _edges(line: Line, hits: list[Hit]) -> list[int]:
    """Give where sentences begin, and the text's end; a date is not cut in two."""
    spans = [(line.start(hit.start), line.end(hit.end - 1)) for hit in hits]
    starts = [span[0] for span in spans]
    edges = [0]
    for match in _SENTENCE_END.finditer(line.text):
        if _SHORT.search(line.folded[max(0, match.start() - _BEFORE) : match.start()]):
            continue
        n = bisect_right(starts, match.start()) - 1
        if n < 0 or match.end() >= spans[n][1]:
            edges.append(match.end())
    edges.append(len(line.text))
    return edges


def _score(hit: Hit, sentence: str, at: int) -> int:
    """Say how plainly a sentence calls a date the closing day; 0 where it does not."""
    before = sentence[:at]
    if not _applies(sentence) or (_OTHER.search(before) and not _applies_last(before)):
        return 0
    closing = _CLOSING.search(sentence) is not None
    if isinstance(hit.said, Period):
        return 0 if hit.said.last is None else 3 + closing
    if not closing or hit.value.precision not in _CLOSE_ENOUGH:
        return 0
    return 0 if _OPENING.search(before) and not _CLOSING.search(before) else 2


_CLOSE_ENOUGH: Final = frozenset({"month", "day", "hour", "minute", "second"})


def _applies(text: str, at: int = 0) -> bool:
    """Tell whether a sentence, or its rest, speaks of handing something in."""
    if _APPLYING.search(text, at):
        return True
    return _HANDED.search(text, at) is not None and _HANDING.search(text, at) is not None


def _applies_last(before: str) -> bool:
    """Tell whether the last thing said before a date is the handing in, not what comes later."""
    later = max((m.end() for m in _OTHER.finditer(before)), default=0)
    return _applies(before, later)


def _closing_moment(hit: Hit, context: Context) -> DateValue | None:
    draft = hit.said.last if isinstance(hit.said, Period) else hit.said
    settled = settle(draft, context) if draft is not None else None
    if settled is None or settled[2] == "period":
        return None
    return DateValue(*settled, hit.value.text)
