"""Rows with a key of several parts: part of a key names none, and links hold the whole."""

import re
from collections.abc import Callable

import httpx
import pytest

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("table", ["appearances", "workbook_rows", "claims", "organisation_names"])
@pytest.mark.parametrize("ending", ["", ".json"])
def test_part_of_a_key_names_no_row(get: Get, table: str, ending: str) -> None:
    assert get(f"/dozor/{table}/1{ending}").status_code == 404


def test_every_row_of_such_a_table_has_a_page(get: Get) -> None:
    links = re.findall(
        r'href="(/dozor/organisation_names/[^"]*)"',
        get("/dozor/organisation_names?_col=first_seen").text,
    )
    assert links
    assert {get(link).status_code for link in links} == {200}


def test_the_page_of_a_row_leads_to_what_it_names(get: Get) -> None:
    assert 'href="/dozor/sources/veter"' in get("/dozor/runs/1").text
