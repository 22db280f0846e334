"""`dozor amounts`: what the amount reader makes of a text."""

import json
from dataclasses import asdict

import click

from pipelines.amounts import find_amounts, parse_amount

_LETTERS = 3


def _code(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value and not (len(value) == _LETTERS and value.isascii() and value.isalpha()):
        raise click.BadParameter(f"{value!r} is no ISO 4217 code; write it as RUB")
    return value.upper() if value else None


@click.command(short_help="Show the sums that are read from a text, as JSON.")
@click.argument("text")
@click.option(
    "--currency",
    callback=_code,
    metavar="CODE",
    help="ISO 4217 code for a bare number, as RUB.  [default: none]",
)
def command(text: str, currency: str | None) -> None:
    """Show what is read from TEXT, as JSON: as one amount, and as running text.

    Sums are in hundredths of the currency: kopecks for roubles.

    \b
    dozor amounts "от 300 тысяч до 1 миллиона рублей"
    """  # noqa: D301  click's own mark
    one = parse_amount(text, default_currency=currency)
    shown = {
        "amount": asdict(one) if one else None,
        "amounts": [asdict(amount) for amount in find_amounts(text)],
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
