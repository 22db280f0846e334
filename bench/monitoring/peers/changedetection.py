"""changedetection.io: a server of its own, driven through its API."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from bench.monitoring.peers.handed import DROP, KEEP, TELLS, changed, failed, plan_of, program
from bench.monitoring.server import Server
from bench.monitoring.truth import Reported
from bench.monitoring.world import World

_PATIENCE = 600  # seconds that a start or a round may take
_SETTINGS = {
    "ALLOW_IANA_RESTRICTED_ADDRESSES": "true",  # else it refuses loopback
    "DISABLE_VERSION_CHECK": "true",
    "MINIMUM_SECONDS_RECHECK_TIME": "0",
    "FETCH_WORKERS": "8",
}


class Changedetection:
    """Runs the server with its scheduler paused; each round asks it to check every page."""

    name = "changedetection"
    options: Mapping[str, list[str]] = MappingProxyType({})

    def __init__(self, server: Server, folder: Path) -> None:
        self.plan = plan_of(server.world)
        self.tells = TELLS
        self._server = server
        self._url_of: dict[str, str] = {}
        self._before: dict[str, tuple[int, str]] = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._api = f"http://127.0.0.1:{port}/api/v1"
        self._process = subprocess.Popen(
            (
                *(program("changedetection.io"), "-C", "-d", str(folder), "-h", "127.0.0.1"),
                *("-p", str(port), "-P", "true", "-l", "ERROR"),
            ),
            env={**os.environ, **_SETTINGS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._key = self._wait_for_key(folder / "changedetection.json")
        for uuid in self._call("GET", "/watch"):  # the examples it begins with
            self._call("DELETE", f"/watch/{uuid}")

    def visit_round(self, world: World, moment: datetime) -> list[Reported]:
        """Hand over pages that are new, have all checked, and give what differs or failed."""
        self._hand_over(world.pages())
        watches = self._check_all()
        told: list[Reported] = []
        errors: list[tuple[str, str]] = []
        for uuid, watch in watches.items():
            url = self._url_of[watch["url"]]
            changed_at, error = int(watch["last_changed"]), str(watch["last_error"] or "")
            before = self._before.get(uuid, (changed_at, ""))
            if changed_at > before[0]:
                told.append(changed(url, moment))
            if error and error != before[1]:
                errors.append((url, error))
            self._before[uuid] = (changed_at, error)
        return [*told, *failed(errors, moment)]

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _hand_over(self, pages: list[str]) -> None:
        fresh = {self._server.local(url): url for url in pages}
        fresh = {local: url for local, url in fresh.items() if local not in self._url_of}
        for local in fresh:
            self._call("POST", "/watch", {"url": local, **self.options})
        self._url_of |= fresh

    def _check_all(self) -> dict[str, dict[str, Any]]:
        """Ask for a check of every watch and wait until the last has been made."""
        began = int(time.time()) + 1
        time.sleep(began - time.time())  # its stamps know whole seconds
        self._call("GET", "/watch?recheck_all=1")
        for _ in range(_PATIENCE * 2):
            watches: dict[str, dict[str, Any]] = self._call("GET", "/watch")
            if all(watch["last_checked"] >= began for watch in watches.values()):
                return watches
            time.sleep(0.5)
        raise TimeoutError("changedetection.io did not end its round")

    def _wait_for_key(self, settings: Path) -> str:
        for _ in range(_PATIENCE):
            try:
                stored = json.loads(settings.read_text(encoding="utf-8"))
                self._key = str(stored["settings"]["application"]["api_access_token"])
                self._call("GET", "/systeminfo")
            except (OSError, ValueError, KeyError, URLError):
                time.sleep(1)
            else:
                return self._key
        raise TimeoutError("changedetection.io did not start")

    def _call(self, method: str, path: str, sent: object = None) -> Any:  # noqa: ANN401
        headers = {"x-api-key": self._key, "Content-Type": "application/json"}
        body = json.dumps(sent).encode() if sent is not None else None
        request = Request(self._api + path, body, headers, method=method)  # noqa: S310
        with urlopen(request, timeout=120) as answer:  # noqa: S310
            content = answer.read()
        return json.loads(content) if content.strip() else None


class ChangedetectionSelected(Changedetection):
    """changedetection.io with a selector for the text of an article or card."""

    options = MappingProxyType({"include_filters": [KEEP], "subtractive_selectors": [DROP]})
