"""Which of Dozor's modules the plugins need, so that a copy carries them and nothing else."""

import ast
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_OURS = ("pipelines", "crawler")
_LOOKED_UP = {"pymorphy3": "pymorphy3-dicts-ru"}


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


def requirements(paths: Iterable[Path]) -> list[str]:
    """Give what must be installed for some files to run, at the versions that are installed here.

    What a library looks up by itself stands beside it.
    """
    others = {module.partition(".")[0] for path in paths for module in _named(path)}
    others -= {*_OURS, *sys.stdlib_module_names}
    known = packages_distributions()
    names = {name for module in others for name in known.get(module, ())}
    names |= {more for name, more in _LOOKED_UP.items() if name in names}
    return sorted(f"{name}=={version(name)}" for name in names)


def _imported(path: Path) -> Iterator[str]:
    """Give every module of ours that a file names."""
    return (module for module in _named(path) if module.partition(".")[0] in _OURS)


def _named(path: Path) -> Iterator[str]:
    """Give every module that a file names; `from a import b` as both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _files(module: str) -> Iterator[Path]:
    """Give a module's file with those of the packages around it; none where it is no module."""
    parts = module.split(".")
    for depth in range(1, len(parts) + 1):
        place = ROOT.joinpath(*parts[:depth])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                yield path
