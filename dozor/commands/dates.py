"""`dozor dates`: what the date reader makes of a text."""

import json
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import click

from crawler import clock
from dozor.options import Moment
from pipelines.dates import DateValue, find_dates, find_deadline, parse_date


@click.command(short_help="Show the dates that are read from a text, as JSON.")
@click.argument("text")
@click.option("--reference", type=Moment(), help="The moment the text is from.  [default: now]")
@click.option("--timezone", help="IANA zone of the text, as Asia/Yakutsk.  [default: not known]")
@click.option("--future", is_flag=True, help="A date without a year looks ahead, as deadlines do.")
def command(text: str, reference: datetime | None, timezone: str | None, future: bool) -> None:
    """Show what is read from TEXT, as JSON: as one date, as running text, as a deadline.

    \b
    dozor dates "13:47, 24 декабря 2021" --timezone Asia/Yakutsk
    dozor dates "с 22 по 25 декабря" --reference 2024-12-26
    """  # noqa: D301  click's own mark
    moment = reference or clock.now()
    _check_zone(timezone)
    prefer: Literal["past", "future"] = "future" if future else "past"
    one = parse_date(text, reference=moment, timezone=timezone, prefer=prefer)
    several = find_dates(text, reference=moment, timezone=timezone, prefer=prefer)
    deadline = find_deadline(text, reference=moment, timezone=timezone)
    shown = {
        "reference": clock.to_text(moment),
        "date": _shown(one),
        "dates": [_shown(value) for value in several],
        "deadline": deadline and {"when": _shown(deadline.when), "sentence": deadline.sentence},
    }
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def _shown(value: DateValue | None) -> dict[str, str | None] | None:
    if value is None:
        return None
    utc = clock.to_text(value.utc) if value.utc else None
    return {"edtf": value.edtf, "utc": utc, "precision": value.precision, "text": value.text}


def _check_zone(timezone: str | None) -> None:
    try:
        if timezone:
            ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:  # OSError: a folder of zones
        raise click.BadParameter(f"no zone is called {timezone!r}; try Europe/Moscow") from error
