"""Where the page's article ends and the next one begins, as on pages that scroll on and on."""

from collections.abc import Iterable, Iterator

from crawler.extraction.text import Element, Line

_RUNNING = 40
"""Characters from which a line is running text, and no label, menu or date."""


def before_next_article(after: Iterable[Line], headline: Element | None) -> Iterator[Line]:
    """Yield the lines behind a headline up to those of another article.

    Another article is an `article` element that neither holds the headline's own nor lies in it,
    or a second headline of the same rank and class; both count only once there was running text.
    """
    own = None if headline is None else next(headline.iterancestors("article"), None)
    seen = False
    for line in after:
        if seen and (_is_elsewhere(line, own) or _is_another(line, headline)):
            return
        seen = seen or (len(line.text) >= _RUNNING and not line.linked and _is_in(line, own))
        yield line


def _is_elsewhere(line: Line, own: Element | None) -> bool:
    """Tell a line in an `article` beside the headline's own."""
    if own is None:
        return False
    around = list(line.block.iterancestors("article"))
    if line.block.tag == "article":
        around.append(line.block)
    return (
        bool(around)
        and own not in around
        and not any(node in own.iterancestors() for node in around)
    )


def _is_another(line: Line, headline: Element | None) -> bool:
    """Tell a second headline: a heading with the rank and the class of the first."""
    if headline is None or not headline.get("class") or headline.tag not in {"h1", "h2"}:
        return False
    same = line.block.tag == headline.tag and line.block.get("class") == headline.get("class")
    return same and line.block is not headline


def _is_in(line: Line, own: Element | None) -> bool:
    return own is None or own in line.block.iterancestors() or line.block is own
