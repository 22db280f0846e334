"""Files copied so that a name stands for whole content only, on disk, or for nothing."""

import os
import shutil
from pathlib import Path

from crawler.warc_copying import sync_folder

PART = ".part"


def copy(source: Path, target: Path, size: int | None = None) -> None:
    """Copy a file, or its first `size` bytes. Raises OSError; then the old target still stands."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    try:
        with source.open("rb") as given, part.open("wb") as taken:
            if size is None:
                shutil.copyfileobj(given, taken)
            else:
                _copy_some(given.fileno(), taken.fileno(), size)
            taken.flush()
            os.fsync(taken.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def inside(folder: Path, name: str) -> Path:
    """Give the path of a name below a folder. Raises ValueError for one that leads out of it."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name!r} leads out of {folder}")
    return path


def _copy_some(given: int, taken: int, size: int) -> None:
    left = size
    while left:
        piece = os.read(given, min(left, 1 << 20))
        if not piece:
            raise OSError(0, "the file became shorter while it was copied")
        os.write(taken, piece)
        left -= len(piece)
