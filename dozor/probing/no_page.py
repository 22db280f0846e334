"""A home page that is no web page, whatever its header says."""

import re

from crawler.encoding import decode
from crawler.outcomes import Answer

_BEGINNINGS = (
    (b"%PDF-", "a PDF document"), (b"\x89PNG", "a picture"), (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"), (b"RIFF", "a picture or a sound"),
    (b"PK\x03\x04", "an archive"), (b"Rar!", "an archive"), (b"7z\xbc\xaf", "an archive"),
    (b"\xd0\xcf\x11\xe0", "a document"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
)  # fmt: skip
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|script|frameset|table|div|h[1-6]|p|a)\b", re.IGNORECASE
)


def what_instead(answer: Answer) -> str | None:
    """Say what an answer is that has no markup of a page; None for a web page."""
    begins = answer.body[:16].lstrip()
    for mark, words in _BEGINNINGS:
        if begins.startswith(mark):
            return words
    if _TAG.search(decode(answer.body, answer.content_type)):
        return None
    media = answer.content_type.partition(";")[0].strip()
    return f"something without any markup ({media or 'of no stated type'})"
