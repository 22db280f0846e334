"""What goes into a file or a pipe is whole: no terminal's edge cuts it, no spaces fill it."""

import pytest
from rich.table import Table

from dozor.tables import stdout

TITLE = "Кооператив соседей купил мельницу под Пушкинскими Горами и намолол первую муку для всех"


def print_table() -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("Title", "Source"):
        table.add_column(name, no_wrap=True)
    table.add_row(TITLE, "Псковская Лента Новостей, которую читают и в соседних областях")
    table.add_row("Короткое", "ЯСИА")
    stdout().print(table)


def test_nothing_is_cut_and_nothing_is_padded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_table()
    head, long, short = capsys.readouterr().out.splitlines()
    assert TITLE in long
    assert long.endswith("областях")
    assert (head[-1], short[-1]) == ("e", "А")


def test_who_names_a_width_gets_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_table()
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60
    assert not any(line.endswith(" ") for line in lines)
