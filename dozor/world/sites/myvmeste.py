"""A replica of премия.мывместе.рф: Tilda, whose feed of posts lies at another host."""

import json
from html import escape
from urllib.parse import parse_qs, urlsplit

from dozor.world.calls import Call
from dozor.world.replies import Reply, Request
from dozor.world.sites.call_site import CallSite, document
from dozor.world.sites.site import Pages

_NAME = "Премия #МыВместе"
_UID, _RECORD = "451023987611-80", "701234567"
_SCRIPT = (
    f"<script>t_onReady(function(){{t_feed_init('{_RECORD}', "
    f"{{feeduid: '{_UID}', previewmode: 'yes', recid: '{_RECORD}'}});}});</script>"
)


class MyVmeste(CallSite):
    """The front page names no post; its script asks `feeds.tildacdn.com` for them."""

    id = "myvmeste"
    host = "xn--e1aglkf7g.xn--b1agazb5ah1e.xn--p1ai"
    also = ("feeds.tildacdn.com",)

    def path(self, call: Call) -> str:
        """Give the path of a post."""
        return f"/tpost/{call.slug}"

    def lists(self, day: int) -> Pages:
        """Give the front page."""
        inner = f'<div class="t396"><div class="tn-atom">{_NAME}</div></div>{_SCRIPT}'
        return {"/": document(_NAME, inner, site=_NAME, day=day)}

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for the feed as well, wherever it is asked for."""
        address = urlsplit(request.target)
        if address.path != "/api/getfeed/":
            return super().answer(request, day)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if (asked.get("feeduid"), asked.get("recid")) != (_UID, _RECORD):
            return Reply(status=404)
        size, part = int(asked["size"]), int(asked["slice"])
        posts = [self._post(call) for call in self.calls(day)][::-1]
        shown = {"total": len(posts), "posts": posts[size * (part - 1) : size * part]}
        body = json.dumps(shown, ensure_ascii=False).encode()
        return Reply(body=body, content_type="application/json; charset=utf-8")

    def call_page(self, call: Call, day: int) -> Reply:
        """Give a post."""
        text = "".join(f'<div class="t-redactor__text">{escape(p)}</div>' for p in self._text(call))
        heading = f'<h1 class="js-feed-post-title">{escape(call.title)}</h1>'
        inner = f'<div class="t-feed__post-popup">{heading}<div id="feed-text">{text}</div></div>'
        return document(call.title, inner, site=_NAME, day=day)

    def body(self, call: Call) -> str:
        """Give the text with its last sentences."""
        return "\n".join(self._text(call))

    def _text(self, call: Call) -> list[str]:
        size = f"Сумма гранта – {call.size}."
        return [*call.text, f"Приём заявок продлится {call.deadline}.", size]

    def _post(self, call: Call) -> dict[str, object]:
        date = call.at.strftime("%Y-%m-%d %H:%M") if call.at else ""
        url = self.url(self.path(call))
        return {"uid": call.slug[:10], "title": call.title, "url": url, "date": date}
