"""Агентство социальной информации: WordPress; the day stands in the address."""

from crawler.sources import WORDPRESS_POSTS, Source
from crawler.spider import NewsSpider

_POSTS = "https://asi.org.ru/wp-json/wp/v2/posts"


class AsiOrg(NewsSpider):
    """`/news/YYYY/MM/DD/<slug>/`, the same without `/news`, `/report/…`."""

    name = "asi_org"
    source = Source(
        id=name,
        title="Агентство социальной информации",
        home_url="https://asi.org.ru/",
        region="RU",
        timezone="Europe/Moscow",
        language="ru",
        listings=(f"{_POSTS}?per_page=20&page=1&_fields=link,title,date_gmt",),  # its feed is dead
        json=WORDPRESS_POSTS,
        article_path=r"^/(?:news/|report/)?\d{4}/\d{2}/\d{2}/[\w%-]+/?$|^/report/[\w%-]+/?$",
    )
