"""The reader's language: chosen by `?_lang=`, else a cookie, else the browser; and its texts."""

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette import hookimpl
from datasette.utils.asgi import Request
from jinja2 import Environment

from pipelines.display.numbers import counted, grouped
from pipelines.display.texts import read_texts

TEXTS = Path(__file__).resolve().parents[1] / "texts"
LANGUAGES = ("ru", "en")
_NAMED = ("articles", "grants", "competitions", "organisations")
COOKIE = "dozor_lang"
_YEAR = 365 * 24 * 3600

_language: ContextVar[str] = ContextVar("language", default="ru")
_address: ContextVar[tuple[str, str]] = ContextVar("address", default=("/", ""))

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@cache
def catalogue(language: str) -> dict[str, Any]:
    """Read all texts of a language, once."""
    return read_texts(TEXTS / language)


def language() -> str:
    """Give the language of the request that is being answered."""
    return _language.get()


def t(key: str, /, **values: object) -> str:
    """Give the text under a dotted key; raises KeyError for an unknown one."""
    found: Any = catalogue(language())
    for part in key.split("."):
        found = found[part]
    return str(found).format(**values) if values else str(found)


def n(key: str, count: int) -> str:
    """Give a count with its noun in the right form."""
    return counted(count, catalogue(language())["counts"][key], language())


def label(table: str, column: str) -> str:
    """Give a column's name for people."""
    return _column(table, column)[0]


def word(column: str, value: object) -> str:
    """Give a stored value as a word of the reader's language, where it has one."""
    if column == "field":
        return _field(str(value))
    words: Mapping[str, str] = catalogue(language())["values"].get(column, {})
    return words.get(str(value), str(value))


def title(table: str) -> str:
    """Give a table's name for people."""
    return str(catalogue(language())["tables"].get(table, {}).get("title", table))


def in_language(other: str) -> str:
    """Give the address of this page in another language."""
    path, query = _address.get()
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "_lang"]
    return f"{path}?{urlencode([*kept, ('_lang', other)])}"


def _field(name: str) -> str:
    """Name a column of whichever kind of record has it."""
    labels = (label(table, name) for table in _NAMED)
    return next((found for found in labels if found != name), name)


def _column(table: str, column: str) -> tuple[str, str]:
    texts = catalogue(language())
    own = texts["tables"].get(table, {}).get("columns", {})
    found = own.get(column) or texts["columns"].get(column)
    found = found or texts["query_columns"].get(column) or [column]
    return found[0], found[1] if len(found) > 1 else ""


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Hand the texts to every template and, through it, to the other plugins."""
    env.globals |= {
        "t": t, "n": n, "label": label, "word": word, "language": language,
        "table_title": title, "in_language": in_language, "languages": LANGUAGES,
        "grouped": lambda number: grouped(number, language()),
    }  # fmt: skip


@hookimpl
def get_metadata(key: str | None) -> dict[str, Any]:
    """Describe the tables and their columns in the reader's language.

    Datasette copies all there is under `tables` for every table that it asks leave to show: a
    front page took a tenth of a second for it. What a table may show stands in no text.
    """
    return {} if key == "tables" else _metadata(language())


@cache
def _metadata(language: str) -> dict[str, Any]:
    texts = catalogue(language)
    tables = {name: _table(texts, text) for name, text in texts["tables"].items()}
    site = texts["site"]
    described = {"title": texts["tables_page"]["title"], "tables": tables}
    return {
        "title": site["name"],
        "description": site["tagline"],
        "databases": {"dozor": described},
    }


def _table(texts: dict[str, Any], text: dict[str, Any]) -> dict[str, Any]:
    columns = {**texts["columns"], **text.get("columns", {})}
    described = {name: ": ".join(columns[name]) for name in text["has"] if name in columns}
    return {"title": text["title"], "description": text["description"], "columns": described}


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Choose the language of each request before anything is answered."""
    return _choosing


def _choosing(app: App) -> App:
    async def choosing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        request = Request(scope, receive)
        asked = request.args.get("_lang")
        _language.set(_choose(asked, request))
        _address.set((scope["path"], request.query_string))
        return await app(scope, receive, _remembering(send, asked))

    return choosing


def _choose(asked: str | None, request: Request) -> str:
    accepted = (request.headers.get("accept-language") or "").split(",")
    browser = [part.strip()[:2].lower() for part in accepted]
    for choice in (asked, request.cookies.get(COOKIE), *browser):
        if choice in LANGUAGES:
            return choice
    return LANGUAGES[0]


def _remembering(send: Send, asked: str | None) -> Send:
    async def remembering(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), (b"vary", b"Accept-Language")]
            if asked in LANGUAGES:
                cookie = f"{COOKIE}={asked}; Path=/; Max-Age={_YEAR}; SameSite=Lax"
                headers.append((b"set-cookie", cookie.encode()))
            message = {**message, "headers": headers}
        await send(message)

    return remembering
