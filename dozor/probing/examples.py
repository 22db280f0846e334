"""Values that a person copied from an article's page, as words of the command line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from crawler.addresses import clean_url
from crawler.extraction.text import fold
from crawler.sources import Selectors
from dozor.errors import SetupError

OPTION = "--example"
FIELDS = tuple(field.name for field in fields(Selectors) if field.name not in {"drop", "image"})
_ALIASES = {"date": "published", "text": "body", "authors": "author"}
_PAIR = re.compile(r"([a-z]+)=(.*)", re.DOTALL)
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article's address, and by field of Selectors what a person saw on its page."""

    url: str
    values: Mapping[str, str]


def gathered(words: Sequence[str]) -> Iterator[str]:
    r"""Give the words of a command line, each `--example URL name=value …` as one option's value.

    >>> list(gathered(["--example", "https://a.example/1", "title=Мост", "--json"]))
    ['--example', 'https://a.example/1\x1ftitle=Мост', '--json']
    """
    rest = list(words)
    while rest:
        word = rest.pop(0)
        yield word
        if word != OPTION or not rest:
            continue
        parts = [rest.pop(0)]
        while rest and _PAIR.fullmatch(rest[0]):
            parts.append(rest.pop(0))
        yield _SEPARATOR.join(parts)


def read_example(text: str) -> Example:
    """Read what `gathered` joined. Raises SetupError, saying what is wrong with it."""
    address, *pairs = text.split(_SEPARATOR)
    url = clean_url(address) if "://" in address else None
    if url is None:
        raise SetupError(f"{OPTION} {address}: begin with the address of an article, https://…")
    if not pairs:
        raise SetupError(f"{OPTION} {address}: say what its page shows, as title=… date=…")
    return Example(url=url, values=dict(map(_value, pairs)))


def values_of(examples: Iterable[Example], name: str) -> dict[str, str]:
    """Give, by address, what the examples say of a field."""
    return {example.url: example.values[name] for example in examples if name in example.values}


def _value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    name, value = _ALIASES.get(name, name), fold(value)
    if name not in FIELDS:
        raise SetupError(f"{OPTION}: no field is called {name}; known are {', '.join(FIELDS)}")
    if not value:
        raise SetupError(f"{OPTION}: {name}= says nothing")
    return name, value
