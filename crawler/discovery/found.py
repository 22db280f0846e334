"""What every way of discovery gives."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that a feed, sitemap or listing names.

    `published` is the date that is stated for it, in the site's own text. `moment` (UTC) serves
    order and age alone: it may be a change's date, and a zone that was not given is taken for UTC.
    `whole` says that its record came with it, so that its own page is not visited. `told` is what
    an entry states that gives its article's whole text.
    """

    url: str
    title: str | None = None
    published: str | None = None
    moment: datetime | None = None
    whole: bool = False
    told: Told | None = field(default=None, repr=False)
