"""YakutiaMedia, of the PrimaMedia network."""

from crawler.sources import Selectors, Source
from crawler.spider import NewsSpider


class Yakutiamedia(NewsSpider):
    """Articles `/news/<id>/`; invitations and related news follow the text inside its element."""

    name = "yakutiamedia"
    source = Source(
        id=name,
        title="YakutiaMedia",
        home_url="https://yakutiamedia.ru/",
        region="RU-SA",
        timezone="Asia/Yakutsk",
        language="ru",
        feeds=("https://yakutiamedia.ru/rss/feed",),
        article_path=r"^/news/\d+/?$",
        selectors=Selectors(
            body=(".page-fullnews .page-content",),
            drop=(
                *(".soc_invites_block", ".soc_invites_block ~ *"),
                *(".news_links_related", ".news_links_related ~ *"),
            ),
        ),
    )
