# ruff: noqa: E501  a page of prose
"""Writes docs/alerts.md: how well people are told, what deaths leave behind, what arrives.

python -m bench.alerts.page [--seeds 4] [--points 100] [--out docs/alerts.md]
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.alerts.__main__ import add_worlds
from bench.alerts.dying import document, measure
from bench.alerts.shown import received
from bench.alerts.table import section

_HEAD_LINES, _FOOT_LINES = 34, 4
_PAGE = """# How people are told

Made by `make bench-alerts`: `python -m bench.alerts.page --seeds {seeds} --points {points}`.

A watch asks for one thing: words as in the search box, an organisation, a source, a page, a region,
a status, a sum, calls that close soon. `dozor watch add --help` shows how; `dozor watch test NAME`
shows what would be told, and sends nothing. Delivery is Apprise's: mail, Telegram, webhooks and the
rest, under a name in `dozor.toml` or as `DOZOR_DELIVERY_NAME` in the environment.

## Ten watches in a hostile world

Ten people watch the worlds of the monitoring benchmark ([monitoring.md](monitoring.md)): sites that
block, break off, answer empty, change their markup or their encoding, and whose pages are edited,
decided upon, removed, brought back and moved. What a webhook on loopback received is held against
the truth, by that benchmark's rules of matching.

*Precision*: the share of alerts that told something true which the watch asked for. *Could be
seen*: what visits by Dozor's plan could see, and the watch asked for; *recall*: the share of it that
was told. *Doubles*: alerts that came twice. *Of whole sources*: messages that tell of a redesign or
a turn of health, one each. No call for applications is in that world: watches of deadlines are
tried in the tests.

{worlds}
## Killed while matching and sending

Four watches, two targets, and a store with a round of news. A process tells, and kills itself with
SIGKILL at a step drawn at random: before or after what is laid out is committed, before or after a
target is called, before or after what it said is noted. Then it tells again, and goes on telling for
two days of a stopped clock. The steps are those of two lives: in one both targets are up, in the
other they are down for the first day. What arrived is held against a life without a death.

{deaths}
*Lost or wrong*: an alert that never came, or was told of by nobody, or twice without need. Told
twice is what the target said yes to when death came before our note of it, under the same number;
nothing else.

## What arrives

A mail, as a mail server on loopback received it:

```text
{mail}
```

A post, as a webhook received it:

```json
{post}
```

A digest by the hour. Two watches have the same target here: what both ask for is told once. The
last lines carry the head of the chain of digests, so that other people's mailboxes date it:

```text
{digest}
```

## When a target does not take it

| the target | what happens |
| --- | --- |
| is down, refuses, or does not know its own address | the alert waits: 5 minutes, then twice as long each time, up to 6 hours; never given up |
| hangs, or answers slowly | it is waited for, 30 seconds (mail: 15), or as the address says (`rto`, `cto`) |
| takes a mail's text and drops the line without an answer | it has not taken it; the mail is sent again under the same number |
| takes it, says so, and drops the line | it has taken it |
| redirects | it has taken nothing: a redirected post would arrive elsewhere as a question without its text |
| is named by nobody any more | the alert waits until it is |

`dozor status` and `dozor notify` name a target that takes nothing, since when, and what it says,
without its password.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, run everything, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--out", type=Path, help="[default: the terminal]")
    asked = parser.parse_args(words)
    worlds = section(*add_worlds(asked.seeds, sites=12, days=20))
    with tempfile.TemporaryDirectory(prefix="dozor-dying-") as folder:
        deaths = document(measure(Path(folder), asked.points, seed=1))
    mails, posts = received()
    text = _PAGE.format(
        seeds=asked.seeds,
        points=asked.points,
        worlds=worlds,
        deaths=deaths,
        mail=mails[0],
        post=posts[0],
        digest=_shortened(mails[-1]),
    )
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _shortened(text: str) -> str:
    lines = text.splitlines()
    left = len(lines) - _HEAD_LINES - _FOOT_LINES
    return "\n".join([*lines[:_HEAD_LINES], f"[{left} lines more]", *lines[-_FOOT_LINES:]])


if __name__ == "__main__":
    sys.exit(main())
