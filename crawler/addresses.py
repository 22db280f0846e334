"""Addresses: what can be fetched, what belongs to a site, and what is one and the same page."""

import html
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

if TYPE_CHECKING:
    from crawler.sources import Source

LONGEST = 4000
"""Characters beyond which an address is a trap."""

_TRACKING = re.compile(
    r"utm[_-].*|_?openstat|ysclid|yclid|ymclid|gclid|gbraid|wbraid|fbclid|dclid|msclkid|erid"
    r"|from|_ga|_gl|mc_[ce]id|igshid|rb_clickid|frommail|roistat\w*|phpsessid|jsessionid|amp|print",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*https?:", re.IGNORECASE)
_GUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}|\[[0-9a-f:.]+\]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {None, 80, 443}
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?]*", re.IGNORECASE)


def clean_url(url: str, base: str | None = None) -> str | None:
    """Return `url`, taken relative to `base`, as an address to fetch; None if it can't be one.

    The result is http or https in ASCII, its host in punycode, without fragment and user name.
    """
    try:
        parts = urlsplit(urljoin(base or "", html.unescape(_BLANKS.sub(" ", url)).strip()))
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _ascii_host(parts.hostname or "")
    if scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    usual = port is None or port == {"http": 80, "https": 443}[scheme]
    query = f"?{_escape(parts.query)}" if parts.query else ""
    cleaned = f"{scheme}://{host}{'' if usual else f':{port}'}{_path(parts)}{query}"
    return cleaned if len(cleaned) <= LONGEST else None


def canonical(url: str, source: "Source | None" = None) -> str:
    """Return the key of a page: one text for all addresses that lead to it, without a scheme.

    Of the query, `source.keep_params` keeps those named and no others; without it all stay that
    are not known for tracking. What is no address comes back stripped and otherwise unchanged.

    >>> canonical("http://www.PLN-pskov.ru:80/society//503664.html?utm_source=tg#top")
    'pln-pskov.ru/society/503664.html'
    """
    address = clean_url(url if _SCHEME.match(url) else f"https://{url.strip().lstrip('/')}")
    if address is None:
        return url.strip()
    parts = urlsplit(address)
    port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    kept = None if source is None else source.keep_params
    query = "&".join(sorted(_parameters(parts.query, kept)))
    key = f"{site_host(address)}{port}{_page_path(parts.path)}{'?' if query else ''}{query}"
    return _GUID.sub(lambda found: found[0].lower(), key)


def site_host(url: str) -> str:
    """Return the host of an address in punycode; "" if there is none.

    `www.`, `m.` and `amp.` are left out: what they serve is the same page.
    """
    try:
        host = _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""
    while (rest := host.partition("."))[0] in {"www", "m", "amp"} and "." in rest[2]:
        host = rest[2]
    return host


def in_site(url: str, source: "Source") -> bool:
    """Tell whether an address lies on the source's host or below it."""
    home, host = site_host(source.home_url), site_host(url)
    return host == home or host.endswith(f".{home}")


def _ascii_host(host: str) -> str:
    """Give a host in lower-case punycode; "" where a label can't be written so."""
    try:
        labels = [_ascii_label(label) for label in re.split("[.。．｡]", host.rstrip(".").lower())]
    except UnicodeError:
        return ""
    joined = ".".join(labels)
    return f"[{joined}]" if ":" in joined else joined


def _ascii_label(label: str) -> str:
    return label if label.isascii() else label.encode("idna").decode("ascii").lower()


def _path(parts: SplitResult) -> str:
    """Give the path of an address, escaped in one way, without dot segments."""
    kept: list[str] = []
    segments = _escape(parts.path or "/").split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _page_path(path: str) -> str:
    """Give the path of a page's key: nothing that only says how the page is shown."""
    path = re.sub("/{2,}", "/", _SESSION.sub("", path))
    path = re.sub(r"^(?:/amp)+(?=/.)|(?:/amp)+/?$", "", path.rstrip("/"))
    return path or "/"


def _parameters(query: str, kept: Collection[str] | None) -> Iterator[str]:
    names = None if kept is None else {name.lower(): name for name in kept}
    for parameter in query.replace("&amp;", "&").split("&"):
        name, equals, value = parameter.partition("=")
        if not name or _TRACKING.fullmatch(name):
            continue
        if names is None:
            yield parameter
        elif name.lower() in names:
            yield f"{names[name.lower()]}{equals}{value}"


def _escape(text: str) -> str:
    """Escape what must be and nothing else, in capital letters, spaces as %20."""
    once = quote(_LONE_PERCENT.sub("%25", text), safe="%/?:@!$&'()*+,;=-._~")
    return _ESCAPE.sub(_shortest_escape, once)


def _shortest_escape(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign in _UNRESERVED else f"%{found[1].upper()}"
