"""A source becomes an entry of a person's file, and nothing else of the file changes."""

from pathlib import Path

import pytest

from crawler.sources import Selectors, Source
from dozor.config import load_sources
from dozor.errors import SetupError
from dozor.probing.entry import append_entry, entry_of

OWN = "# Ours.\n[[source]]\nid = 'old'  # kept\nhome_url = 'https://old.example/'"
PAPER = Source(
    id="paper",
    home_url="https://paper.example/",
    title='Весть "Север"',
    feeds=("https://paper.example/rss",),
    article_path=r"^/news/\d+$",
    selectors=Selectors(body=('[itemprop="articleBody"]',), author=(".a::text", ".b")),
)


def test_what_is_written_reads_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "new" / "sources.toml"
    append_entry(path, PAPER)
    assert load_sources(path) == [PAPER]
    assert r"article_path = '^/news/\d+$'" in path.read_text(encoding="utf-8")


def test_comments_and_other_entries_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(OWN, encoding="utf-8")
    append_entry(path, PAPER)
    assert path.read_text(encoding="utf-8") == f"{OWN}\n\n{entry_of(PAPER)}"
    assert [source.id for source in load_sources(path)] == ["old", "paper"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(id="old", home_url="https://new.example/"), "a source called old already"),
        (Source(id="new", home_url="https://www.old.example/"), "old on the host of"),
    ],
)
def test_a_second_entry_of_one_id_or_host_is_refused(
    tmp_path: Path, source: Source, words: str
) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(OWN, encoding="utf-8")
    with pytest.raises(SetupError, match=words):
        append_entry(path, source)
    assert path.read_text(encoding="utf-8") == OWN


def test_a_file_that_cannot_take_a_table_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("source = []\n", encoding="utf-8")
    with pytest.raises(SetupError, match="write it in yourself"):
        append_entry(path, PAPER)
    assert path.read_text(encoding="utf-8") == "source = []\n"
