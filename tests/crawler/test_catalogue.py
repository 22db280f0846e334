"""A catalogue is read line by line, and what is wrong in it is named by line and column."""

from pathlib import Path

import pytest

from crawler.catalogue import CatalogueError, read_catalogue

HEAD = "id\ttitle\thome_url\tregion\ttimezone\tfeeds\tbody"
GOOD = "vestnik\tВестник\thttps://vestnik.example/\tRU-PSK\tEurope/Moscow\t{feeds}\t.story p"
ZONE = "vestnik\t\thttps://vestnik.example/\t\tMoscow\t\t"


def catalogue(folder: Path, *lines: str) -> Path:
    path = folder / "catalogue.tsv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_line_is_a_source(tmp_path: Path) -> None:
    feeds = "https://vestnik.example/rss https://vestnik.example/atom"
    (row,) = read_catalogue(catalogue(tmp_path, GOOD.format(feeds=feeds)))
    source = row.source()
    assert (source.id, source.name, source.region) == ("vestnik", "Вестник", "RU-PSK")
    assert source.feeds == tuple(feeds.split())
    assert source.selectors.body == (".story p",)


def test_an_id_and_a_home_page_are_enough(tmp_path: Path) -> None:
    (row,) = read_catalogue(catalogue(tmp_path, "vestnik\t\thttps://vestnik.example/\t\t\t\t"))
    assert row.source().ways["listing"] == ("https://vestnik.example/",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Vestnik\t\thttps://vestnik.example/\t\t\t\t", "line 2: source id 'Vestnik'"),
        ("vestnik\t\tvestnik\t\t\t\t", "line 2, column home_url: no web address"),
        ("vestnik\t\thttps://вестник.рф/\t\t\t\t", "line 2, column home_url: write the address"),
        ("vestnik\t\thttps://v.example/\tPskov\t\t\t", "line 2, column region: no ISO 3166-2:RU"),
        (ZONE, "line 2, column timezone: no zone is called 'Moscow'"),
        ("vestnik\t\thttps://v.example/\t\t\trss.xml\t", "line 2, column feeds: no web address"),
        ("vestnik\t\thttps://v.example/\t\t\t\tdiv[", "line 2, column body: neither a CSS"),
        ("vestnik\t\thttps://v.example/\t\t\t\txpath://[", "line 2, column body: neither a CSS"),
        ("vestnik\t\t\t\t\t\t", "line 2, column home_url: nothing stands there"),
        ("vestnik\thttps://v.example/", "line 2: 2 columns, not the 7 of line 1"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        [row.source() for row in read_catalogue(catalogue(tmp_path, line))]
    assert f"catalogue.tsv, {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("vestnik\t\thttps://other.example/\t\t\t\t", "line 3, column id: vestnik stands in"),
        ("other\t\thttp://www.vestnik.example/\t\t\t\t", "line 3, column home_url: vestnik.exam"),
    ],
)
def test_no_two_lines_are_one_source_or_one_host(tmp_path: Path, second: str, said: str) -> None:
    first = "vestnik\t\thttps://vestnik.example/\t\t\t\t"
    with pytest.raises(CatalogueError, match=r"catalogue\.tsv, line 2 too") as refused:
        list(read_catalogue(catalogue(tmp_path, first, second)))
    assert said in str(refused.value)


def test_an_unknown_column_names_those_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.tsv"
    path.write_text("id\thome_url\tfeed\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"line 1: no column 'feed'; known are id, .*feeds"):
        list(read_catalogue(path))


@pytest.mark.parametrize("content", [b"", b"id\ttitle\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalogue.tsv"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"catalogue\.tsv"):
        list(read_catalogue(path))
