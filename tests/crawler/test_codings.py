"""Content codings are taken off whatever state they are in."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.codings import TooLarge, decoded

BODY = b"text " * 1000


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (BODY, ""),
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY), "X-GZip"),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY)[2:-4], "deflate"),
        (gzip.compress(zlib.compress(BODY)), "deflate, gzip"),
        (BODY, "gzip"),
        (BODY, "br"),
    ],
    ids=["plain", "gzip", "x-gzip", "deflate", "bare deflate", "both", "untrue", "unknown"],
)
def test_the_body_comes_out(body: bytes, codings: str) -> None:
    assert decoded(body, codings) == BODY


def test_what_breaks_off_is_given_as_far_as_it_goes() -> None:
    part = decoded(gzip.compress(bytes(range(256)) * 99)[:-30], "gzip")
    assert 0 < len(part) < 256 * 99


def test_a_bomb_is_named() -> None:
    with pytest.raises(TooLarge):
        decoded(gzip.compress(b" " * 10_000), "gzip", limit=9_999)
    assert len(decoded(gzip.compress(b" " * 10_000), "gzip", limit=10_000)) == 10_000


@given(
    st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "gzip, deflate", "identity", ","])
)
def test_no_bytes_raise(body: bytes, codings: str) -> None:
    decoded(body, codings)
    decoded(gzip.compress(body)[:-3], codings)
