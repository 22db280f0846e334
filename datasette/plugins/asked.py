"""What a named query is asked by must exist: what does not is an error that names what is near."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from difflib import get_close_matches
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError

from pipelines.regions import codes, region_code, region_names
from pipelines.text import fold

_NEAR = 0.55
_MOST = 3
_FEWEST_LETTERS = 3
_WRITTEN = {"year": r"\d{4}", "since": r"\d{4}(-\d\d){0,2}", "until": r"\d{4}-\d\d-\d\d"}
_SOURCES = "SELECT id, title FROM sources"
_QUERY = re.compile(r"^/dozor/(?P<name>\w+)(\.\w+)?$")
_asked: ContextVar[tuple[str, Mapping[str, str]]] = ContextVar("asked")


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Note what each request asks: the check of a query is not told."""
    return _noting


def _noting(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
    async def noting(scope: dict[str, Any], receive: object, send: object) -> None:
        if scope["type"] == "http":
            named = _QUERY.match(scope["path"])
            args = Request(scope, receive).args
            _asked.set((named["name"] if named else "", {key: args.get(key) for key in args}))
        await app(scope, receive, send)

    return noting


@hookimpl
def permission_allowed(
    datasette: Datasette, action: str, resource: object
) -> Callable[[], Awaitable[None]] | None:
    """Refuse a query that is asked by what there is not; allow nothing that is not allowed."""
    name, given = _asked.get(("", {}))
    if action != "view-query" or resource != ("dozor", name):
        return None

    async def check() -> None:
        rows = (await datasette.get_database("dozor").execute(_SOURCES)).rows
        _check(datasette, given, {row["id"]: row["title"] for row in rows})

    return check


def _check(datasette: Datasette, given: Mapping[str, str], sources: Mapping[str, str]) -> None:
    t, word = datasette.jinja_env.globals["t"], datasette.jinja_env.globals["word"]
    region, source = given.get("region", ""), given.get("source", "")
    if region and region_code(region) is None:
        near = near_regions(region)
        known = [f"{word('region', code)} ({code})" for code in near]
        raise _refused(t, "region", region, known, near or sorted(codes()))
    if source and source not in sources:
        near = get_close_matches(source, sources, n=_MOST, cutoff=_NEAR)
        known = [f"{sources[one]} ({one})" for one in near]
        raise _refused(t, "source", source, known, near or sorted(sources))
    for one, pattern in _WRITTEN.items():
        if given.get(one) and not re.fullmatch(pattern, given[one]):
            raise _refused(t, one, given[one], [], [])


def _refused(
    t: Callable[..., str], kind: str, value: str, near: Sequence[str], meant: Sequence[str]
) -> DatasetteError:
    told = t("asked.near", names=", ".join(near)) if near else t(f"asked.how_{kind}")
    message = f"{t(f'asked.no_{kind}', value=value)} {told}"
    return DatasetteError(message, error_dict={"did_you_mean": list(meant)}, status=400)


def near_regions(name: str) -> list[str]:
    """Give the codes of the regions whose names are nearest to a text, the nearest first.

    >>> near_regions("Псков")
    ['RU-PSK']
    """
    asked = fold(name)
    by_name = {fold(known): code for known, code in region_names()}
    begun = [known for known in by_name if len(asked) >= _FEWEST_LETTERS and asked in known]
    by_code = get_close_matches(name.upper(), sorted(codes()), n=1, cutoff=0.8)
    close = get_close_matches(asked, by_name, n=_MOST, cutoff=_NEAR)
    found = by_code or [by_name[known] for known in begun or close]
    return list(dict.fromkeys(found))[:_MOST]
