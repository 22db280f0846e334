"""The browser that renders pages of sources that say so: whether it is there, and how it starts.

It has no way to the network of its own: crawler.rendering answers what it asks for.
"""

import os
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

from scrapy.settings import BaseSettings

from crawler.sources import Source

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TRANSPORT = "crawler.rendering.RenderingTransport"
# No name resolves, the only way out is a proxy that is not there, and loopback takes it too.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_NAVIGATION_MS = 30_000


class NoBrowser(ValueError):  # noqa: N818  it says what is missing
    """A source needs a browser and there is none; the text says what to do."""


def needs_browser(sources: Iterable[Source]) -> list[str]:
    """Give the ids of the sources whose pages a browser renders."""
    return [source.id for source in sources if source.browser]


def require_browser(sources: Iterable[Source], settings: BaseSettings) -> None:
    """Raise NoBrowser where a source needs a browser, and the extra or the program is missing."""
    needy = needs_browser(sources)
    if not needy:
        return
    if find_spec("scrapy_playwright") is None:
        raise NoBrowser(
            f"{needy[0]} says browser = true: install what that needs, pip install -e '.[browser]'"
        )
    if find_chromium(settings) is None:
        named = settings.get("BROWSER")
        said = f"{named} is no program" if named else f"none of {', '.join(NAMES)} is installed"
        raise NoBrowser(f"{needy[0]} says browser = true, and no Chromium is found: {said}")


def find_chromium(settings: BaseSettings) -> str | None:
    """Give the path of the program that the setting BROWSER names, else of the first found."""
    named = settings.get("BROWSER")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


def browser_settings(settings: BaseSettings) -> dict[str, Any]:
    """Give the settings by which the browser starts, and its transport takes the place of ours."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)  # Chromium refuses root within one
    context = {
        "accept_downloads": False,
        "ignore_https_errors": True,
        "service_workers": "block",
        "user_agent": settings.get("USER_AGENT"),
        "locale": "ru-RU",
    }
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), TRANSPORT)
        | dict.fromkeys(("data", "file", "ftp", "s3")),
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": find_chromium(settings),
            "args": [*ARGUMENTS, *sandbox],
        },
        "PLAYWRIGHT_CONTEXTS": {"default": context},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 2,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _NAVIGATION_MS,
    }
