"""Somebody's page as one that runs nothing, loads nothing and leads nowhere; and as plain text.

Only names of a short list come out, without attributes but for the spans of cells and for small
pictures that the page carries in itself; everything else is text, escaped. Addresses are shown,
not linked.
"""

import re
from html import escape
from html.parser import HTMLParser

LONGEST = 2_000_000  # characters of a page that are read
_DROPPED = frozenset(
    ("script", "style", "template", "iframe", "object", "svg", "math", "title", "canvas")
)
_VOID = frozenset(("br", "hr"))
_BLOCKS = frozenset((
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table"),
    *("tr", "blockquote", "pre", "figure", "figcaption", "main", "article", "section", "header"),
    *("footer", "nav", "aside", "address", "details", "summary", "caption", "br", "hr"),
))  # fmt: skip
_KEPT = _BLOCKS | {
    *("span", "thead", "tbody", "tfoot", "td", "th", "em", "strong", "b", "i", "u", "s", "small"),
    *("sub", "sup", "code", "time", "del", "ins", "mark", "q", "cite"),
}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_SPANS = ("colspan", "rowspan")
_STYLE = """
body{font:16px/1.5 serif;margin:1rem;color:#111;background:#fff;overflow-wrap:anywhere}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2em .4em}img{max-width:100%}
.link{color:#14507a;text-decoration:underline}.gone{color:#555;border:1px dashed #777}
"""
_WIDEST = 100  # cells
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def harmless(page: str, *, picture: str = "image") -> str:
    """Give a page as a document of its own that is safe to show; `picture` stands for an image."""
    reader = _Harmless(picture)
    _read(reader, page)
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{_STYLE}</style></head><body>{''.join(reader.parts)}</body></html>"
    )


def plain_text(page: str) -> str:
    r"""Give what a page says, a line to a block.

    >>> plain_text("<h1>Мост</h1><script>x()</script><p>Открыт &amp; цел</p>")
    'Мост\nОткрыт & цел'
    """
    reader = _Text()
    _read(reader, page)
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(reader.parts))).strip()


def _read(reader: HTMLParser, page: str) -> None:
    reader.feed(page[:LONGEST].replace("\0", ""))
    reader.close()


class _Reader(HTMLParser):
    """What both readers share: parts, and what is dropped with all it holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._within.append(tag)
        elif not self._within:
            self.opened(tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED and not self._within:
            self.opened(tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            del self._within[self._within.index(tag) :]
        elif not self._within:
            self.closed(tag)

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.said(data)

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def closed(self, tag: str) -> None:
        raise NotImplementedError

    def said(self, data: str) -> None:
        raise NotImplementedError


class _Harmless(_Reader):
    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = picture

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "img":
            self.parts.append(self._image(attributes))
        elif tag == "a":
            self.parts.append(f'<span class="link" title="{escape(attributes.get("href", ""))}">')
        elif tag in _KEPT:
            spans = {name: attributes.get(name, "") for name in _SPANS}
            kept = "".join(f' {name}="{n}"' for name, n in spans.items() if _is_small(n))
            self.parts.append(f"<{tag}{kept}>")

    def closed(self, tag: str) -> None:
        if tag == "a":
            self.parts.append("</span>")
        elif tag in _KEPT - _VOID:
            self.parts.append(f"</{tag}>")

    def said(self, data: str) -> None:
        self.parts.append(escape(data))

    def _image(self, attributes: dict[str, str]) -> str:
        source, said = attributes.get("src", ""), attributes.get("alt", "")
        if _PICTURE.fullmatch(source):
            return f'<img src="{escape(source)}" alt="{escape(said)}">'
        words = f"{self._picture}: {said}" if said else self._picture
        return f'<span class="gone" title="{escape(source[:500])}">{escape(words)}</span>'


class _Text(_Reader):
    def opened(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self.parts.append("\n" if tag in _BLOCKS else " " if tag in {"td", "th"} else "")

    def closed(self, tag: str) -> None:
        self.parts.append("\n" if tag in _BLOCKS else "")

    def said(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdecimal() and 0 < int(number[:4]) <= _WIDEST
