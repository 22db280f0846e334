"""A sign of life after each complete round: silence then means that something is wrong."""

from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

_SECONDS = 10


def beat(address: str) -> str | None:
    """Ask an address for nothing but its answer; None where it came, else what went wrong.

    The address may hold a secret: it is not in what is given.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return "the address in dozor.toml must begin with http:// or https://"
    try:
        asked = Request(address, headers={"User-Agent": "Dozor"})  # noqa: S310  checked above
        with urlopen(asked, timeout=_SECONDS):  # noqa: S310
            return None
    except (URLError, OSError, ValueError) as error:
        return f"{parts.hostname} does not answer: {getattr(error, 'reason', error)}"
