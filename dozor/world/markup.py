"""From the world's data to HTML: templates, escaping, paragraphs, lists of news."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def fill(name: str, **values: object) -> str:
    """Fill a template that lies beside the sites, `NAME.html`; every value is HTML already."""
    return _template(name).substitute({key: str(value) for key, value in values.items()})


def text(source: str) -> str:
    """Give the plain text of a paragraph, in which `[words](address)` is a link."""
    return _LINK.sub(r"\1", source)


def inline(source: str) -> str:
    """Give the HTML of a paragraph, in which `[words](address)` is a link."""
    return _LINK.sub(r'<a href="\2">\1</a>', escape(source, quote=False))


def paragraphs(sources: Iterable[str]) -> list[str]:
    """Give one `<p>` for each paragraph."""
    return [f"<p>{inline(source)}</p>" for source in sources]


def with_box(blocks: list[str], box: str, after: int) -> str:
    """Join blocks by line breaks, with a box put between two of them (none if it is empty)."""
    parts = [*blocks[:after], box, *blocks[after:]] if box else blocks
    return "\n".join(parts)


def references(html: str) -> str:
    """Write every Cyrillic letter as a hexadecimal character reference."""
    return re.sub("[А-Яа-яЁё]", lambda letter: f"&#x{ord(letter[0]):X};", html)


@cache
def _template(name: str) -> Template:
    source = files("dozor.world.sites") / f"{name}.html"
    return Template(source.read_text(encoding="utf-8"))
