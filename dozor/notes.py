"""The file of a person's notes: found, read and brought into the database, added to safely."""

import logging
import os
import tempfile
from pathlib import Path

from crawler import clock
from dozor.config import config_path, load_config
from dozor.errors import SetupError
from dozor.lock import locked
from dozor.runs import database
from pipelines.notes import Notes, read_notes
from pipelines.storage.connection import is_sample
from pipelines.storage.errors import StorageError
from pipelines.storage.note_rows import store_notes
from pipelines.toml_writing import toml_string

NAME = "notes.toml"
log = logging.getLogger(__name__)


def notes_file(data: Path) -> Path:
    """Give the notes file of a data folder: the one that dozor.toml names; of sample data its own.

    Without a dozor.toml it lies in the data folder.
    """
    config = load_config()
    if is_sample(database(data)) or not config_path().is_file():
        return data / NAME
    return config.folder / config.notes


def load_notes(data: Path) -> Notes:
    """Read the notes of a data folder; a file that is not there holds none. Nothing raises."""
    try:
        path = notes_file(data)
        return read_notes(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Notes()
    except (OSError, UnicodeDecodeError, SetupError) as error:
        return Notes(faults=(f"cannot be read: {error}",), readable=False)


def bring_notes(data: Path) -> Notes:
    """Bring the file's notes into the database; what cannot be taken of it is said in the log.

    Where the file as a whole is unreadable, the notes that were read before stay. Nothing raises:
    a slip of a person's pen stops no crawl.
    """
    found = load_notes(data)
    for fault in found.faults:
        log.warning("%s: %s", NAME, fault)
    if found.readable:
        try:
            store_notes(database(data), found.notes)
        except StorageError as error:
            log.warning("The notes could not be stored: %s", error)
    return found


def explain(data: Path, key: str, saying: str, who: str, why: str) -> Path:
    """Add to the notes that a lead is explained, and give the file. What is there stays as it is.

    The file is written beside and then put in its place, so that a crash leaves the old one whole.
    Raises SetupError where it cannot be read, so that nothing is lost.
    """
    path = notes_file(data)
    with locked(path.with_name(f".{path.name}.lock")):
        text = _text_of(path)
        entry = _entry({"key": key, "saying": saying, "who": who, "why": why})
        whole = (text.rstrip("\n") + "\n\n" if text.strip() else "") + entry
        after = read_notes(whole)
        if not after.readable:
            raise SetupError(f"{path}: {read_notes(text).faults[0]}; mend that first")
        _replace(path, whole)
    bring_notes(data)
    return path


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{path} cannot be read: {error}; nothing was written") from error


def _entry(values: dict[str, str]) -> str:
    day = clock.now().date().isoformat()
    lines = [f"{name} = {toml_string(value)}" for name, value in values.items()]
    return "\n".join(["[[lead]]", *lines, f"on = {day}", ""])


def _replace(path: Path, text: str) -> None:
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path.resolve())
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
