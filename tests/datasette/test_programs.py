"""The page for those who write programs: every address on it answers."""

import html
import re
from collections.abc import Callable

import httpx

Get = Callable[..., httpx.Response]


def test_the_page_for_programs_leads_to_what_answers(get: Get) -> None:
    assert 'href="/-/programs"' in get("/").text
    listed = get("/-/programs").text.partition('<ul class="tables">')[2].partition("</ul>")[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', listed)]
    assert "/-/openapi.json" in links
    assert {get(link).status_code for link in links} == {200}
