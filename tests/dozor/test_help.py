"""Every command's `--help` can be read, and shows the command as it is typed."""

import re
from collections.abc import Iterator

import click
import pytest

from dozor.cli import group


def _commands(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Give each command below one, by the path that a person types."""
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        below = click.Context(found, parent=context, info_name=name, terminal_width=80)
        yield below
        yield from _commands(found, below)


ALL = list(_commands(group, click.Context(group, info_name="dozor")))


@pytest.mark.parametrize("context", ALL, ids=lambda context: context.command_path)
def test_the_help_of_a_command_shows_it_as_it_is_typed(context: click.Context) -> None:
    shown = context.get_help()
    assert r"\b" not in shown
    assert "\b" not in shown
    examples = rf"^  (\(crontab -l; )?{re.escape(context.command_path)}(?![a-z])"
    assert re.search(examples, shown, flags=re.MULTILINE), shown


@pytest.mark.parametrize("context", ALL, ids=lambda context: context.command_path)
def test_no_line_of_help_holds_two_examples(context: click.Context) -> None:
    lines = context.get_help().splitlines()
    assert [line for line in lines if len(re.findall(r"(?:^| )dozor [a-z]+ ", line)) > 1] == []
