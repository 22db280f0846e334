"""Where backups of a data folder were made, so that they hear of removals at once."""

import json
from pathlib import Path

from dozor.keeping.copying import PART

_NAME = "private/backups.json"


def remember_place(data: Path, dest: Path) -> None:
    """Note a folder of backups beside the private database. Raises OSError."""
    path, known = data / _NAME, known_places(data)
    if dest.resolve() in known:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART)
    part.write_text(json.dumps([*map(str, known), str(dest.resolve())]), encoding="utf-8")
    part.replace(path)


def known_places(data: Path) -> list[Path]:
    """Give the folders of backups that were noted, oldest first; none where that is unreadable."""
    try:
        return [Path(str(place)) for place in json.loads((data / _NAME).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
