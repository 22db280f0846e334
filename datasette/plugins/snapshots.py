"""`/-/snapshot/<id>`: one archived answer with the proof of it, its text, and a look at it.

The look is a page of its own that runs nothing and loads nothing, in a frame that would let it do
neither; what is handed out as it was received goes as a download alone.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from pipelines.archived import Answer, Unreadable, as_text, read_answer
from pipelines.harmless import harmless, plain_text

_SNAPSHOT = """
SELECT snapshots.*, pages.source_id, pages.url, pages.state, sources.title AS source,
    sources.timezone
FROM snapshots JOIN pages ON pages.id = page_id JOIN sources ON sources.id = pages.source_id
WHERE snapshots.id = :id
"""
# What the same page answered before with the same body: a revisit is kept without its own.
_EARLIER = """
SELECT * FROM snapshots WHERE page_id = :page_id AND id < :id AND thinned_at IS NULL
    AND erased_at IS NULL AND (:same IS NULL OR body_sha256 = :same)
    AND (:at IS NULL OR fetched_at = :at) AND length > 0
ORDER BY id DESC LIMIT 30
"""
_BESIDE = """
SELECT id, fetched_at, http_status FROM snapshots WHERE page_id = :page_id AND id {sign} :id
ORDER BY id {order} LIMIT 1
"""
_RECORDS = """
SELECT 'articles' AS kind, id, title FROM articles WHERE page_id = :page_id
UNION ALL SELECT 'grants', id, title FROM grants WHERE page_id = :page_id
UNION ALL SELECT 'competitions', id, title FROM competitions WHERE page_id = :page_id LIMIT 20
"""
_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_PAGE_HEADERS = {"content-security-policy": _POLICY, "referrer-policy": "no-referrer"}
_MOST_TEXT = 200_000  # characters
_WORDY = ("text/", "json", "xml")
_ENDINGS = {"html": "html", "json": "json", "pdf": "pdf", "sheet": "xlsx", "xml": "xml"}
_NO_CONTENT = b""


class Kept(NamedTuple):
    """A snapshot's row and what the archive holds of it: `why` says why it holds nothing."""

    row: dict[str, Any]
    answer: Answer | None = None
    body: bytes = _NO_CONTENT
    kind: str = ""  # the content type, in small letters
    body_of: int | None = None  # the snapshot that the body was kept with
    why: str | None = None
    detail: str = ""


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    """Answer at addresses of our own."""
    return [
        (r"^/-/snapshot/(?P<id>\d+)$", _page),
        (r"^/-/snapshot/(?P<id>\d+)/page$", _look),
        (r"^/-/snapshot/(?P<id>\d+)/raw$", _raw),
    ]


async def _page(datasette: Datasette, request: Request) -> Response:
    kept = await _kept(datasette, request)
    db, row = datasette.get_database("dozor"), kept.row
    earlier = (await db.execute(_BESIDE.format(sign="<", order="DESC"), row)).first()
    later = (await db.execute(_BESIDE.format(sign=">", order="ASC"), row)).first()
    text = await asyncio.to_thread(_text, kept)
    shown = {
        "kept": kept,
        "snapshot": row,
        "intact": hashlib.sha256(kept.body).hexdigest() == row["body_sha256"],
        "earlier": earlier,
        "later": later,
        "records": (await db.execute(_RECORDS, row)).rows,
        "text": text[:_MOST_TEXT] if text else None,
        "cut": bool(text and len(text) > _MOST_TEXT),
        "is_page": _is_page(kept),
        "table": None,
    }
    return Response.html(await datasette.render_template("snapshot.html", shown, request=request))


async def _look(datasette: Datasette, request: Request) -> Response:
    kept = await _kept(datasette, request)
    if not _is_page(kept):
        raise NotFound("no page")
    picture = datasette.jinja_env.globals["t"]("snapshot.picture")
    page = as_text(kept.body, kept.kind)
    html = await asyncio.to_thread(harmless, page, picture=picture)
    return Response.html(html, headers=_PAGE_HEADERS)


async def _raw(datasette: Datasette, request: Request) -> Response:
    kept = await _kept(datasette, request)
    if kept.why:
        raise NotFound(datasette.jinja_env.globals["t"](f"snapshot.{kept.why}"))
    ending = next((end for name, end in _ENDINGS.items() if name in kept.kind), "bin")
    name = f"snapshot-{kept.row['id']}.{ending}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": _POLICY,
        "x-content-type-options": "nosniff",
    }
    return Response(kept.body, headers=headers, content_type="application/octet-stream")


async def _kept(datasette: Datasette, request: Request) -> Kept:
    """Find a snapshot and read it out of the archive, as far as that is there and may be shown."""
    db = datasette.get_database("dozor")
    found = (await db.execute(_SNAPSHOT, {"id": request.url_vars["id"]})).first()
    if found is None:
        raise NotFound("no such snapshot")
    row = dict(found)
    if row["erased_at"]:
        return Kept(row, why="erased")
    if row["thinned_at"]:
        return Kept(row, why="thinned")
    folder = Path(db.path).parent
    kept = await asyncio.to_thread(_read, folder, row)
    if kept.answer is None or not kept.answer.revisit:
        return kept
    same = row["body_sha256"] if row["length"] else None
    at = kept.answer.fields.get("WARC-Refers-To-Date")
    asked = {"page_id": row["page_id"], "id": row["id"], "same": same, "at": None if same else at}
    earlier = [dict(one) for one in (await db.execute(_EARLIER, asked)).rows]
    return await asyncio.to_thread(_with_body, folder, kept, earlier)


def _read(folder: Path, row: dict[str, Any]) -> Kept:
    file = (folder / row["warc_file"]).resolve()
    if not file.is_relative_to(folder.resolve()):
        return Kept(row, why="absent")
    try:
        answer = read_answer(file, row["warc_offset"])
    except OSError:
        return Kept(row, why="absent")
    except Unreadable as problem:
        return Kept(row, why="damaged", detail=str(problem))
    return Kept(row, answer, answer.body, answer.header("Content-Type").lower(), row["id"])


def _with_body(folder: Path, kept: Kept, earlier: list[dict[str, Any]]) -> Kept:
    """Add to a revisit the body that it is a revisit of."""
    for row in earlier:
        before = _read(folder, row)
        if before.answer and not before.answer.revisit:
            return kept._replace(body=before.body, kind=before.kind, body_of=row["id"])
    return kept._replace(why="bodiless")


def _is_page(kept: Kept) -> bool:
    looks_so = kept.body.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html"))
    return kept.why is None and ("html" in kept.kind or (not kept.kind and looks_so))


def _text(kept: Kept) -> str | None:
    """Give what is to be read of a body; None where it is no text."""
    page = _is_page(kept)
    if kept.why or not (page or any(name in kept.kind for name in _WORDY)):
        return None
    text = as_text(kept.body, kept.kind)
    return plain_text(text) if page else text
