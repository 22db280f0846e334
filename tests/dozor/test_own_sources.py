"""A file of one's own sources that is not as it should be is told of, and nothing is left out."""

from pathlib import Path

import pytest

from dozor.config import load_sources
from dozor.errors import SetupError

ENTRY = 'id = "a"\nhome_url = "https://a.example/"\ntitle = "Вести"\n'


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (f"[[sources]]\n{ENTRY}".encode(), "unknown setting sources; did you mean source?"),
        (f"[[source]]\n{ENTRY}".encode("cp1251"), "not in UTF-8; save it in that encoding"),
        (f'[[source]]\n{ENTRY}region = "Псков"\n'.encode(), "region must be a code of ISO 3166-2"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, written: bytes, words: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(written)
    with pytest.raises(SetupError, match=words.replace("?", r"\?")):
        load_sources(path)
