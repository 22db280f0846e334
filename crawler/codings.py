"""Content codings: what a body is once gzip and deflate are taken off."""

import zlib


class TooLarge(ValueError):  # noqa: N818  it says what the body is
    """The decoded body exceeds its limit."""


def decoded(body: bytes, codings: str, *, limit: int = 0) -> bytes:
    """Take the content codings (the header's value) off a body, at most `limit` bytes of it.

    A coding that is unknown, or that the bytes do not have, is left on; what breaks off is given
    as far as it goes. Raises TooLarge beyond the limit; 0 is none.
    """
    for coding in reversed([part.strip().lower() for part in codings.split(",") if part.strip()]):
        wbits = {"gzip": 31, "x-gzip": 31, "deflate": 15}.get(coding)
        if wbits is None:
            return body
        body = _inflated(body, wbits, limit)
    return body


def _inflated(body: bytes, wbits: int, limit: int) -> bytes:
    for bits in (wbits, -15):  # some servers send deflate without its zlib frame
        parts = zlib.decompressobj(bits)
        try:
            whole = parts.decompress(body, limit + 1 if limit else 0)
        except zlib.error:
            continue
        if limit and len(whole) > limit:
            raise TooLarge(f"more than {limit} bytes when unpacked")
        return whole
    return body
