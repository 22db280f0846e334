"""Recorded pages are served at the addresses they were recorded from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dozor.world import RecordedPages, WorldError

Get = Callable[..., Any]

PAGE = '<html><head><meta charset="{}"></head><body>Снег и почта</body></html>'


def record(folder: Path, name: str, url: str, charset: str = "utf-8") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.html").write_bytes(PAGE.format(charset).encode(charset))
    (folder / f"{name}.json").write_text(json.dumps({"url": url}), encoding="utf-8")


def test_pages_of_all_subfolders_are_served_at_their_addresses(tmp_path: Path, ask: Get) -> None:
    record(tmp_path / "one", "A", "https://iz.ru/1/2026-01-01/slug")
    record(tmp_path / "two" / "deep", "B", "http://пример.рф/card?id=ABC", "windows-1251")
    with RecordedPages(tmp_path) as pages:
        assert pages.urls == ["https://iz.ru/1/2026-01-01/slug", "http://пример.рф/card?id=ABC"]
        first = ask(pages, "https://iz.ru/1/2026-01-01/slug")
        second = ask(pages, "http://xn--e1afmkfd.xn--p1ai/card?id=ABC")
        assert (first.status, second.status) == (200, 200)
        assert first.headers["content-type"] == "text/html; charset=utf-8"
        assert second.headers["content-type"] == "text/html; charset=windows-1251"
        assert second.body == (tmp_path / "two/deep/B.html").read_bytes()
        assert len(pages.requests) == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://iz.ru/",
        "https://iz.ru/page?id=1",
        "https://ysia.ru/page",
        "https://iz.ru/robots.txt",
    ],
)
def test_everything_else_is_not_found(tmp_path: Path, ask: Get, url: str) -> None:
    record(tmp_path, "A", "https://iz.ru/page")
    with RecordedPages(tmp_path) as pages:
        assert ask(pages, url).status == 404


def test_an_undeclared_charset_is_not_invented(tmp_path: Path, ask: Get) -> None:
    record(tmp_path, "A", "https://iz.ru/page")
    (tmp_path / "A.html").write_text("<p>text", encoding="utf-8")
    with RecordedPages(str(tmp_path)) as pages:
        assert ask(pages, "https://iz.ru/page").headers["content-type"] == "text/html"


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no page"),
        ({"A.html": ""}, "has no A.json beside it"),
        ({"A.json": '{"url": "https://iz.ru/"}'}, "A.html is missing"),
        ({"A.html": "", "A.json": "{}"}, "no JSON object with a url"),
        ({"A.html": "", "A.json": "[]"}, "no JSON object with a url"),
        ({"A.html": "", "A.json": "{"}, "no JSON object with a url"),
        ({"A.html": "", "A.json": '{"url": 5}'}, "is no text: 5"),
        ({"A.html": "", "A.json": '{"url": "iz.ru/page"}'}, "no web address"),
        ({"A.html": "", "A.json": '{"url": "https://[::1"}'}, "no web address"),
        ({"A.html": "", "A.json": '{"url": "ftp://iz.ru/"}'}, "no web address"),
    ],
)
def test_a_folder_that_cannot_be_served_is_refused_with_a_sentence(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    with pytest.raises(WorldError, match=said):
        RecordedPages(tmp_path)


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    record(tmp_path, "A", "https://iz.ru/page")
    record(tmp_path, "B", "https://IZ.ru/page")
    with pytest.raises(WorldError, match="so is another"):
        RecordedPages(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="There is no folder"):
        RecordedPages(tmp_path / "nowhere")
