"""Whether two readings are of one and the same record, told from what they say. Pure."""

import re
from collections import Counter
from collections.abc import Mapping

from pipelines.changes import fold_noise

_WORD = re.compile(r"\w+")
_ALIKE = 0.5


def is_same_text(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Say whether two articles, as columns, are one text under two addresses.

    Title and body are equal but for noise, and neither is dated to another day: a notice that is
    printed every week in the same words is a new one each time. Without a body nothing is said.
    """
    if not one.get("body") or not other.get("body"):
        return False
    days = {one.get("published_on"), other.get("published_on")} - {None}
    return len(days) <= 1 and all(_folded(one, name) == _folded(other, name) for name in _TEXT)


def is_alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Say whether one record, as columns, may be an edition of the other.

    Its title is the same, or at least half of its words are.
    """
    if _folded(one, "title") == _folded(other, "title"):
        return True
    words, others = (_words(record) for record in (one, other))
    common = (words & others).total()
    return common > 0 and common >= _ALIKE * max(words.total(), others.total())


_TEXT = ("title", "body")
_LONG = ("title", "lead", "body", "summary")


def _folded(record: Mapping[str, object], name: str) -> str:
    return fold_noise(str(record.get(name) or "")).casefold()


def _words(record: Mapping[str, object]) -> Counter[str]:
    return Counter(word for name in _LONG for word in _WORD.findall(_folded(record, name)))
