"""What is known of a site before a look at it: its home page, and what Dozor knows of its host."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import clean_url
from crawler.discovery.telegram import is_channel
from crawler.guard import is_local
from crawler.sources import Selectors, Source
from dozor.catalogue import of_catalogue
from dozor.choose import source_of, spider_classes
from dozor.errors import SetupError
from dozor.probing.propose import id_of

_CHANNEL = re.compile(r"(?:/s)?/([A-Za-z]\w{3,31})/?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`bare` is what to look at: the home page, and what is known of the host.

    `known` says in words which source lies there; `taken` that writing another would be wrong, and
    `yours` that an entry of the person's own has it.
    """

    bare: Source
    known: str | None = None
    taken: bool = False
    yours: bool = False


def site_of(address: str, own: Iterable[Source], source_id: str | None = None) -> Site:
    """Find out what is known of an address. Raises SetupError for what is none, and a wrong id."""
    whole = "://" in address
    url = clean_url(address if whole else f"https://{address}")
    mail = "@" in address and not whole
    if url is None or mail or not _is_whole(urlsplit(url).hostname or ""):
        raise SetupError(f"{address} is no web address; write it as https://paper.example/")
    try:
        return _known(url, own, source_id)
    except ValueError as error:
        raise SetupError(f"{error}; name another with --id") from error


def _known(url: str, own: Iterable[Source], source_id: str | None) -> Site:
    if is_channel(url):
        return Site(bare=_channel(url, source_id))
    spiders = [source for cls in spider_classes().values() for source in cls.declared()]
    if source := source_of(url, spiders):
        return Site(bare=_bare(url, source, source_id), known=f"the spider {source.id}", taken=True)
    if source := source_of(url, own):
        return Site(
            bare=_bare(url, source, source_id), known=f"your source {source.id}", yours=True
        )
    if source := of_catalogue(url):
        words = f"{source.id} of the catalogue; `dozor sources enable {source.id}` has it crawled"
        return Site(bare=_bare(url, source, source_id), known=words)
    return Site(bare=_bare(url, None, source_id))


def _is_whole(host: str) -> bool:
    """Tell the name or number of a host from a lone word."""
    return "." in host or is_local(host)


def _bare(url: str, known: Source | None, source_id: str | None) -> Source:
    parts = urlsplit(url)
    return Source(
        id=source_id or (known.id if known else id_of(url)),
        home_url=f"{parts.scheme}://{parts.netloc}/",
        title=known.title if known else "",
        region=known.region if known else None,
        timezone=known.timezone if known else None,
        language=known.language if known else None,
        selectors=known.selectors if known else Selectors(),
    )


def channel_of(url: str) -> str | None:
    """Give the address of the public preview of the Telegram channel that an address names.

    >>> channel_of("https://t.me/pskov_news"), channel_of("https://t.me/s/pskov_news/")
    ('https://t.me/s/pskov_news', 'https://t.me/s/pskov_news')
    >>> channel_of("https://t.me/+q1w2e3"), channel_of("https://t.me/share/url?url=x")
    (None, None)
    """
    name = _CHANNEL.fullmatch(urlsplit(url).path)
    return f"https://t.me/s/{name[1]}" if is_channel(url) and name else None


def _channel(url: str, source_id: str | None) -> Source:
    preview = channel_of(url) or url
    name = urlsplit(preview).path.rstrip("/").rpartition("/")[2].lower()
    return Source(
        id=source_id or f"telegram_{name}", home_url=preview, listings=(preview,), whole=True
    )
