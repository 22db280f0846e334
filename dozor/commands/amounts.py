"""`dozor amounts`: what the amount reader makes of a text."""

import json
from dataclasses import asdict

import click

from pipelines.amounts import find_amounts, parse_amount


@click.command()
@click.argument("text")
@click.option("--currency", help="ISO 4217 code for a bare number, as RUB.  [default: none]")
def command(text: str, currency: str | None) -> None:
    r"""Show what is read from TEXT, as JSON: as one amount, and as running text.

    Sums are in hundredths of the currency: kopecks for roubles.

    \b
    dozor amounts "от 300 тысяч до 1 миллиона рублей"
    """
    one = parse_amount(text, default_currency=currency)
    shown = {
        "amount": asdict(one) if one else None,
        "amounts": [asdict(amount) for amount in find_amounts(text)],
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
