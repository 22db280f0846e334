"""The bench of deaths kills what it says, and would see what was lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench.killed.lives import Lived, live, lives
from bench.killed.phases import CLOCK, START
from bench.killed.points import Point, draw
from bench.killed.state import faults, state_of
from bench.killed.trial import attempt

LIFE = lives(days=1)["another parser"][:2]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> list[Lived]:
    """A crawl of one site, and a replay of it by another parser, undisturbed."""
    return live(LIFE, tmp_path_factory.mktemp("lived"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "part", "share"),
    [
        (0, "a response written to the archive", 0.5),
        (0, "the end of a run, its differences settled", 0.5),
        (1, "a replay's batch", 0.6),
    ],
)
def test_a_death_leaves_nothing_that_the_next_run_does_not_make_good(
    lived: list[Lived], tmp_path: Path, step: int, part: str, share: float
) -> None:
    number = 1 + round(share * (lived[step].moments[part] - 1))
    point = Point(life="another parser", step=step, part=part, number=number)
    result = attempt(LIFE, lived, point, keep=tmp_path)
    assert result.wrong == ()


@pytest.mark.slow
def test_points_are_drawn_of_every_part_and_by_the_clock(lived: list[Lived]) -> None:
    points = draw({"another parser": lived}, 40, seed=1)
    assert points == draw({"another parser": lived}, 40, seed=1)
    assert points != draw({"another parser": lived}, 40, seed=2)
    parts = {part for step in lived for part in step.moments}
    assert {point.part for point in points} == {CLOCK, *parts}
    assert {START, "tables made", "a replay's batch", "absence judged"} <= parts
    clocked = [point for point in points if point.part == CLOCK]
    assert len(clocked) == 12
    assert all(0 <= point.seconds <= lived[point.step].seconds for point in clocked)
    counted = [point for point in points if point.part != CLOCK]
    assert all(1 <= point.number <= lived[point.step].moments[point.part] for point in counted)


@pytest.mark.slow
def test_what_is_lost_or_doubled_is_seen(lived: list[Lived]) -> None:
    folder, known = lived[1].folder, lived[1].state
    assert (known.differences(state_of(folder)), faults(folder)) == ([], [])
    with closing(sqlite3.connect(folder / "data" / "dozor.db")) as db:
        db.execute("DELETE FROM changes WHERE id = 1")
        db.execute("INSERT INTO events (at, kind) VALUES ('2026-03-02T06:00:00Z', 'created')")
        db.execute("UPDATE articles SET title = 'другой' WHERE id = 1")
        db.execute("UPDATE runs SET pages = 0")
        db.commit()
    found = known.differences(state_of(folder))
    assert {tuple(line.split()[:2]) for line in found} >= {
        ("changes", "-"), ("events", "+"), ("articles", "-"), ("articles", "+"),
    }  # fmt: skip
    assert not any(line.startswith("runs") for line in found)
    next(folder.glob("data/archive/**/*.warc.gz")).unlink()
    assert any("cannot be read" in line for line in faults(folder))
