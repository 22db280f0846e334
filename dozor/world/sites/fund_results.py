"""A replica of the site of results: a list asked by POST, items and results as JSON."""

import json
from typing import Any
from urllib.parse import urlsplit

from dozor.world.days import all_as_of
from dozor.world.replies import Manners, Reply, Request, page, plain
from dozor.world.sites.site import Pages, Record, Site
from dozor.world.stories import load

LIST = "/award/api/v1/projects/get-projects-info"
ITEM, RESULT = "/award/api/v1/applications/item", "/award/api/v1/applications/results"
_SHELL = '<!DOCTYPE html><html><head><script src="/award.js"></script></head><body></body></html>'


class FundResults(Site):
    """Its pages are filled by a script; each result is an answer of its own."""

    id = "fund_results"
    host = "xn--80ajpld2c.xn--80af5akm8c.xn--p1ai"
    manners = Manners(gzip=True, https_only=True)

    def projects(self, day: int) -> list[dict[str, Any]]:
        """Give the projects as they stand on a day."""
        return all_as_of(load(self.id)["project"], day)

    def pages(self, day: int) -> Pages:
        """Give the items, the results and the empty pages of all projects."""
        found: Pages = {}
        for project in self.projects(day):
            asked = f"?applicationId={project['guid']}"
            found[f"{ITEM}{asked}"] = _json(_item(project))
            found[f"{RESULT}{asked}"] = _json(_result(project))
            found[f"/award/project/{project['guid']}"] = page(_SHELL)
        return found

    def answer(self, request: Request, day: int) -> Reply:
        """Answer for the list, which is asked by POST alone."""
        if urlsplit(request.target).path != LIST:
            return super().answer(request, day)
        if request.method != "POST":
            return plain("", status=405)
        asked = json.loads(request.body)
        skip = int(asked["skip"])
        shown = self.projects(day)[skip : skip + int(asked["take"])]
        return _json({"projects": [{"projectPublicId": project["guid"]} for project in shown]})

    def truth(self, day: int) -> list[Record]:  # noqa: ARG002  its pages are no records
        """Give nothing: what it says is said of the Fund's applications."""
        return []

    def broken(self, day: int) -> list[Record]:  # noqa: ARG002  see truth
        """Give nothing."""
        return []

    def listed(self, day: int) -> list[str]:  # noqa: ARG002  see truth
        """Give nothing."""
        return []


def _item(project: dict[str, Any]) -> dict[str, Any]:
    numbered = {"applicationNumber": project["number"]} if "number" in project else {}
    return numbered | {
        "applicationName": project["title"],
        "contestDirectionTenant": {"name": project["direction"]},
        "shortDescriptionRaw": project.get("summary"),
        "aimsRaw": "\n".join(project.get("aims", ())) or None,
        "startDate": f"{project['starts']}T00:00:00",
        "finalDate": f"{project['ends']}T00:00:00",
    }


def _result(project: dict[str, Any]) -> dict[str, Any]:
    return {"qualityResult": project.get("quality"), "evaluation": project.get("evaluation")}


def _json(said: object) -> Reply:
    body = json.dumps(said, ensure_ascii=False).encode()
    return Reply(body=body, content_type="application/json; charset=utf-8")
