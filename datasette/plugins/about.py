"""`/-/dozor.json`: which database this is; and the mark of sample data on every answer."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakSet

from datasette import Response, hookimpl
from datasette.app import Datasette
from jinja2 import Environment

_META = "SELECT key, value FROM meta"
_LAST_EVENT = "SELECT coalesce(max(id), 0) FROM events"
_HEADER = (b"x-dozor-sample-data", b"1")

_samples: WeakSet[Datasette] = WeakSet()


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Learn whether the database holds sample data; it is so marked for good when it is made."""

    async def learn() -> None:
        if (await _meta(datasette)).get("sample", "0") != "0":
            _samples.add(datasette)

    return learn


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at one address of our own."""
    return [(r"^/-/dozor\.json$", _about)]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates ask whether this is sample data."""
    env.globals["sample"] = lambda: datasette in _samples


@hookimpl
def get_metadata(datasette: Datasette) -> dict[str, str]:
    """Name sample data as the source of every JSON answer over it."""
    if datasette not in _samples:
        return {}
    t = datasette.jinja_env.globals["t"]
    return {"source": f"{t('site.sample')}. {t('site.sample_text')}"}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Mark every answer over sample data, so that no export passes for the real thing."""

    def marked(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
        async def marking(scope: dict[str, Any], receive: object, send: Any) -> None:  # noqa: ANN401
            await app(scope, receive, _marker(datasette, send))

        return marking

    return marked


def _marker(datasette: Datasette, send: Any) -> Callable[[dict[str, Any]], Awaitable[None]]:  # noqa: ANN401
    async def marker(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and datasette in _samples:
            message = {**message, "headers": [*message.get("headers", []), _HEADER]}
        await send(message)

    return marker


async def _about(datasette: Datasette) -> Response:
    facts = await _meta(datasette)
    last = (await datasette.get_database("dozor").execute(_LAST_EVENT)).single_value()
    version = facts.get("schema_version")
    return Response.json(
        {
            "schema_version": int(version) if version else None,
            "epoch": facts.get("epoch"),
            "last_event_id": last,
            "sample": datasette in _samples,
        },
        headers={"access-control-allow-origin": "*"} if datasette.cors else {},
    )


async def _meta(datasette: Datasette) -> dict[str, str]:
    rows = (await datasette.get_database("dozor").execute(_META)).rows
    return {row["key"]: row["value"] for row in rows}
