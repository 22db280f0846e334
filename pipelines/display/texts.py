"""Texts of a language, kept as a folder of YAML files, one to a topic."""

from pathlib import Path
from typing import Any

import yaml


def read_texts(folder: Path) -> dict[str, Any]:
    """Read a language's texts as one mapping; ValueError where two files give the same text."""
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            _merge(texts, yaml.safe_load(file) or {}, path.name)
    return texts


def _merge(into: dict[str, Any], more: dict[str, Any], where: str) -> None:
    for name, value in more.items():
        mine = into.setdefault(name, value)
        if mine is value:
            continue
        if isinstance(mine, dict) and isinstance(value, dict):
            _merge(mine, value, where)
        else:
            raise ValueError(f"{where}: “{name}” is given twice")  # noqa: TRY004  a mistake of files
