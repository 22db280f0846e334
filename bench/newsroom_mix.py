"""What readers and programs ask of the newsroom, and the same asked of bare sqlite3."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bench.newsroom_words import COMMON, EVERYWHERE, PHRASE, RARE
from pipelines.lemmas import search_expression
from pipelines.search_ids import span

_FOUND = (
    "SELECT * FROM articles WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?"
    " AND rowid BETWEEN {} AND {}) ORDER BY sort_utc DESC LIMIT 31"
).format(*span("article"))
_FILTERED = "SELECT * FROM articles WHERE {} = ? ORDER BY sort_utc DESC LIMIT 31"
_DEEP = "SELECT * FROM articles WHERE sort_utc <= ? ORDER BY sort_utc DESC LIMIT 31"
_FACET = "SELECT {0}, count(*) FROM articles GROUP BY {0} ORDER BY 2 DESC LIMIT 12"
_RANKED = (
    "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN {} AND {}"
    " ORDER BY rank LIMIT 20"
).format(*span("article"))
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its kind, its path without the ending, and the bare query beside it."""

    kind: str
    path: str
    args: dict[str, str]
    sql: str
    given: tuple[object, ...] = ()

    def address(self, ending: str) -> str:
        args = f"?{urlencode(self.args, quote_via=quote)}" if self.args else ""
        return f"{self.path}{ending}{args}"


class Mix:
    """Requests drawn from a database: its own words, regions, dates and ids."""

    def __init__(self, connection: sqlite3.Connection, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  data, no secret
        self._connection = connection
        self._last = connection.execute("SELECT max(id) FROM articles").fetchone()[0]
        self._grants = connection.execute("SELECT max(id) FROM grants").fetchone()[0]
        sql = "SELECT DISTINCT region FROM sources WHERE region IS NOT NULL"
        self._regions = [region for (region,) in connection.execute(sql)]
        self._sections = ("Общество", "Экономика", "Культура", "Спорт")

    def draw(self, rounds: int) -> Iterator[Asked]:
        """Give every kind once a round, in an order that is shuffled each time."""
        kinds: list[Callable[[], Asked]] = [
            *(self._any_word, self._any_word, self._rare, self._tenth, self._everywhere),
            *(self._phrase, self._beginning, self._excluding, self._two, self._in_region),
            *(self._region, self._section, self._facets, self._deep, self._deep_search),
            *(self._grants_of, self._article, self._grant, self._organisation),
            *(self._box, self._box_common, self._front),
        ]
        for _ in range(rounds):
            self._chance.shuffle(kinds)
            yield from (draw() for draw in kinds)

    def _search(self, kind: str, query: str, **args: str) -> Asked:
        given = {"_search": query, **args}
        return Asked(kind, "/dozor/articles", given, _FOUND, (search_expression(query),))

    def _word(self) -> str:
        sql = "SELECT body FROM articles WHERE id = ?"
        while True:
            row = self._connection.execute(sql, (self._chance.randint(1, self._last),)).fetchone()
            words = [word.strip(".") for word in row[0].split()] if row else []
            if long := [word for word in words if len(word) >= _SHORTEST]:
                return self._chance.choice(long)

    def _any_word(self) -> Asked:
        return self._search("a word of some article", self._word())

    def _rare(self) -> Asked:
        return self._search("a rare word", RARE)

    def _tenth(self) -> Asked:
        return self._search("a word of a tenth of all articles", COMMON)

    def _everywhere(self) -> Asked:
        return self._search("a word of four articles in five", EVERYWHERE)

    def _phrase(self) -> Asked:
        return self._search("a phrase", f"«{PHRASE[0]}»")

    def _beginning(self) -> Asked:
        return self._search("a beginning", f"{self._word()[:5]}*")

    def _excluding(self) -> Asked:
        return self._search("a common word without another", f"{COMMON} -{EVERYWHERE}")

    def _two(self) -> Asked:
        return self._search("two words", f"{self._word()} {EVERYWHERE}")

    def _in_region(self) -> Asked:
        region = self._chance.choice(self._regions)
        return self._search("a common word in a region", COMMON, region=region)

    def _deep_search(self) -> Asked:
        return self._search("a deep page of a search", COMMON, _next=self._somewhere())

    def _region(self) -> Asked:
        region = self._chance.choice(self._regions)
        sql = _FILTERED.format("region")
        return Asked("articles of a region", "/dozor/articles", {"region": region}, sql, (region,))

    def _section(self) -> Asked:
        name = self._chance.choice(self._sections)
        sql = _FILTERED.format("section")
        return Asked("articles of a section", "/dozor/articles", {"section": name}, sql, (name,))

    def _facets(self) -> Asked:
        return Asked("all articles, with facets", "/dozor/articles", {}, _FACET.format("region"))

    def _deep(self) -> Asked:
        place = self._somewhere()
        args = {"_next": place, "_sort_desc": "sort_utc"}
        return Asked("a deep page", "/dozor/articles", args, _DEEP, (self._date(place),))

    def _grants_of(self) -> Asked:
        status = self._chance.choice(("won", "not_supported"))
        sql = "SELECT * FROM grants WHERE status = ? ORDER BY submitted_on DESC LIMIT 31"
        return Asked("applications by status", "/dozor/grants", {"status": status}, sql, (status,))

    def _article(self) -> Asked:
        return self._row("an article", "articles", self._last)

    def _grant(self) -> Asked:
        return self._row("an application", "grants", self._grants)

    def _organisation(self) -> Asked:
        return self._row("an organisation", "organisations", self._grants // 5)

    def _row(self, kind: str, table: str, last: int) -> Asked:
        number = self._chance.randint(1, last)
        sql = f"SELECT * FROM {table} WHERE id = ?"
        return Asked(kind, f"/dozor/{table}/{number}", {}, sql, (number,))

    def _box(self) -> Asked:
        word = self._word()
        given = (search_expression(word),)
        return Asked("the box, a word of some article", "/-/search", {"q": word}, _RANKED, given)

    def _box_common(self) -> Asked:
        given = (search_expression(COMMON),)
        return Asked("the box, a common word", "/-/search", {"q": COMMON}, _RANKED, given)

    def _front(self) -> Asked:
        sql = "SELECT * FROM articles ORDER BY sort_utc DESC LIMIT 8"
        return Asked("the front page", "/", {}, sql)

    def _somewhere(self) -> str:
        """Give the place of some article in the order of dates, as Datasette writes it."""
        sql = "SELECT sort_utc, id FROM articles WHERE id = ?"
        number = self._chance.randint(1, self._last)
        at, number = self._connection.execute(sql, (number,)).fetchone()
        return f"{at.replace(':', '~3A')},{number}"

    def _date(self, place: str) -> str:
        return place.partition(",")[0].replace("~3A", ":")
