"""A post of a Telegram channel as an article: its first line is the title, all of it the body."""

from crawler.addresses import canonical
from crawler.extraction.language import language_of
from crawler.extraction.page import Page
from crawler.extraction.telegram import Post, post_at
from crawler.extraction.unreadable import Unreadable
from crawler.items import RawArticle
from crawler.sources import Source


def article_of_channel(page: Page) -> RawArticle:
    """Read the one post that a page is about. Raises Unreadable where there is none."""
    post = post_at(page)
    if post is None:
        raise Unreadable("not_article", "a channel, or a post that is not there")
    return article_of_post(post, page.source)


def article_of_post(post: Post, source: Source | None) -> RawArticle:
    """Read a post, in its own words."""
    found = {"title", "body", *(["published"] if post.published else [])}
    found |= {"image_url"} if post.image else set()
    return RawArticle(
        url=post.url,
        key=canonical(post.url, source),
        source_id=source.id if source else "",
        timezone=source.timezone if source else None,
        region=source.region if source else None,
        title=post.title,
        body=post.text,
        published=post.published,
        image_url=post.image,
        language=language_of(post.text, source),
        origins=dict.fromkeys(sorted(found), "telegram"),
    )
