"""`dozor leads`: what does not add up, and which of it a person has explained."""

import json
from pathlib import Path
from typing import Any

import click

from dozor.errors import SetupError
from dozor.lead_words import KINDS, saying, words_of
from dozor.leads import Asked, listed_leads
from dozor.notes import bring_notes, explain
from dozor.options import data_folder, data_option, unknown
from dozor.preflight import require_store
from dozor.runs import database, read_only
from dozor.tables import several, stdout, words
from pipelines.storage.connection import is_sample

Row = dict[str, object]


@click.group(invoke_without_command=True, short_help="List what does not add up, with proofs.")
@click.option("--kind", metavar="KIND", help=f"Only this kind: {', '.join(KINDS)}.")
@click.option("--region", metavar="CODE|NAME", help="Only of this region, as RU-PSK.")
@click.option("--source", metavar="ID", help="Only of this source.")
@click.option("--all", is_flag=True, help="Those that are explained as well.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs.")
@data_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    as_json: bool,
    data: Path | None,
    **asked: Any,  # noqa: ANN401  click has checked them
) -> None:
    """List the leads: two proofs that contradict each other.

    They are found anew after each crawl of grants. A lead accuses nobody; it is where to ask.

    \b
    dozor leads --kind sums --region RU-PSK
    dozor leads --source president_grants --all --json
    """  # noqa: D301  click's own mark
    ctx.obj = data
    if ctx.invoked_subcommand:
        return
    folder = _ready(data)
    leads = listed_leads(folder, Asked(**asked))
    if as_json:
        click.echo(json.dumps(leads, ensure_ascii=False, indent=1))
        return
    if is_sample(database(folder)):
        stdout().print("[dim]Sample data[/]")
    for lead in leads:
        _print(lead)
    stdout().print(several(len(leads), "lead"))


@command.command("explain")
@click.argument("key")
@click.option("--who", required=True, help="Who explains it.")
@click.option("--why", required=True, help="Why it is no contradiction.")
@data_option
@click.pass_context
def explain_(ctx: click.Context, key: str, who: str, why: str, data: Path | None) -> None:
    """Mark a lead as explained, in the notes file; every rerun keeps it.

    It holds for what the lead says today: should it say something else one day, it is open again.

    \b
    dozor leads explain sums:president_grants/25-2-002101:total \\
      --who "Анна" --why "Смета пересчитана"
    """  # noqa: D301  click's own mark
    folder = _ready(data or ctx.obj)
    leads = {str(lead["key"]): lead for lead in listed_leads(folder, Asked(all=True))}
    if key not in leads:
        raise unknown("lead", key, leads, "See dozor leads --all")
    if not who.strip() or not why.strip():
        raise SetupError("say who explains it (--who) and why (--why)")
    path = explain(folder, key, saying(leads[key]), who, why)
    click.echo(f"{key}: explained, in {path}")


def _ready(data: Path | None) -> Path:
    folder = data_folder(data)
    read_only(folder).close()
    require_store(folder, sample=is_sample(database(folder)))
    bring_notes(folder)
    return folder


def _print(lead: Row) -> None:
    about = words(str(lead["title"] or lead["organisation"] or ""))
    stdout().print(f"[bold]{words(str(lead['key']))}[/]  {about}", soft_wrap=True)
    stdout().print(f"  {words(words_of(lead))}", soft_wrap=True)
    if lead["explained"]:
        why = f"{lead['explained_by']}: {lead['explanation']}"
        stdout().print(f"  [green]explained[/] by {words(why)}", soft_wrap=True)
