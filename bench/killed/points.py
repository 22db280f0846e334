"""Which moments are drawn: as many of each part of a crawl's life, and some by the clock alone."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from math import ceil

from bench.killed.lives import Lived
from bench.killed.phases import CLOCK

# Of all points, this share is drawn by the clock: uniformly over the length of the command.
BY_CLOCK = 0.3
_SOONER = 0.8
History = Mapping[str, Sequence[Lived]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A death: in which life and step, and at which moment of which part, or after how long.

    `number` counts the moments of `part` from 1; by the clock, `seconds` pass from the start.
    """

    life: str
    step: int
    part: str
    number: int = 0
    seconds: float = 0.0

    def sooner(self) -> "Point":
        """Give a moment before this one, where the command was over before it came."""
        return replace(self, number=ceil(self.number * _SOONER), seconds=self.seconds * _SOONER)


def draw(history: History, count: int, seed: int) -> list[Point]:
    """Draw points, the same for the same seed and history of undisturbed lives."""
    chance = random.Random(seed)  # noqa: S311  nothing is kept secret by it
    by_clock = round(count * BY_CLOCK)
    points = [_by_clock(history, chance) for _ in range(by_clock)]
    return points + list(islice(_by_part(history, chance), count - by_clock))


def _by_clock(history: History, chance: random.Random) -> Point:
    life, step = chance.choice([(life, step) for life, step, _ in _steps(history)])
    seconds = chance.uniform(0, history[life][step].seconds)
    return Point(life=life, step=step, part=CLOCK, seconds=seconds)


def _by_part(history: History, chance: random.Random) -> Iterator[Point]:
    parts = sorted({part for _, _, lived in _steps(history) for part in lived.moments})
    for part in cycle(parts):
        having = [(life, step) for life, step, lived in _steps(history) if part in lived.moments]
        life, step = chance.choice(having)
        number = chance.randint(1, history[life][step].moments[part])
        yield Point(life=life, step=step, part=part, number=number)


def _steps(history: History) -> Iterator[tuple[str, int, Lived]]:
    for life, steps in history.items():
        for step, lived in enumerate(steps):
            yield life, step, lived
