"""A replica of vsekonkursy.ru: WordPress, a post for each call, and some posts that are none."""

from datetime import datetime
from html import escape

from dozor.world.calls import Call, words
from dozor.world.feeds import item, rfc822, rss
from dozor.world.replies import Reply, xml
from dozor.world.sites.call_site import CallSite, document, prose
from dozor.world.sites.site import MOSCOW, Pages, Record

_NAME = "Все конкурсы"
_OTHER = "/kak-my-otdyhali.html"
_OTHER_TITLE = "Как мы отдыхали зимой"
_RELATED = '<div class="crp_related"><p><strong>Дедлайн:</strong> 1 июня 2026 года</p></div>'


class VseKonkursy(CallSite):
    """The feed names every post; the editors' own ones are no calls."""

    id = "vsekonkursy"
    host = "vsekonkursy.ru"

    def path(self, call: Call) -> str:
        """Give the path of a post."""
        return f"/{call.slug}.html"

    def lists(self, day: int) -> Pages:
        """Give the feed, and the post that is no call."""
        posts = [(c.title, self.path(c), c.at) for c in self.calls(day)][::-1]
        posts.append((_OTHER_TITLE, _OTHER, datetime(2026, 2, 18, 10)))  # noqa: DTZ001
        items = [_item(title, self.url(path), at) for title, path, at in posts]
        feed = xml(rss(_NAME, self.url("/"), items), kind="application/rss+xml")
        inner = _article(_OTHER_TITLE, "<p>Редакция каталась на лыжах и пила чай у печки.</p>")
        return {"/feed": feed, _OTHER: document(_OTHER_TITLE, inner, site=_NAME, day=day)}

    def call_page(self, call: Call, day: int) -> Reply:
        """Give a post: labels in bold, then the text."""
        facts = [
            ("Дедлайн", f"{words(call.closes)}, {call.clock} (мск)"),
            ("Организатор", call.organiser or ""),
            ("Участники", call.audience or ""),
        ]
        rows = "".join(f"<p><strong>{name}:</strong> {escape(v)}</p>" for name, v in facts)
        return document(call.title, _article(call.title, rows + prose(call)), site=_NAME, day=day)

    def broken(self, day: int) -> list[Record]:
        """Give the post that is no call."""
        reason = {"reason": "not_article", "was_live": False}
        other = {"source_id": self.id, "url": self.url(_OTHER), **reason}
        return [*super().broken(day), other]


def _item(title: str, url: str, at: datetime | None) -> str:
    stated = rfc822(at.replace(tzinfo=MOSCOW)) if at else None
    return item(title=escape(title), link=url, pubDate=stated)


def _article(title: str, inner: str) -> str:
    heading = f'<h1 class="entry-title post-title">{escape(title)}</h1>'
    text = f'<div class="entry-content"><div class="entry-inner">{inner}</div></div>'
    return f"<article>{heading}{text}</article>{_RELATED}"
