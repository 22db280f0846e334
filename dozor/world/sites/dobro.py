"""A replica of dobro.ru: Next.js, an API that lists vacancies, events in their pages' state."""

import json
from html import escape
from urllib.parse import parse_qs, urlsplit

from dozor.world.calls import Call
from dozor.world.replies import Reply, Request
from dozor.world.sites.call_site import CallSite, document
from dozor.world.sites.site import Pages

_NAME = "Добро.рф"
_ACCEPT = "application/vnd.meta+json"
_PER_PAGE = 2


class Dobro(CallSite):
    """The API answers those alone who ask for its media type; two vacancies may be one event's."""

    id = "dobro"
    host = "dobro.ru"

    def path(self, call: Call) -> str:
        """Give the path of an event."""
        return f"/event/{call.slug}"

    def lists(self, day: int) -> Pages:  # noqa: ARG002  the API is answered by its number
        """Give nothing: `answer` counts the pages."""
        return {}

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for the API as well."""
        address = urlsplit(request.target)
        if address.path != "/api/v2/vacancies/search":
            return super().answer(request, day)
        if request.headers.get("accept") != _ACCEPT:
            return Reply(status=406)
        calls = self.calls(day)
        number = int(parse_qs(address.query).get("page", ["1"])[0])
        shown = calls[_PER_PAGE * (number - 1) : _PER_PAGE * number]
        data = [{"id": f"7{call.slug}", "event": {"id": int(call.slug)}} for call in shown]
        meta = {"lastPage": -(-len(calls) // _PER_PAGE)}
        body = json.dumps({"meta": meta, "data": [*data, *data[:1]]}).encode()
        return Reply(body=body, content_type=_ACCEPT)

    def call_page(self, call: Call, day: int) -> Reply:
        """Give an event's page: an empty element, and the state that its script would show."""
        event = {
            "id": int(call.slug),
            "name": call.title,
            "description": "".join(f"<p>{escape(p)}</p>" for p in self._text(call)),
            "organizer": {"id": 7, "name": call.organiser},
            "eventPeriod": {"startDate": call.held[0], "endDate": call.held[1]},
            "location": {"title": call.regions[0], "x": 29.5, "y": 57.7},
        }
        state = {"settings": {"name": _NAME}, "eventReducer": {"event": event}, "day": day}
        whole = {"props": {"pageProps": {"initialState": state}}}
        script = json.dumps(whole, ensure_ascii=False).replace("</", "<\\/")
        inner = f'<div id="__next"></div><script id="__NEXT_DATA__">{script}</script>'
        return document(call.title, inner, site=_NAME, day=day)

    def body(self, call: Call) -> str:
        """Give the description."""
        return "\n".join(self._text(call))

    def _text(self, call: Call) -> list[str]:
        return [*call.text, f"Заявки принимаются {call.deadline}."]
