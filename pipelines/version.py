"""Which reader made a record: the version of extraction, joined with that of normalisation."""

import hashlib
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

_HERE = Path(__file__).parent
_FOLDERS = ("amounts", "dates", "normalize")
_FILES = (
    *("identifiers.py", "money.py", "numeral_forms.py", "numerals.py", "records.py"),
    *("statuses.py", "text.py"),
)
_LIBRARIES = ("dateparser", "python-stdnum")
_LENGTH = 8


def parser_version(extraction: str | None) -> str | None:
    """Give the whole reader's version, as `revisions.parser_version` holds it.

    `extraction` is `crawler.extraction.version` of the source; None, for what nobody read, stays.
    """
    return None if extraction is None else f"{extraction}.{_normalisation()}"


@cache
def _normalisation() -> str:
    nested = [path for folder in _FOLDERS for path in sorted((_HERE / folder).rglob("*.py"))]
    whole = hashlib.sha256()
    for path in [*nested, *(_HERE / name for name in _FILES)]:
        whole.update(path.name.encode() + path.read_bytes())
    for name in _LIBRARIES:
        whole.update(f"{name} {version_of(name)}\n".encode())
    return whole.hexdigest()[:_LENGTH]
