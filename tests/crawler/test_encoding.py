"""Text comes out of bytes, whatever header and document claim."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import INFLATE_LIMIT, decode, inflate

TEXT = (
    "Сегодня в Пскове открыли новую школу на семьсот мест, рассказали в мэрии. Ёлки, «кавычки» — №1"
)
PLAIN = TEXT.replace("«", '"').replace("»", '"').replace("—", "-")
DECLARATIONS = ("", '<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>')


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize(
    "claimed", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no-such"]
)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_no_claim_beats_the_bytes(encoding: str, claimed: str | None, declaration: str) -> None:
    text = declaration.format(claimed or "utf-8") + PLAIN.replace("№", "N")
    header = f"text/html; charset={claimed}" if claimed else None
    assert decode(text.encode(encoding), header) == text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_beats_every_claim(mark: str) -> None:
    assert decode(TEXT.encode(mark), "text/html; charset=koi8-r") == TEXT


def test_a_cut_off_last_character_and_a_damaged_one_leave_the_rest() -> None:
    assert decode(TEXT.encode()[:-1] + b"\xd0").startswith("Сегодня в Пскове")
    assert decode((TEXT * 20).encode() + b"\xd1 " + TEXT.encode()).endswith(f"\ufffd {TEXT}")


@pytest.mark.parametrize(("most", "pasted"), [("utf-8", "cp1251"), ("cp1251", "utf-8")])
def test_words_of_another_encoding_are_read_where_they_were_pasted(most: str, pasted: str) -> None:
    widget = "<b>Погода в районе: ясно</b>"
    body = (PLAIN.replace("№", "N") * 20).encode(most)
    assert decode(body + widget.encode(pasted) + body).partition("<b>")[2].startswith(widget[3:])


def test_nul_bytes_are_dropped() -> None:
    assert decode("шко\x00ла\x00".encode()) == "школа"


def test_gzip_without_saying_so_is_unpacked_also_twice() -> None:
    assert decode(gzip.compress(TEXT.encode("cp1251"))) == TEXT
    assert decode(gzip.compress(gzip.compress(TEXT.encode()))) == TEXT


def test_broken_gzip_gives_what_there_is_and_says_so() -> None:
    packed = gzip.compress((TEXT * 500).encode())
    raw, whole = inflate(packed[: len(packed) // 2])
    assert not whole
    assert raw.decode("utf-8", "ignore")[:20] == TEXT[:20]
    assert inflate(b"\x1f\x8b\x08junk") == (b"", False)


def test_a_bomb_does_not_unfold() -> None:
    raw, whole = inflate(gzip.compress(bytes(INFLATE_LIMIT + 10)))
    assert (len(raw), whole) == (INFLATE_LIMIT, False)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_raise(body: bytes, content_type: str) -> None:
    assert "\x00" not in decode(body, content_type)


def test_a_real_page_that_declares_nothing(shared: Path) -> None:
    body = (
        shared / "data/feeds/_chromium_windows-1251_with_no_encoding_specified.html"
    ).read_bytes()
    assert "МОСКВА, 9 янв - РИА Новости. Надежды на разрешение" in decode(body)


@pytest.mark.parametrize("name", ["aviaport.ru", "miniflux_windows-1251", "newsru.com"])
def test_real_feeds_in_windows_1251(shared: Path, name: str) -> None:
    body = (shared / f"data/feeds/{name}.xml").read_bytes()
    assert decode(body) == body.decode("cp1251")
