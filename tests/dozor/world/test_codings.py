"""Validators, conditional requests, and the codings of bodies."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from dozor.world import SampleWorld

Get = Callable[..., Any]

PLN = "https://pln-pskov.ru/society/582014.html"
IZ = "https://iz.ru/2052480/2026-03-02/v-rossii-poiavitsia-reestr-selskikh-masterskikh"
KSORS = "https://ksorstn.org/o-sozdanii-soveta"
FUND = "https://xn--80afcdbalict6afooklqi5o.xn--p1ai/public/application/cards?page=1"


@pytest.mark.parametrize(
    ("url", "validators"),
    [
        (PLN, {"last-modified"}),
        (IZ, {"etag"}),
        (KSORS, {"etag", "last-modified"}),
        (FUND, set()),
    ],
)
def test_each_site_states_its_own_validators(get: Get, url: str, validators: set[str]) -> None:
    assert get(url).headers.keys() & {"etag", "last-modified"} == validators


def test_an_etag_holds_for_a_day(get: Get, world: SampleWorld) -> None:
    etag = get(IZ).headers["etag"]
    known = get(IZ, If_None_Match=etag)
    assert (known.status, known.body, known.headers["etag"]) == (304, b"", etag)
    assert get(IZ, If_None_Match=f'"other", W/{etag}').status == 304
    assert get(IZ, If_None_Match='"other"').status == 200
    world.move_to(1)
    assert get(IZ, If_None_Match=etag).status == 200


def test_a_date_of_change_holds_for_a_day(get: Get, world: SampleWorld) -> None:
    stated = get(PLN).headers["last-modified"]
    assert get(PLN, If_Modified_Since=stated).status == 304
    assert get(PLN, If_Modified_Since="Sun, 01 Mar 2026 06:00:00 GMT").status == 200
    assert get(PLN, If_Modified_Since="last week").status == 200
    world.move_to(1)
    assert get(PLN, If_Modified_Since=stated).status == 200


def test_a_tag_goes_before_a_date(get: Get) -> None:
    known = get(KSORS).headers
    sent = {"If_None_Match": '"other"', "If_Modified_Since": known["last-modified"]}
    assert get(KSORS, **sent).status == 200


def test_a_site_without_validators_never_says_304(get: Get) -> None:
    sent = {"If_None_Match": "*", "If_Modified_Since": "Sun, 01 Mar 2037 06:00:00 GMT"}
    assert get(FUND, **sent).status == 200


def test_a_page_that_is_not_there_is_never_304(get: Get) -> None:
    assert get("https://iz.ru/1/2026-01-01/nothing", If_None_Match="*").status == 404


@pytest.mark.parametrize("url", [IZ, FUND])
def test_gzip_is_used_where_it_is_accepted(get: Get, url: str) -> None:
    packed = get(url, Accept_Encoding="gzip, deflate")
    open_ = get(url)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in open_.headers
    assert packed.headers["vary"] == open_.headers["vary"] == "Accept-Encoding"
    assert packed.raw_text == open_.raw_text


def test_the_two_codings_have_tags_of_their_own(get: Get) -> None:
    packed, open_ = get(IZ, Accept_Encoding="gzip").headers, get(IZ).headers
    assert packed["etag"] != open_["etag"]
    assert get(IZ, Accept_Encoding="gzip", If_None_Match=packed["etag"]).status == 304
    assert get(IZ, Accept_Encoding="gzip", If_None_Match=open_["etag"]).status == 200


def test_a_site_that_does_not_compress_never_does(get: Get) -> None:
    assert "content-encoding" not in get(PLN, Accept_Encoding="gzip").headers


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_one_sitemap_is_gzip_without_saying_so(get: Get, accepted: str) -> None:
    answer = get("https://iz.ru/export/sitemap/2/xml", Accept_Encoding=accepted)
    assert "content-encoding" not in answer.headers
    assert gzip.decompress(answer.body).startswith(b"<?xml")


def test_a_page_in_windows_1251_says_so_in_its_head_alone(get: Get) -> None:
    answer = get("https://pln-pskov.ru/society/581966.html")
    assert answer.headers["content-type"] == "text/html"
    assert 'charset="windows-1251"' in answer.body.decode("cp1251")
    assert "узкоколейк" in answer.body.decode("cp1251")


def test_a_page_in_windows_1251_is_declared_utf_8_by_mistake(get: Get) -> None:
    answer = get("https://pln-pskov.ru/news/581840.html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "снегоход" in answer.body.decode("cp1251")
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
