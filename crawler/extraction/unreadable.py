"""The error for a page that is not what it was visited for."""

from crawler.items import Reason


class Unreadable(ValueError):  # noqa: N818  it says what the page is
    """A page that yields no record. `reason` is why, `detail` what was seen on it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Reason = reason
        self.detail = detail


class Bodiless(Unreadable):
    """A page that may be of an article and gives nothing of its text."""
