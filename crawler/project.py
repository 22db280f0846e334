"""What a person's `dozor.toml` says to Scrapy itself, so that `scrapy crawl NAME` needs no more."""

import os
import tomllib
from pathlib import Path


def settings_path() -> Path:
    """Give the settings file: `$DOZOR_CONFIG`, else `dozor.toml` in the working folder."""
    return Path(os.environ.get("DOZOR_CONFIG") or "dozor.toml")


def own_setting(name: str) -> str:
    """Give a text of `dozor.toml` ($DOZOR_CONFIG, else in the working folder); empty if unset.

    A file that cannot be read counts as absent here: the `dozor` command says what is wrong in it.
    """
    try:
        value = tomllib.loads(settings_path().read_text(encoding="utf-8")).get(name, "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return value if isinstance(value, str) else ""
