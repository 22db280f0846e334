"""JSON that a page or an API answers with, and the one object in it that is looked for."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from crawler.encoding import decode, inflate
from crawler.extraction.page import Page

Json = object
Object = Mapping[str, Json]
_DEEPEST = 12
_MOST = 20_000


def read_json(body: bytes) -> Json | None:
    """Read a response that is JSON as a whole; None for one that is none, or broken."""
    raw, _ = inflate(body)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"{", b"["}:
        return None
    return _parsed(decode(raw, "application/json; charset=utf-8").lstrip("\ufeff"))


def embedded(page: Page) -> Json | None:
    """Read the state that a Next.js page carries for its script; None where there is none."""
    node = next(iter(page.root.xpath('//script[@id="__NEXT_DATA__"]')), None)
    return None if node is None else _parsed(node.text or "")


def objects(root: Json) -> Iterator[Object]:
    """Yield every object of a JSON value, those nearest to its root first."""
    queue: deque[tuple[int, Json]] = deque([(0, root)])
    seen = 0
    while queue and seen < _MOST:
        depth, value = queue.popleft()
        seen += 1
        if isinstance(value, Mapping):
            yield value
        if depth < _DEEPEST:
            queue.extend((depth + 1, child) for child in _children(value))


def at(value: Json, path: str) -> list[Json]:
    """Give what stands at a path of names with dots; a list on the way stands for its members.

    >>> at({"regions": [{"name": "Псковская область"}, {"name": ""}]}, "regions.name")
    ['Псковская область', '']
    """
    found = [value]
    for name in filter(None, path.split(".")):
        found = [inner for outer in found for inner in _under(outer, name)]
    return [one for outer in found for one in (outer if isinstance(outer, list) else [outer])]


def texts_at(value: Json, path: str) -> list[str]:
    """Give the texts and numbers at a path, empty ones left out."""
    plain = (one for one in at(value, path) if isinstance(one, str | int | float))
    return [str(one).strip() for one in plain if not isinstance(one, bool) and str(one).strip()]


def text_at(value: Json, paths: Iterable[str]) -> tuple[str, str] | None:
    """Give the first text at any of some paths, and the path where it stood."""
    found = ((texts[0], path) for path in paths if (texts := texts_at(value, path)))
    return next(found, None)


def _parsed(text: str) -> Json | None:
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _children(value: Json) -> Iterable[Json]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()


def _under(value: Json, name: str) -> list[Json]:
    members = value if isinstance(value, list) else [value]
    return [one[name] for one in members if isinstance(one, Mapping) and name in one]
