"""Texts of a language lie in several files and read as one."""

from pathlib import Path

import pytest

from pipelines.display.texts import read_texts


def test_files_fill_up_one_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("errors: {one: Один}", "utf-8")
    (tmp_path / "b.yaml").write_text("errors: {two: Два}\nfeeds: {title: Ленты}", "utf-8")
    assert read_texts(tmp_path) == {
        "errors": {"one": "Один", "two": "Два"},
        "feeds": {"title": "Ленты"},
    }


def test_a_text_given_twice_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("errors: {one: Один}", "utf-8")
    (tmp_path / "b.yaml").write_text("errors: {one: Раз}", "utf-8")
    with pytest.raises(ValueError, match="one"):
        read_texts(tmp_path)
