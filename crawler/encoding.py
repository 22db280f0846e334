"""From the bytes of a page, feed or sitemap to its text, whatever they claim to be.

The order is: byte order mark, HTTP header, the document's own declaration, and then a check,
because each of them is known to be wrong on some site.
"""

import codecs
import re
import zlib
from collections.abc import Iterator

INFLATE_LIMIT = 32 * 1024 * 1024
"""Bytes that a compressed body may grow to; a page of that size is an attack or a mistake."""

_GZIP = b"\x1f\x8b\x08"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)"
    rb"|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 4096
_ALIASES = {
    "windows1251": "cp1251", "cp-1251": "cp1251", "win-1251": "cp1251", "win1251": "cp1251",
    "x-cp1251": "cp1251", "koi8": "koi8-r", "utf8mb4": "utf-8", "unicode": "utf-8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252",
}  # fmt: skip
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_SAMPLE = 64 * 1024
# The ten most frequent letters of Russian make up two thirds of any text.
_FREQUENT = frozenset("оеаинтсрвл")
_LETTER = re.compile("[А-яЁё]")
_CASE_BREAK = re.compile(r"[а-яё][А-ЯЁ]")
_WRONG_SIGN = re.compile(r"[\x80-\x9f─-╿▀-▟Ѐ-ЏѢ-ӿ�]")
# Two letters in a row are chance; three of an encoding are a word of it.
_WORD = 3
_HIGH = re.compile(rb"[\x80-\xff]")
_PASTED = "dozor.pasted"
_PASTED_UTF8 = re.compile(rb"(?:(?:\xd0[\x81\x90-\xbf]|\xd1[\x80-\x8f\x91])[ ,.:;!?-]{0,2}){3,}")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_NO_UTF8 = re.compile(rb"(?:(?!" + _MULTIBYTE.pattern + rb")[\x80-\xff][ ,.:;!?-]{0,2})+")


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of `body`, without NUL characters and byte order mark.

    `content_type` is the HTTP header of that name. Bytes that stand for nothing become U+FFFD.
    Never raises.
    """
    raw, _ = inflate(body)
    mark = next((pair for pair in _MARKS if raw.startswith(pair[0])), None)
    if mark:
        text = raw[len(mark[0]) :].decode(mark[1], "replace")
    else:
        text = _mixed(raw, _encoding(raw, content_type))
    return text.replace("\x00", "")


def encoding_of(body: bytes, content_type: str | None = None) -> str:
    """Return the encoding by which `decode` reads a body, as Python calls it.

    >>> encoding_of("Псков".encode("cp1251"))
    'cp1251'
    """
    raw, _ = inflate(body)
    marked = (name for mark, name in _MARKS if raw.startswith(mark))
    return next(marked, None) or _encoding(raw, content_type)


def encodings_stated(body: bytes, content_type: str | None = None) -> tuple[str, ...]:
    """Return the encodings that header and document name, as Python calls them, header first."""
    return tuple(_claims(inflate(body)[0], content_type))


def _mixed(raw: bytes, encoding: str) -> str:
    """Decode a text, and the parts of another encoding that were pasted into it."""
    if encoding == "utf-8":
        return raw.decode(encoding, _PASTED)
    if encoding in _CYRILLIC:
        raw = _PASTED_UTF8.sub(lambda run: run[0].decode().encode(encoding, "replace"), raw)
    return raw.decode(encoding, "replace")


def _pasted(error: UnicodeError) -> tuple[str, int]:
    """Read a word of windows-1251 amid UTF-8, as inserted widgets have it; what else is U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    run = _NO_UTF8.match(error.object, error.start)
    if run is None or len(_HIGH.findall(run[0])) < _WORD:
        return "\ufffd", error.end
    return run[0].decode("cp1251", "replace"), run.end()


def inflate(body: bytes, limit: int = INFLATE_LIMIT) -> tuple[bytes, bool]:
    """Unpack `body` while it is gzip, whether anybody said so or not; else return it as it is.

    The second value is False where the packed bytes break off, are damaged or exceed `limit`.
    """
    raw, whole = body, True
    for _ in range(3):  # packed twice happens, packed for ever is an attack
        if not raw.startswith(_GZIP):
            break
        raw, whole = _gunzip(raw, limit)
    return raw, whole


def _gunzip(raw: bytes, limit: int) -> tuple[bytes, bool]:
    unpacker = zlib.decompressobj(wbits=31)
    pieces = bytearray()
    try:
        for start in range(0, len(raw), _SAMPLE):
            pieces += unpacker.decompress(raw[start : start + _SAMPLE], limit - len(pieces) + 1)
            if len(pieces) > limit:
                return bytes(pieces[:limit]), False
    except zlib.error:
        return bytes(pieces), False
    return bytes(pieces), unpacker.eof


def _encoding(raw: bytes, content_type: str | None) -> str:
    claims = list(_claims(raw, content_type))
    if claims and claims[0].startswith("utf-16") and b"\x00" in raw[:200]:
        return claims[0]
    if _is_utf8(raw):
        return "utf-8"
    return _best_of(raw, [claim for claim in claims if not claim.startswith("utf")])


def _claims(raw: bytes, content_type: str | None) -> Iterator[str]:
    """Give the encodings that header and document name, as Python calls them, header first."""
    header = _HEADER.search(content_type or "")
    inside = _DECLARED.search(raw[:_DECLARATION_WITHIN])
    names = [header[1]] if header else []
    names += [(inside[1] or inside[2]).decode("ascii", "replace")] if inside else []
    for name in names:
        lowered = name.lower()
        try:
            yield codecs.lookup(_ALIASES.get(lowered, lowered)).name
        except LookupError:
            continue


def _is_utf8(raw: bytes) -> bool:
    """Tell UTF-8, also with a few damaged characters: other encodings look like it nowhere."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        sample = raw[: 4 * _SAMPLE]
        good = sum(1 for _ in _MULTIBYTE.finditer(sample))
        bad = sum(byte > 127 for byte in _MULTIBYTE.sub(b"", sample))  # noqa: PLR2004
        return good > 20 * bad
    return True


def _best_of(raw: bytes, claims: list[str]) -> str:
    """Choose among the claimed and the usual Cyrillic encodings; a claim wins a close race."""
    sample = bytes(byte for byte in raw[:_SAMPLE] if byte > 127) or b""  # noqa: PLR2004
    letters = _words(raw)
    candidates = dict.fromkeys((*claims, *_CYRILLIC))
    if not sample:
        return claims[0] if claims else "utf-8"
    scores = {name: _likeness(letters, name) for name in candidates}
    best = max(scores, key=lambda name: scores[name])
    if claims and scores[claims[0]] >= 0.8 * scores[best]:
        return claims[0]
    return best if scores[best] > 0 else (claims or ["cp1251"])[0]


def _words(raw: bytes) -> bytes:
    """Give the words of a sample that hold bytes beyond ASCII."""
    return b" ".join(re.findall(rb"[\x80-\xff]+", raw[: 4 * _SAMPLE]))[:_SAMPLE]


def _likeness(sample: bytes, encoding: str) -> float:
    """How much a sample reads like Russian in an encoding: the higher the better."""
    try:
        text = sample.decode(encoding, "replace")
    except (LookupError, UnicodeError, TypeError):
        return -1.0
    frequent = sum(letter in _FREQUENT for letter in text)
    wrong = len(_WRONG_SIGN.findall(text)) + 2 * len(_CASE_BREAK.findall(text))
    letters = len(_LETTER.findall(text))
    return (frequent + 0.3 * letters - wrong) / max(len(text), 1)


codecs.register_error(_PASTED, _pasted)
