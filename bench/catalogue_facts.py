"""Makes `spiders/catalogue.tsv` anew from a table of facts on Russian news sites.

    python -m bench.catalogue_facts ../shared/data/catalogue.tsv > spiders/catalogue.tsv

The table was mined from the public repository ptfsapsan/parser (November 2020). Addresses, regions,
zones and selectors are taken over as facts, under ids and columns of Dozor's own; what Dozor cannot
use is left out and said on standard error: listings that are answered in JSON or pieces of pages,
selectors that would match half of any page. `EXTRA` holds sites that other sources name.
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

COLUMNS = (
    "id", "title", "home_url", "region", "city", "timezone", "platform", "feeds", "listings",
    "body", "published",
)  # fmt: skip
# The last three are known by name and place alone, the first as a republisher.
EXTRA = (
    ("pskov_news_net", "", "https://pskov-news.net/", "RU-PSK", "Псков", "Europe/Moscow"),
    ("pravdapskov", "Псковская правда", "https://pravdapskov.ru/", "RU-PSK", "Псков",
     "Europe/Moscow"),
    ("yakutia_info", "", "https://yakutia.info/", "RU-SA", "Якутск", "Asia/Yakutsk"),
    ("site_1sn", "", "https://1sn.ru/", "RU-SA", "Якутск", "Asia/Yakutsk"),
    ("ulus_media", "", "https://ulus.media/", "RU-SA", "Якутск", "Asia/Yakutsk"),
)  # fmt: skip
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),  # noqa: SIM905
        strict=True,
    )
)
_PIECES = re.compile(r"ajax|/api/|\.json|/widget/|/month/", re.IGNORECASE)
_BROAD = re.compile(r'xpath://div\[contains\(@class,"(?:content|pad|pin)"\)\]|css:\.h_img')
_START = re.compile(r"(start|start_from)=\{page\}")


def source_id(url: str) -> str:
    """Give the id of a site: its host in Latin letters; of the endings, `.ru` is left out.

    >>> source_id("https://www.sakhalife.ru/"), source_id("http://7x7-journal.ru/")
    ('sakhalife', 'site_7x7_journal')
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.").encode("ascii").decode("idna")
    latin = "".join(
        _LATIN.get(letter, letter) for letter in host.removesuffix(".ru") if letter not in "ъь"
    )
    name = re.sub(r"[^a-z0-9]+", "_", latin).strip("_")
    return name if name[0].isalpha() else f"site_{name}"


def entries(rows: Iterator[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    """Give the lines of the catalogue, by id."""
    made = [*map(_entry, rows), *((*extra, "", "", "", "", "") for extra in EXTRA)]
    yield from sorted(made)


def _entry(row: Mapping[str, str]) -> tuple[str, ...]:
    home = row["home_url"]
    body = "" if _BROAD.fullmatch(row["body_selector"]) else row["body_selector"]
    if body != row["body_selector"]:
        print(f"{home}: {row['body_selector']} would match half of a page", file=sys.stderr)
    return (
        source_id(home),
        *(row["title"], home, row["region"], row["city"], row["timezone"], row["cms"]),
        " ".join({_feed(url).rstrip("/"): _feed(url) for url in row["feed_urls"].split()}.values()),
        " ".join(_listings(home, row["list_urls"].split())),
        *(selector.removeprefix("css:") for selector in (body, row["date_selector"])),
    )


def _feed(url: str) -> str:
    return url.removesuffix("?paged={page}")


def _listings(home: str, urls: list[str]) -> Iterator[str]:
    for url in urls:
        if _PIECES.search(url):
            print(f"{home}: {url} is no page for people", file=sys.stderr)
        else:
            first = _START.sub(r"\1=0", url).replace("{offset}", "0")
            yield first.replace("{page}", "1")


def main() -> None:
    """Write the catalogue to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("facts", type=Path)
    with parser.parse_args().facts.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        print("\t".join(COLUMNS))
        for entry in entries(rows):
            print("\t".join(entry))


if __name__ == "__main__":
    main()
