"""A replica of a Telegram channel's preview: posts by pages, replies, and chatter."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

from dozor.world.calls import Call
from dozor.world.noise import views
from dozor.world.replies import Reply, Request, page
from dozor.world.sites.call_site import CallSite
from dozor.world.sites.site import MOSCOW, Pages, Record

_NAME = "cptgrantov"
_PER_PAGE = 3
_CHATTER = {
    103: (datetime(2026, 2, 27, 9), "С первым днём весны! Какие заявки пишете?"),  # noqa: DTZ001
    104: (datetime(2026, 2, 28, 9), ""),  # noqa: DTZ001  a picture without words
}


@dataclass(frozen=True)
class _Post:
    number: int
    at: datetime
    lines: tuple[str, ...]


class CptGrantov(CallSite):
    """`/s/NAME` shows the newest posts, the oldest of them first; `?before=N` those before."""

    id = "cptgrantov"
    host = "t.me"

    def path(self, call: Call) -> str:
        """Give the path of a post."""
        return f"/{_NAME}/{call.slug}"

    def lists(self, day: int) -> Pages:  # noqa: ARG002  `answer` counts the posts
        """Give nothing."""
        return {}

    def pages(self, day: int) -> Pages:  # noqa: ARG002  posts are read from the preview
        """Give nothing: single posts are not served."""
        return {}

    def call_page(self, call: Call, day: int) -> Reply:
        """Refuse: single posts are not served."""
        raise NotImplementedError

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for the preview from any post on."""
        address = urlsplit(request.target)
        if address.path != f"/s/{_NAME}":
            return super().answer(request, day)
        before = int(parse_qs(address.query).get("before", ["999999"])[0])
        older = [post for post in self._posts(day) if post.number < before]
        return page(_preview(older[-_PER_PAGE:], more=len(older) > _PER_PAGE, day=day))

    def broken(self, day: int) -> list[Record]:  # noqa: ARG002
        """Give the post that is no call."""
        url = f"https://t.me/{_NAME}/103"
        reason = {"reason": "not_article", "was_live": False}
        return [{"source_id": self.id, "url": url, **reason}]

    def body(self, call: Call) -> str:
        """Give the lines of a post."""
        return "\n".join(_lines(call))

    def _posts(self, day: int) -> list[_Post]:
        own = [_Post(int(call.slug), call.at, _lines(call)) for call in self.calls(day) if call.at]
        other = [_Post(n, at, (text,) if text else ()) for n, (at, text) in _CHATTER.items()]
        return sorted([*own, *other], key=lambda post: post.number)


def _lines(call: Call) -> tuple[str, ...]:
    size = f"Размер гранта – {call.size}."
    return (call.title, *call.text, size, f"Приём заявок – {call.deadline}.")


def _preview(posts: list[_Post], *, more: bool, day: int) -> str:
    first = posts[0].number if posts else 0
    older = f'<a class="tme_messages_more" href="?before={first}" data-before="{first}"></a>'
    shown = "\n".join(_message(post, day) for post in posts)
    history = f'<section class="tgme_channel_history">{older if more else ""}{shown}</section>'
    title = '<div class="tgme_channel_info_header_title">Капитан Грантов</div>'
    return f"<!DOCTYPE html><html><body>{title}{history}</body></html>"


def _message(post: _Post, day: int) -> str:
    address, name = f"https://t.me/{_NAME}/{post.number}", f"{_NAME}/{post.number}"
    text = "<br/>".join(map(escape, post.lines))
    shown = f'<div class="tgme_widget_message_text js-message_text">{text}</div>' if text else ""
    quote = '<div class="tgme_widget_message_text js-message_reply_text">Раньше писали</div>'
    quoted = f'<a class="tgme_widget_message_reply" href="{address}">{quote}</a>'
    stated = post.at.replace(tzinfo=MOSCOW).isoformat()
    date = f'<a class="tgme_widget_message_date" href="{address}"><time datetime="{stated}"></a>'
    seen = f'<span class="tgme_widget_message_views">{views(name, day)}</span>'
    inner = (quoted if post.number % 2 else "") + shown + date + seen
    return f'<div class="tgme_widget_message" data-post="{name}">{inner}</div>'
