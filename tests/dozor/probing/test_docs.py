"""The worked example of adding a source says what really happens.

A line `…` in the document stands for any lines, `… seconds` for however long it took.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "docs" / "examples"))

from unseen_site import UnseenSite, settings_module

from .test_spider import make_checkout

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "adding-a-source.md"
_SECONDS = re.compile(r"\d+ seconds?\.$", re.MULTILINE)


def commands() -> Iterator[tuple[str, str]]:
    """Every command of the document with what it shows behind it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for one in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = one.replace("\\\n", "").partition("\n")
            yield command, shown


def pattern(shown: str) -> str:
    lines = (r"(?:.*\n)*" if line == "…" else re.escape(line) + "\n" for line in shown.splitlines())
    return "".join(lines)


def plain(text: str) -> str:
    lines = (line.rstrip() for line in _SECONDS.sub("… seconds.", text).splitlines())
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command of the document says, one after the other in one checkout."""
    here = make_checkout(tmp_path_factory.mktemp("docs"))
    told: dict[str, str] = {}
    with UnseenSite() as site:
        module = settings_module(site.address) + "HOST_DELAY = 0\n"
        (here / "unseen_settings.py").write_text(module, encoding="utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")},
            "PYTHONPATH": str(here),
            "SCRAPY_SETTINGS_MODULE": "unseen_settings",
            "COLUMNS": "110",
        }
        for command, _ in commands():
            words = shlex.split(command, comments=True)
            program = [sys.executable, "-m"] if words[0] == "dozor" else []
            done = subprocess.run(
                [*program, *words], cwd=here, env=environment, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout
            told[command] = plain(done.stdout.replace(f"{here}/", ""))
    return told


@pytest.mark.parametrize(("command", "shown"), list(commands()))
def test_a_command_says_what_the_document_shows(
    said: dict[str, str], command: str, shown: str
) -> None:
    assert re.fullmatch(pattern(plain(shown)), said[command]), said[command]
