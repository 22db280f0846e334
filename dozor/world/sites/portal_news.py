"""The news of the world's grant portals: their days stand in the list alone."""

from html import escape

from dozor.world.markup import fill, paragraphs
from dozor.world.noise import views
from dozor.world.stories import Story

NEWS = "/public/news"


def news_page(found: list[Story], title: str) -> str:
    """Give the list of a portal's news."""
    items = "\n".join(
        f'<a class="news-item" href="{escape(story.path)}">'
        f'<span class="news-item__date">{story.on:%d.%m.%Y}</span>'
        f'<span class="news-item__title">{escape(story.title)}</span></a>'
        for story in found
    )
    return fill("portal_news", portal=escape(title), items=items)


def article_page(story: Story, day: int, title: str) -> str:
    """Give the page of one piece of news."""
    body = "\n".join(paragraphs(story.body))
    texts = {"portal": escape(title), "title": escape(story.title), "body": body}
    return fill("portal_article", views=views(story.path, day), **texts)
