"""The page that says what came of all points."""

from collections.abc import Sequence

from bench.killed.trial import Result

_HEAD = """# Killed at any moment

Made by `make bench-killed`: `python -m bench.killed --points {points} --seed {seed} --days {days}`.

Dozor runs as a process of its own over {days} days of the sample world (five sites; edited, turned,
withdrawn, restored and moved pages) and is killed with SIGKILL at a random point; then the same
command runs again. There are three lives: every page looked at each day, what is due alone, and a
parser that changes and changes back, with `dozor replay`. Archive files are kept small, so that
each run begins several, and batches too.

After the next run, what the store holds is compared with an undisturbed life: all rows of all
tables but runs, hosts, single visits and readings of a workbook, with names in the place of ids and
without counters of visits; the search index; and each page's rejects. Besides, at once after the
death and after the next run: the database's integrity and foreign keys, the chain of snapshots, and
that each snapshot's bytes can be read back from the archive with their digest.

The points: {clock} by the clock, anywhere from the start of the process to its end, after which the
run of the following day is compared as well; the others at a random moment of each part of a crawl,
as many of each (at an import, before an SQL statement, or before, in the midst of and after a write
to the archive). Where the command was over before the point came, a sooner one was taken: every
point is a death.

"""


def document(results: Sequence[Result], *, days: int, seed: int) -> str:
    """Give the page in Markdown."""
    parts = list(dict.fromkeys(result.point.part for result in results))
    clock = sum(result.point.part == parts[0] for result in results)
    head = _HEAD.format(points=len(results), seed=seed, days=days, clock=clock)
    rows = [_row(part, [one for one in results if one.point.part == part]) for part in parts]
    total = _row("**all**", results)
    table = ["| Killed at | Points | With differences |", "| --- | ---: | ---: |"]
    return head + "\n".join([*table, *rows, total]) + "\n"


def _row(name: str, results: Sequence[Result]) -> str:
    wrong = sum(bool(result.wrong) for result in results)
    return f"| {name} | {len(results)} | {wrong} |"
