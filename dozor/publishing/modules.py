"""Which of Dozor's modules the plugins need, so that a copy carries them and nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_OURS = ("pipelines", "crawler")


def needed(plugins: Path) -> list[Path]:
    """Give the files of all modules of ours that a folder of plugins imports, at any remove."""
    found: set[Path] = set()
    waiting = [module for path in plugins.glob("*.py") for module in _imported(path)]
    while waiting:
        for path in _files(waiting.pop()):
            if path not in found:
                found.add(path)
                waiting += _imported(path)
    return sorted(found)


def _imported(path: Path) -> Iterator[str]:
    """Give every module of ours that a file names; `from a import b` as both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if _is_ours(one.name))
        elif isinstance(node, ast.ImportFrom) and node.module and _is_ours(node.module):
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in _OURS


def _files(module: str) -> Iterator[Path]:
    """Give a module's file with those of the packages around it; none where it is no module."""
    parts = module.split(".")
    for depth in range(1, len(parts) + 1):
        place = ROOT.joinpath(*parts[:depth])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                yield path
