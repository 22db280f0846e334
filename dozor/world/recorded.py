"""A folder of recorded pages, served at the addresses they were recorded from."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from dozor.world.errors import WorldError
from dozor.world.loopback import Loopback
from dozor.world.replies import Reply, Request, plain

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 2048


class RecordedPages(Loopback):
    """Each `X.html` of a folder (searched recursively) at the `url` that its `X.json` states.

    Raises WorldError for a folder that holds no page, a JSON without `url`, a missing half.
    """

    def __init__(self, folder: Path | str) -> None:
        super().__init__()
        self._pages = _read_folder(Path(folder))

    @property
    def urls(self) -> list[str]:
        """The addresses that are served, as their JSON files state them, in order of file name."""
        return [url for url, _ in self._pages.values()]

    def reply(self, request: Request) -> Reply:
        """Answer with the page recorded at an address, 404 for any other."""
        found = self._pages.get((request.host, request.target))
        if found is None:
            return plain("Not recorded.", status=404)
        return Reply(body=found[1], content_type=_content_type(found[1]))


_Key = tuple[str, str]


def _read_folder(folder: Path) -> dict[_Key, tuple[str, bytes]]:
    if not folder.is_dir():
        raise WorldError(f"There is no folder {folder}.")
    pages: dict[_Key, tuple[str, bytes]] = {}
    for html in sorted(folder.rglob("*.html")):
        url = _stated_url(html.with_suffix(".json"), html)
        if (key := _key(url, html)) in pages:
            raise WorldError(f"{html} is recorded at {url}, and so is another page of {folder}.")
        pages[key] = (url, html.read_bytes())
    _refuse_widows(folder)
    if not pages:
        raise WorldError(f"The folder {folder} holds no page: no X.html beside an X.json.")
    return pages


def _refuse_widows(folder: Path) -> None:
    for record in sorted(folder.rglob("*.json")):
        if not record.with_suffix(".html").exists():
            raise WorldError(f"{record} has no page beside it: {record.stem}.html is missing.")


def _stated_url(record: Path, html: Path) -> str:
    if not record.exists():
        raise WorldError(f"{html} has no {record.name} beside it to state its address.")
    try:
        url = json.loads(record.read_text(encoding="utf-8"))["url"]
    except (ValueError, KeyError, TypeError) as error:
        raise WorldError(f"{record} is no JSON object with a url.") from error
    if not isinstance(url, str):
        raise WorldError(f"The url in {record} is no text: {url!r}.")
    return url


def _key(url: str, html: Path) -> _Key:
    try:
        address = urlsplit(url)
        host = (address.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise WorldError(f"The url of {html} is no web address: {url!r}.") from error
    if address.scheme not in {"http", "https"} or not host:
        raise WorldError(f"The url of {html} is no web address: {url!r}.")
    return host, (address.path or "/") + (f"?{address.query}" if address.query else "")


def _content_type(body: bytes) -> str:
    declared = _CHARSET.search(body[:_HEAD])
    return f"text/html; charset={declared[1].decode().lower()}" if declared else "text/html"
