"""The author whom a line of the article names as such: «Автор: Мария Озёрная»."""

import re
from collections.abc import Iterable, Iterator

from crawler.extraction.edges import before_other_news
from crawler.extraction.structure import Structure

_WORD = r"[А-ЯЁӨҮҔҤҺ][а-яёөүҕҥһ]+(?:-[А-ЯЁ][а-яё]+)?"
_NAME = rf"{_WORD}(?:\s+(?:{_WORD}|[А-ЯЁ]\.)){{1,2}}"
_LABEL = re.compile(r"[Аа]втор(?:ы|\s+(?:текста|статьи|материала))?\s*:")
_NAMED = re.compile(
    rf"[Аа]втор(?:ы|\s+(?:текста|статьи|материала))?\s*:\s*({_NAME}(?:,\s*{_NAME})*)"
)


def author_by_name(structure: Structure) -> str:
    """Give the names behind the label of an author, where one line near the text has it.

    Several such lines are the authors of comments, or of other news; and a name is two capitalised
    words at least, so that a role or a newsroom is none.
    """
    near = _with_label(line.text.strip(" .|") for line in before_other_news(structure.after))
    names = {found[1] for text in near if (found := _NAMED.fullmatch(text))}
    return names.pop() if len(names) == 1 else ""


def _with_label(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, and one after a label that stands alone together with the label."""
    label = ""
    for line in lines:
        yield f"{label} {line}" if label else line
        label = line if _LABEL.fullmatch(line) else ""
