"""What every replica of a portal of calls is: its calls, each on a page of its own."""

from abc import abstractmethod
from html import escape
from typing import ClassVar

from dozor.world.calls import Call, calls_of
from dozor.world.markup import fill
from dozor.world.noise import views
from dozor.world.replies import Reply, page
from dozor.world.sites.site import Pages, Record, Site


class CallSite(Site):
    """A portal whose calls lie in `calls.toml`; a withdrawn one answers 404.

    `has_text` says that a call's page shows its paragraphs.
    """

    opening_clock: ClassVar[str | None] = None
    has_text: ClassVar[bool] = True

    @abstractmethod
    def path(self, call: Call) -> str:
        """Give the path of a call's page."""

    @abstractmethod
    def call_page(self, call: Call, day: int) -> Reply:
        """Give the page of a call."""

    @abstractmethod
    def lists(self, day: int) -> Pages:
        """Give the pages by which calls are found."""

    def calls(self, day: int) -> list[Call]:
        """Give the calls that stand on a day."""
        return [call for call in calls_of(self.id, day) if call.state == "live"]

    def pages(self, day: int) -> Pages:
        """Give the lists and the calls."""
        own = {self.path(call): self.call_page(call, day) for call in self.calls(day)}
        return {**self.lists(day), **own}

    def truth(self, day: int) -> list[Record]:
        """Give the record of every call."""
        return [self._record(call) for call in self.calls(day)]

    def broken(self, day: int) -> list[Record]:
        """Give the calls that were withdrawn."""
        return [
            {
                "source_id": self.id,
                "url": self.url(self.path(call)),
                "reason": "not_found",
                "was_live": True,
            }
            for call in calls_of(self.id, day)
            if call.state == "gone"
        ]

    def listed(self, day: int) -> list[str]:
        """Give the addresses of all calls: the lists name every one."""
        return [self.url(self.path(call)) for call in self.calls(day)]

    def body(self, call: Call) -> str:
        """Give the text that is stored of a call."""
        return "\n".join(call.text)

    def _record(self, call: Call) -> Record:
        columns = call.columns(opening_clock=self.opening_clock)
        body = {"body": self.body(call)} if self.has_text else {}
        where = {"source_id": self.id, "url": self.url(self.path(call)), "kind": "competition"}
        return {**where, **columns, **body}


def document(title: str, inner: str, *, site: str, day: int) -> Reply:
    """Give a page with its counter of readers, which differs every day."""
    return page(
        fill(
            "calls",
            title=escape(title),
            site=escape(site),
            inner=inner,
            seen=views(f"{site}{title}", day),
        )
    )


def prose(call: Call) -> str:
    """Give the paragraphs of a call as HTML."""
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in call.text)
