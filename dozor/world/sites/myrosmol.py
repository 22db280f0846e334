"""A replica of grants.myrosmol.ru: an API that lists events, and pages that a script fills."""

import json
from urllib.parse import parse_qs, urlsplit

from dozor.world.calls import Call
from dozor.world.replies import Reply, Request, page
from dozor.world.sites.call_site import CallSite
from dozor.world.sites.site import Pages

_PER_PAGE = 3
_SHELL = (
    '<!DOCTYPE html><html><head><title>Росмолодёжь.Гранты</title><script src="/app.js"></script>'
    '</head><body><div id="app"></div></body></html>'
)


class Myrosmol(CallSite):
    """`/api/events` gives a bare list; past its end an empty one."""

    id = "myrosmol"
    host = "grants.myrosmol.ru"
    opening_clock = "10:00:00"
    has_text = False

    def path(self, call: Call) -> str:
        """Give the path of an event's page."""
        return f"/events/{call.slug}"

    def lists(self, day: int) -> Pages:  # noqa: ARG002  the list is answered by its number
        """Give nothing: `answer` counts the pages."""
        return {}

    def call_page(self, call: Call, day: int) -> Reply:  # noqa: ARG002  a shell is always the same
        """Give the shell."""
        return page(_SHELL)

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for any page of the list."""
        address = urlsplit(request.target)
        if address.path != "/api/events":
            return super().answer(request, day)
        number = int(parse_qs(address.query).get("page", ["1"])[0])
        shown = self.calls(day)[_PER_PAGE * (number - 1) : _PER_PAGE * number]
        body = json.dumps([self._event(call) for call in shown], ensure_ascii=False)
        return Reply(body=body.encode(), content_type="application/json; charset=UTF-8")

    def broken(self, day: int) -> list[dict[str, object]]:  # noqa: ARG002
        """Give nothing: no page of an event is ever asked for."""
        return []

    def _event(self, call: Call) -> dict[str, object]:
        first, last = call.ages or (None, None)
        size = {"minAmount": call.least, "maxAmount": call.most}
        return {
            "id": call.slug,
            "name": call.title,
            "organizerName": call.organiser,
            "regions": [{"name": name} for name in call.regions],
            "eventType": {"name": "Конкурс"},
            "eventAccess": {"ageFrom": first, "ageTo": last},
            "beginsAt": "2026-06-01 00:00:00",
            "endsAt": "2026-12-01 00:00:00",
            "registrationBeginsAt": f"{call.opens} {self.opening_clock}",
            "registrationEndsAt": f"{call.closes} {call.clock}",
            "grants": [size] if call.most else [],
        }
