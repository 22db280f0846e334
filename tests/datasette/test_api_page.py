"""Each example of docs/api.md is run as it stands, against a server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(console|python)\n(.*?)```", PAGE, re.DOTALL)
SERVE = """
import sys
from pathlib import Path
from dozor.serve import serve
serve(Path(sys.argv[1]), host="127.0.0.1", port=0,
      on_ready=lambda address: print(address, flush=True))
"""


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[str]:
    command = [sys.executable, "-c", SERVE, str(data)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield process.stdout.readline().strip().rstrip("/")
        process.kill()


def lines(kind: str) -> list[str]:
    return [line for of, text in EXAMPLES if of == kind for line in text.splitlines() if line]


@pytest.mark.slow
@pytest.mark.parametrize("line", lines("console"))
def test_a_command_answers(site: str, tmp_path: Path, line: str) -> None:
    if line.startswith("curl") and not shutil.which("curl"):
        pytest.skip("needs curl")
    command = re.sub(r"^python (\S+)", rf'"{sys.executable}" "{ROOT}/\1"', line)
    command = command.replace("curl -s", "curl -s -S --fail-with-body", 1)
    ran = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "SITE": site}, text=True,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.strip() or (tmp_path / "mirror.db").stat().st_size


@pytest.mark.slow
@pytest.mark.parametrize("program", [text for kind, text in EXAMPLES if kind == "python"])
def test_a_program_runs(site: str, tmp_path: Path, program: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", f"SITE = {site!r}\n{program}"], cwd=tmp_path, text=True,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


def test_there_are_examples_of_both_kinds() -> None:
    assert len(lines("console")) > 5
    assert len(EXAMPLES) >= 7
