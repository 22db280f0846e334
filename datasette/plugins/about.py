"""`/-/dozor.json`: which database this is; and the mark of sample data on every answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from jinja2 import Environment

from datasette import Response, hookimpl
from datasette.app import Datasette

_META = "SELECT key, value FROM meta"
_LAST_EVENT = "SELECT coalesce(max(id), 0) FROM events"
_SAMPLE_HEADER = (b"x-dozor-sample-data", b"1")


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at one address of our own."""
    return [(r"^/-/dozor\.json$", _about)]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates ask whether this is sample data."""

    async def sample() -> bool:
        return await _is_sample(datasette)

    env.globals["sample"] = sample


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Mark every answer over sample data, so that no export passes for the real thing."""

    def marked(app: Any) -> Any:  # noqa: ANN401  Datasette's own types are none
        async def marking(scope: dict[str, Any], receive: object, send: Any) -> None:  # noqa: ANN401
            sample = scope["type"] == "http" and await _is_sample(datasette)
            await app(scope, receive, _marker(send) if sample else send)

        return marking

    return marked


def _marker(send: Any) -> Callable[[dict[str, Any]], Awaitable[None]]:  # noqa: ANN401
    async def marker(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), _SAMPLE_HEADER]}
        await send(message)

    return marker


async def _about(datasette: Datasette) -> Response:
    facts = await _meta(datasette)
    last = (await datasette.get_database("dozor").execute(_LAST_EVENT)).single_value()
    return Response.json(
        {
            "schema_version": facts.get("schema_version"),
            "epoch": facts.get("epoch"),
            "last_event_id": last,
            "sample": await _is_sample(datasette),
        }
    )


async def _is_sample(datasette: Datasette) -> bool:
    return (await _meta(datasette)).get("sample", "0") != "0"


async def _meta(datasette: Datasette) -> dict[str, str]:
    rows = (await datasette.get_database("dozor").execute(_META)).rows
    return {row["key"]: row["value"] for row in rows}
