"""Оценка результатов: what became of the projects that the Presidential Grants Fund paid for."""

from crawler.sources import Source
from crawler.spider import GrantSpider

_HOME = "https://xn--80ajpld2c.xn--80af5akm8c.xn--p1ai/"


class FundResults(GrantSpider):
    """Projects `/award/project/<GUID>`, filled by a script: read from the API behind it.

    That of results stands beside that of items; nobody has written its whole address down.
    """

    name = "fund_results"
    source = Source(
        id=name,
        title="Оценка результатов",
        kind="grants",
        engine="award",
        results_of="president_grants",
        home_url=_HOME,
        timezone="Europe/Moscow",
        language="ru",
        listings=(f"{_HOME}award/api/v1/projects/get-projects-info?page=1",),
        article_path=r"^/award/api/v1/applications/(?:item|results)$",
        keep_params=("applicationId",),
        interval=1440,
        depth=20,
        budget=200,
    )
