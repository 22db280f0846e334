"""Web addresses as people write them."""

from urllib.parse import urlsplit


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
