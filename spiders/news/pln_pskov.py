"""Псковская Лента Новостей: feeds; markup known up to the redesign of December 2025."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class PlnPskov(NewsSpider):
    """Articles `/<rubric>/<id>.html`; forum and print versions of them are no pages of interest."""

    name = "pln_pskov"
    source = Source(
        id=name,
        title="Псковская Лента Новостей",
        home_url="https://pln-pskov.ru/",
        region="RU-PSK",
        timezone="Europe/Moscow",
        language="ru",
        feeds=(
            "https://pln-pskov.ru/rss.php",
            "https://pln-pskov.ru/export/rss.xml",
            "https://pln-pskov.ru/rss",
        ),
        article_path=r"^/(?!print/|forum/|subject/|tags/)[\w/-]+/\d+\.html$",
        selectors=Selectors(
            title=(".pl__header h1",),
            body=(".pl__text", "div#material_txt"),
            published=(".sdb__datetime",),
            section=(".pl__section_name",),
            tags=('.pl__tags a[href^="/tags/?tag="]',),
            drop=(".pl__social_share", ".pl__buttons", ".pr__news_list3", ".pl__source"),
        ),
    )
