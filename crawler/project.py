"""What a person's `dozor.toml` says to Scrapy itself, so that `scrapy crawl NAME` needs no more."""

import os
import tomllib
from pathlib import Path


def own_setting(name: str) -> str:
    """Give a text of `dozor.toml` ($DOZOR_CONFIG, else in the working folder); empty if unset.

    A file that cannot be read counts as absent here: the `dozor` command says what is wrong in it.
    """
    path = Path(os.environ.get("DOZOR_CONFIG") or "dozor.toml")
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get(name, "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return value if isinstance(value, str) else ""
