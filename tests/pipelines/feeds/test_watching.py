"""Which alerts go with an address."""

import shlex

import pytest

from pipelines.feeds.watching import watch_lines
from pipelines.watches import checked_target


@pytest.mark.parametrize(
    ("table", "asked", "kind", "target"),
    [
        ("articles", [("_search", "парк -аварийный")], "search", "парк -аварийный"),
        ("grants", [("inn__exact", "6027000017")], "organisation", "6027000017"),
        ("grants", [("awarded_rub__gte", "5000000.5")], "sum", "5000000"),
        ("grants", [("requested_kopecks__gt", "500000000")], "sum", "5000000"),
        ("calls", [], "deadline", "7"),
    ],
)
def test_an_argument_that_can_be_watched_is_a_command(
    table: str, asked: list[tuple[str, str]], kind: str, target: str
) -> None:
    words = shlex.split(watch_lines(table, asked)[0])
    assert words[:3] == ["dozor", "watch", "add"]
    assert words[4:] == [kind, target, "--to", "desk"]
    assert checked_target(kind, target)


@pytest.mark.parametrize(
    "asked", [("inn", "123"), ("_search", "-"), ("status", "new"), ("title", "x"), ("region", "")]
)
def test_what_no_watch_takes_is_not_offered(asked: tuple[str, str]) -> None:
    assert watch_lines("grants", [asked]) == []


def test_what_a_shell_would_run_stays_words() -> None:
    line = watch_lines("articles", [("_search", "$(rm) 'ключ'")])[0]
    assert shlex.split(line)[5] == "$(rm) 'ключ'"
