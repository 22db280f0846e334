"""What a person names to have it removed: an address, or the number of an application."""

import difflib
import sqlite3
from collections.abc import Collection

from crawler.addresses import canonical, site_host
from dozor.errors import SetupError
from pipelines.storage.removal_scope import Scope
from pipelines.visits import DISCOVERY

_KEYS = "SELECT key FROM pages WHERE key LIKE ? || '/%' ORDER BY id DESC LIMIT 5000"
_NUMBERS = """
    SELECT DISTINCT application_number FROM grants WHERE application_number LIKE ? || '%' LIMIT 5000
"""


def names_of(subject: str) -> frozenset[str]:
    """Give the keys that a person's words may stand for."""
    words = subject.strip()
    return frozenset({words, canonical(words)} if is_address(words) else {words})


def is_address(words: str) -> bool:
    """Tell an address from the number of an application."""
    return "/" in words or "." in words


def addresses_of(scope: Scope) -> frozenset[str]:
    """Give the keys of all addresses of a scope, whichever of them is asked for."""
    return frozenset(canonical(name) for name in scope.names if "/" in name)


def require_records(scope: Scope) -> None:
    """Raise SetupError for what is no page of a record: a feed, a sitemap, a listing."""
    for page in scope.pages:
        if page["kind"] in DISCOVERY:
            raise SetupError(
                f"{page['url']} is a {page['kind']}, which only names pages; name those themselves"
            )


def never_crawled(connection: sqlite3.Connection, subject: str, hint: str) -> SetupError:
    """Make the error for what nobody knows, with its near matches."""
    near = difflib.get_close_matches(canonical(subject), _known(connection, subject), n=3)
    guess = f" Did you mean {' or '.join(near)}?" if near else ""
    return SetupError(f"{subject} was never crawled.{guess} {hint}")


def _known(connection: sqlite3.Connection, subject: str) -> Collection[str]:
    if is_address(subject):
        address = subject if "://" in subject else f"https://{subject}"
        found = connection.execute(_KEYS, (site_host(address),))
    else:
        found = connection.execute(_NUMBERS, (subject[:3],))
    return [name for (name,) in found]
