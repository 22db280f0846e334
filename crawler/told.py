"""What an entry of a feed states of its article besides address and date, as it is printed."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

BY_FEED = "feed"
"""The name of the extractor of what only a feed says."""
LONGEST = 200_000
"""Characters of markup from which a text is no article: left out, for half of one would be none."""
_MOST, _LONGEST_NAME = 20, 200
_TAG = re.compile(r"<[a-zA-Z!/][^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an entry states. `text` is the markup that it gives as its article's whole text.

    A summary is no such text. What the markup says is read where it is needed, by
    crawler.extraction.feed_text, and not for every entry of every feed.
    """

    title: str | None = None
    text: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of an article beside its page: what a feed states of it, if it is at hand.

    `text_by` is the extractor that found its text the last time, `title` what it is called.
    """

    told: Told | None = None
    text_by: str | None = None
    title: str | None = None


NO_HINTS = Hints()


def told(
    title: str | None = None,
    text: str | None = None,
    authors: Iterable[str | None] = (),
    tags: Iterable[str | None] = (),
) -> Told | None:
    """Give what an entry states, bounded in size; None where that is no text."""
    if not text or not text.strip() or len(text) > LONGEST:
        return None
    return Told(title=title, text=text, authors=_names(authors), tags=_names(tags))


def as_markup(text: str, *, plain: bool = False) -> str:
    r"""Give a text as markup: of one without tags, or that is `plain`, each line is a paragraph.

    Some feeds escape their markup once more than they should.

    >>> as_markup("Мост открыт.\nПришли гости.")
    '<p>Мост открыт.</p><p>Пришли гости.</p>'
    >>> as_markup("&lt;p&gt;Мост открыт.&lt;/p&gt;")
    '<p>Мост открыт.</p>'
    """
    if not plain and _TAG.search(text):
        return text
    bare = text if plain else html.unescape(text)
    if not plain and _TAG.search(bare):
        return bare
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in bare.splitlines() if line)


def _names(stated: Iterable[str | None]) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in stated if name)
    kept = dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST_NAME)
    return tuple(kept)[:_MOST]
