"""Web addresses as people write them."""

import re
from urllib.parse import unquote, urlsplit

_CODED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


def readable(url: str) -> str:
    """Give an address with the letters of its path as people read them; all else stays coded.

    >>> readable("https://xn--e1aybc.xn--p1ai/%D0%BC%D0%BE%D1%81%D1%82%20%2F?a=%D1")
    'https://тест.рф/мост%20%2F?a=%D1'
    """
    host = urlsplit(url).netloc if readable_host(url) != url else ""
    shown = url.replace(host, readable_host(url), 1) if host.startswith("xn--") else url
    return _CODED.sub(lambda found: _letters(found[0]), shown)


def _letters(coded: str) -> str:
    text = unquote(coded, errors="replace")
    return text if text.isalpha() else coded


def readable_host(url: str) -> str:
    """Give an address's host in its own letters; what cannot be read so stays as it is.

    >>> readable_host("https://www.xn--e1aybc.xn--p1ai/page")
    'www.тест.рф'
    >>> readable_host("no address")
    'no address'
    """
    try:
        host = urlsplit(url).hostname or url
        return host.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return url
