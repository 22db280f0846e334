"""Стипендии и гранты, st-gr.com: WordPress, its grants in a category by pages."""

from crawler.sources import Selectors, Source
from crawler.spider import CallSpider


class StGr(CallSpider):
    """Posts of category 3."""

    name = "st_gr"
    source = Source(
        id=name,
        title="Стипендии и гранты",
        kind="competitions",
        home_url="https://st-gr.com/",
        timezone="Europe/Moscow",
        language="ru",
        listings=("https://st-gr.com/?cat=3&paged=1",),
        links=(".entry-title a", ".post-title a"),
        keep_params=("p",),
        article_path=r"^/(?!category|tag|author|page|wp-)[\w%-]*/?$",
        selectors=Selectors(title=("h1.entry-title",), body=(".entry-content",)),
        interval=360,
    )
