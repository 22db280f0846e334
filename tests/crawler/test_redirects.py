import pytest
from scrapy.http import HtmlResponse, Request

from crawler.items import Place
from crawler.redirects import moved_to
from crawler.sources import Source

HOME = "https://vestnik.example"
SOURCE = Source(id="vestnik", home_url=HOME)


def answered(url: str, *reasons: int | str) -> str | None:
    place = Place(source_id="vestnik", url=f"{HOME}/a", key="vestnik.example/a", kind="article")
    request = Request(url, meta={"redirect_reasons": list(reasons)} if reasons else {})
    return moved_to(place, HtmlResponse(url, request=request), SOURCE)


@pytest.mark.parametrize("reasons", [(301,), (308,), (301, 308)])
def test_a_permanent_redirect_to_another_page_is_a_move(reasons: tuple[int, ...]) -> None:
    assert answered(f"{HOME}/b", *reasons) == "vestnik.example/b"


@pytest.mark.parametrize("reasons", [(), (302,), (307,), (301, 302), ("meta refresh",)])
def test_any_other_way_there_is_none(reasons: tuple[int | str, ...]) -> None:
    assert answered(f"{HOME}/b", *reasons) is None


@pytest.mark.parametrize(
    "url",
    [f"{HOME}/", "https://other.example/b", f"{HOME}/a/", "http://www.vestnik.example/a?utm_id=1"],
)
def test_the_front_page_another_site_and_the_same_page_are_none(url: str) -> None:
    assert answered(url, 301) is None
