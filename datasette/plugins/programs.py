"""`/-/programs`: what other programs can ask here, and where it is described."""

from collections.abc import Awaitable, Callable

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at an address of our own."""
    return [(r"^/-/programs$", _page)]


async def _page(datasette: Datasette, request: Request) -> Response:
    html = await datasette.render_template("programs.html", {"table": None}, request=request)
    return Response.html(html)
