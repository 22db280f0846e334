"""A signature leads to all that carries it."""

from collections.abc import Callable
from urllib.parse import quote

import httpx

Get = Callable[..., httpx.Response]


def test_a_name_leads_to_what_it_signed(get: Get) -> None:
    address = f"/person/{quote('Пресс-служба')}"
    assert f'href="{address}"' in get("/dozor/articles/1").text
    page = get(address).text
    assert 'href="/dozor/articles/1"' in page
    assert 'href="/dozor/sources/veter"' in page


def test_a_name_that_signed_nothing_has_no_page(get: Get) -> None:
    assert get("/person/nobody").status_code == 404
