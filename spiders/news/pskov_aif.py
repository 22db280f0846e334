"""АиФ – Псков: addresses by rubric, each with a twin under `/amp/`."""

from crawler.sources import Source
from crawler.spider import NewsSpider


class PskovAif(NewsSpider):
    """Articles `/<rubric>/<slug>`; a rubric alone is no article."""

    name = "pskov_aif"
    source = Source(
        id=name,
        title="АиФ – Псков",
        home_url="https://pskov.aif.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        article_path=r"^/(?!amp/|tag/|static/)[a-z_]+/[\w-]+$",
    )
