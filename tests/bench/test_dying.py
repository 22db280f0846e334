"""Deaths by SIGKILL at steps of matching and sending: nothing is lost, doubles are explained."""

from pathlib import Path

import pytest

from bench.alerts.deaths import Death, Lived, judged, live
from bench.alerts.stock import stock

# Steps of the first telling: what is laid out for each watch, then calls and notes in turn.
UP = (0, 3, 10, 11, 12, 13)
DOWN = (1, 11)
HOURS = {False: (0, 1.2), True: (0, 26)}


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock")
    stock(folder)
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["up", "down"])
def undisturbed(
    request: pytest.FixtureRequest, stocked: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, Lived]:
    down = bool(request.param)
    return down, live(stocked, tmp_path_factory.mktemp("calm"), None, down=down, hours=HOURS[down])


def test_an_undisturbed_life_is_told_everything_once(undisturbed: tuple[bool, Lived]) -> None:
    down, lived = undisturbed
    assert len(lived.alerts) > 20
    assert set(lived.received.values()) == {1}
    assert judged(Death(telling=0, step=0, down=down), lived, lived).wrong == ()


def test_killed_at_any_step_nothing_is_lost(
    undisturbed: tuple[bool, Lived], stocked: Path, tmp_path: Path
) -> None:
    down, calm = undisturbed
    places = {}
    for step in DOWN if down else UP:
        home = tmp_path / str(step)
        home.mkdir()
        death = Death(telling=0, step=step, down=down)
        outcome = judged(death, live(stocked, home, death, down=down, hours=HOURS[down]), calm)
        assert outcome.wrong == (), outcome
        places[outcome.place] = outcome.doubles
    if not down:
        assert places["before a note"] == places["after a call"] == 1
        assert places["after a note"] == places["before a call"] == 0
