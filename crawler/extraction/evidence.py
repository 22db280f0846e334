"""What kinds of evidence have in common: each reads a page into the fields that it finds."""

from collections.abc import Callable

Value = str | tuple[str, ...]
Findings = dict[str, Value]
"""Fields of an article by name: title, lead, body, author, section, tags, published, modified,
image. A field that was not found is absent."""

Reader = Callable[..., Findings]


def present(found: dict[str, Value | None]) -> Findings:
    """Leave out what was not found."""
    return {name: value for name, value in found.items() if value}
