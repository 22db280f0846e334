"""What `dozor.toml` says holds under plain Scrapy too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "contact"),
    [('contact = "desk@example.org"', "desk@example.org"), ("contact = 5", ""), ("contact =", "")],
)
def test_scrapy_takes_the_contact_from_dozor_toml(tmp_path: Path, text: str, contact: str) -> None:
    (tmp_path / "dozor.toml").write_text(text, encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DOZOR_")}
    environment |= {"PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    said = subprocess.run(
        [sys.executable, "-m", "scrapy", "settings", "--get", "CONTACT"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == contact
