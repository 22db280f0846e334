"""Which reader read a page: a short hash that turns when what is read may turn."""

import hashlib
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

from crawler.sources import Source

_HERE = Path(__file__).parent
_BESIDE = ("addresses.py", "encoding.py", "reading.py", "told.py")
_LIBRARIES = ("cssselect", "lxml", "parsel", "trafilatura")
_LENGTH = 8


@cache
def version(source: Source) -> str:
    """Give the version of extraction for a source: 8 hexadecimal digits.

    It is made of the code of extraction and encoding, of the libraries that they stand on, and of
    what the source declares about its pages. Stored records of one version differ by what the
    source did alone.
    """
    declared = (source.selectors, source.timezone, source.region, source.language, source.title)
    return hashlib.sha256(f"{_code()}\n{declared!r}".encode()).hexdigest()[:_LENGTH]


@cache
def _code() -> str:
    """Hash the files as they are: to take comments out would cost fifty times as much."""
    files = [*sorted(_HERE.rglob("*.py")), *(_HERE.parent / name for name in _BESIDE)]
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.name.encode() + path.read_bytes())
    for name in _LIBRARIES:
        whole.update(f"{name} {version_of(name)}\n".encode())
    return whole.hexdigest()
