"""`dozor init`: the files that every command reads."""

import sys
from pathlib import Path
from string import Template

import click

from dozor.config import load_config
from dozor.errors import SetupError

_DOZOR = Template("""\
# Dozor's settings. Every command run in this folder reads them; a crontab does `cd` here first.

# Whom a site's owner can write to: a mail address or a page. It goes into the user agent.
# Without it no site outside this machine is crawled.
contact = "$contact"

# Your region, as ISO 3166-2:RU: RU-PSK, RU-SA ... `dozor crawl` then takes its sources, federal
# ones and your own. Empty: all sources.
region = "$region"

# Grant portals list more applications than can be visited in weeks. The cards of your region come
# first; so do those of these regions and of these organisations, by INN. The cards of undecided
# applications and of those decided lately follow; the rest only where you ask for all.
card_regions = []
card_inns = []
all_cards = false

# Where the database and the archive are, seen from this folder.
data = "data"

# How large the data folder may grow, in gigabytes; 0 sets no bound.
disk_budget_gb = 0

# Where people note which leads are explained, and what else they want to say of a record.
notes = "notes.toml"

# What identifiers begin with in `dozor export grants --format 360giving`. Who publishes such files
# registers a prefix of its own with 360Giving.
giving_prefix = "360G-dozor"

# With less than this free on the disk, in gigabytes, nothing more is fetched.
disk_reserve_gb = 0.5

# An address that is asked after each complete round, as healthchecks.io and others give: whoever
# answers there can warn you when no round has come to its end for long. Empty: none.
heartbeat = ""

# The address at which people see the records; alerts lead there.
site = ""

# Where alerts go: a name, and an address as Apprise writes it (mail, Telegram, webhooks ...).
# A password is better kept in the environment: DOZOR_DELIVERY_DESK is the delivery `desk`.
[delivery]
# desk = "mailto://user:password@mail.example.org?to=desk@example.org"
""")

_NOTES = """\
# What people know that no site says. Every rerun reads this file; nothing but `dozor leads explain`
# writes into it, and that only adds. `dozor leads` lists the leads with their keys.
#
# [[lead]]                            # this lead is explained
# key = "sums:president_grants/25-2-002101:total"
# who = "Анна, отдел расследований"
# on = 2026-03-07
# why = "Фонд пересчитал смету, письмо от 5 марта"
#
# [[note]]                            # a word on a record, or on an organisation by its key
# record = "president_grants/25-2-002101"
# who = "Анна"
# label = "проверяем"
# comment = "Запросили отчёт"
"""

_SOURCES = """\
# Your own sources. An id and a home page are enough; the rest helps. `dozor probe URL --write`
# looks a site over and writes an entry.
#
# [[source]]
# id = "my_town"                      # small Latin letters, digits and _
# home_url = "https://news.example.ru/"
# title = "Новости нашего города"
# region = "RU-PSK"
# timezone = "Europe/Moscow"
# feeds = ["https://news.example.ru/rss.xml"]
# article_path = "^/news/[0-9]+"      # what an article's address looks like
# selectors.body = [".article-text p"]
# browser = true                      # a script fills its pages (docs/adding-a-source.md)
# interval = 60                       # minutes between two looks, until their pace is learned
# delay = 2.5                         # seconds between two requests
# budget = 200                        # most pages of one run; without it, no bound
"""

_SYSTEMD = """\
To look every hour under systemd, save as /etc/systemd/system/dozor.service:

  [Unit]
  Description=Dozor: visit the sources that are due

  [Service]
  Type=oneshot
  WorkingDirectory={folder}
  ExecStart={program} crawl --due

and as dozor.timer beside it:

  [Unit]
  Description=Dozor every hour

  [Timer]
  OnCalendar=hourly
  RandomizedDelaySec=10min
  Persistent=true

  [Install]
  WantedBy=timers.target

To show it behind a web server (nginx):

  location / {{ proxy_pass http://127.0.0.1:8001; proxy_set_header Host $host; }}
"""


@click.command(short_help="Make dozor.toml, sources.toml and notes.toml.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--contact", help="Mail address or page for the owners of sites.")
@click.option(
    "--region", default="", metavar="CODE", help="ISO 3166-2:RU code of your region, as RU-PSK."
)
def command(folder: Path, contact: str | None, region: str) -> None:
    """Make dozor.toml, sources.toml and notes.toml in FOLDER (default: this one).

    Files that are there already are left as they are.

    \b
    dozor init --contact desk@example.org --region RU-PSK
    """  # noqa: D301  click's own mark
    answer = contact if contact is not None else _ask_contact()
    _check(answer, region)
    _make(folder / "dozor.toml", _DOZOR.substitute(contact=answer, region=region))
    _make(folder / "sources.toml", _SOURCES)
    _make(folder / "notes.toml", _NOTES)
    click.echo("\n" + _SYSTEMD.format(folder=folder.resolve(), program=_program()))
    if not load_config(folder / "dozor.toml").contact:
        click.echo(
            f"First write a contact into {folder / 'dozor.toml'}: without one nothing is crawled"
        )
    click.echo("Next: dozor sources list, then dozor crawl --limit 20, then dozor serve")


def _program() -> Path:
    return Path(sys.executable).with_name("dozor")


def _ask_contact() -> str:
    if not sys.stdin.isatty():
        return ""
    answer: str = click.prompt("Contact for the owners of sites (mail or page)", default="")
    return answer.strip()


def _check(contact: str, region: str) -> None:
    if contact and "@" not in contact and "://" not in contact:
        raise SetupError(f"{contact!r} is neither a mail address nor a page's address")
    if any(character in contact + region for character in '"\\\n\r'):
        raise SetupError("contact and region must not hold quotes, backslashes or line breaks")


def _make(path: Path, text: str) -> None:
    if path.exists():
        click.echo(f"{path} is there already and is left as it is")
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path} written")
