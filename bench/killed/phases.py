"""What a crawl does, seen from its stack: the part of its life in which it is killed."""

from collections.abc import Iterator
from types import CodeType, FrameType

START = "start-up (imports, settings)"
CLOCK = "anywhere, by the clock"
# The innermost function that stands here names the part.
_PARTS = {
    ("pipelines/storage/connection.py", "_migrate"): "tables made",
    ("pipelines/storage/writer.py", "declare"): "sources declared",
    ("pipelines/storage/hosts.py", "claim"): "a host taken",
    ("pipelines/storage/hosts.py", "release"): "hosts given up",
    ("crawler/archive.py", "_opened"): "an archive file begun (rotation)",
    ("crawler/archive.py", "_append"): "a response written to the archive",
    ("pipelines/storage/visit_rows.py", "store_visit"): "a visit stored",
    ("pipelines/storage/writer.py", "_end"): "the end of a run, its differences settled",
    ("pipelines/storage/writer.py", "write"): "a batch begun or committed",
    ("pipelines/storage/run_health.py", "store_health"): "health stored",
    ("dozor/health_facts.py", "facts_of"): "health judged",
    ("pipelines/storage/absence_reading.py", "absence_facts"): "absence judged",
    ("pipelines/storage/absence.py", "store_absences"): "absence stored",
    ("dozor/telling.py", "tell_turns"): "turns told",
    ("dozor/watching/notify.py", "tell"): "watches told",
    ("dozor/replay.py", "_store"): "a replay's batch",
    ("pipelines/storage/replays.py", "archived_pages"): "a replay's reading",
    ("pipelines/storage/replays.py", "finish_replay"): "the end of a replay",
}
_known: dict[CodeType, str | None] = {}


def part(frame: FrameType | None) -> str | None:
    """Give the part of a crawl's life that a frame belongs to; None for one that is not told."""
    return next(filter(None, map(_named, _outward(frame))), None)


def _outward(frame: FrameType | None) -> Iterator[CodeType]:
    while frame is not None:
        yield frame.f_code
        frame = frame.f_back


def _named(code: CodeType) -> str | None:
    if code not in _known:
        file = "/".join(code.co_filename.rsplit("/", 3)[1:])
        _known[code] = next(
            (said for (name, function), said in _PARTS.items()
             if file.endswith(name) and code.co_name == function),
            None,
        )  # fmt: skip
    return _known[code]
