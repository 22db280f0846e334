"""A replica of iz.ru: a sitemap index, a feed, and pages that break in several ways."""

import gzip
from html import escape

from dozor.world.feeds import cdata, item, rfc822, rss, sitemap_index, urlset
from dozor.world.markup import fill, paragraphs, with_box
from dozor.world.noise import clock, rates, views
from dozor.world.replies import Manners, Reply, page, xml
from dozor.world.sites.site import NewsSite, Pages, Record
from dozor.world.stories import Story

_FEED_KEEPS = 10
_OLD_MAP_FROM = 9
_LENTA_SHOWS = 6
_RUBRIC = "/rubric/obshchestvo"


class Iz(NewsSite):
    """Drupal behind a cache: ETag, gzip where it is accepted, http leads to https."""

    id = "iz"
    host = "iz.ru"
    manners = Manners(etag=True, gzip=True, https_only=True)
    # Python's own reader of robots.txt takes `/?` for a ban of everything.
    robots = (
        "User-agent: *\nDisallow: /?\nDisallow: /search/\nDisallow: /user/\n"
        "Sitemap: https://iz.ru/sitemap.xml\n"
    )

    def furniture(self, day: int) -> Pages:
        """Give the front page, a rubric, the feed and the sitemaps."""
        lists = self._list(day)
        newer, older = self._maps(day)
        return {
            "/": page(lists),
            _RUBRIC: page(lists),
            "/xml/rss/all.xml": xml(self._feed(day), kind="application/rss+xml"),
            "/sitemap.xml": xml(sitemap_index(self._map_url(number) for number in (1, 2))),
            "/export/sitemap/1/xml": xml(older),
            "/export/sitemap/2/xml": _packed(newer),
        }

    def article(self, story: Story, day: int) -> Reply:
        """Give an article; the ones without a clock time have their date in the address alone."""
        dollar, euro = rates(day)
        html = fill(
            "iz",
            title=escape(story.title),
            url=self.url(story.path),
            id=story.path.split("/")[1],
            published=self._published(story),
            body=with_box(paragraphs(story.body), self._box(story, day), 1) + _READ_ON,
            tags=_tags(story),
            views=views(story.path, day),
            ticker=self._lenta(day),
            dollar=dollar,
            euro=euro,
            day=day,
        )
        return page(html)

    def shown(self, story: Story) -> Record:
        """Give the tags, which every page shows."""
        return {"tags": list(story.tags)}

    def not_found(self, day: int) -> Reply:
        """Answer as Drupal does, with the news of the day below."""
        html = f"<h1>Страница не найдена</h1>{self._lenta(day)}"
        return page(f"<!DOCTYPE html><html><body>{html}</body></html>", status=404)

    def _published(self, story: Story) -> str:
        if not story.at:
            return ""
        stated = story.at.replace(tzinfo=self.zone).isoformat()
        return f'<meta property="article:published_time" content="{stated}">\n'

    def _box(self, story: Story, day: int) -> str:
        other = next((other for other in self.stories(day) if other.path == story.box), None)
        if other is None:
            return ""
        link = f'<a href="{other.path}">{escape(other.title)}</a>'
        inside = f"<p>Читайте также</p><p>{link}</p>"
        return (
            f'<div class="more_style_one"><div class="more_style_one__inside">{inside}</div></div>'
        )

    def _newest(self, day: int) -> list[Story]:
        return [s for s in self.stories(day) if s.at and s.state == "live"][:_LENTA_SHOWS]

    def _lenta(self, day: int) -> str:
        return "\n".join(
            f'<li><span class="time">{clock(story.path, day)}</span> '
            f'<a href="{story.path}">{escape(story.title)}</a></li>'
            for story in self._newest(day)
        )

    def _list(self, day: int) -> str:
        dollar, euro = rates(day)
        cards = "\n".join(
            f'<a class="node__cart__item__inside" href="{story.path}">'
            f'<time datetime="{story.at:%Y-%m-%dT%H:%M:%S}+03:00">{story.at:%H:%M}</time>'
            f"<span>{escape(story.title)}</span></a>"
            for story in self._newest(day)
        )
        return fill("iz_rubric", dollar=dollar, euro=euro, ticker=cards)

    def _feed(self, day: int) -> str:
        dated = [story for story in self.stories(day) if story.at][:_FEED_KEEPS]
        items = [
            item(
                title=escape(story.title),
                link=self.url(story.path),
                description=cdata(story.plain_body.split("\n")[0]),
                pubDate=rfc822(story.at.replace(tzinfo=self.zone)) if story.at else None,
                guid=self.url(story.path),
            )
            for story in dated
        ]
        return rss("Известия", self.url("/"), items)

    def _map_url(self, number: int) -> str:
        return self.url(f"/export/sitemap/{number}/xml")

    def _maps(self, day: int) -> tuple[str, str]:
        """Give the sitemaps of newer and of older articles; withdrawn ones are not in them."""
        named = [story for story in self.stories(day) if story.state != "gone"]
        known = [(self.url(story.path), self._lastmod(story)) for story in named]
        older = [(self.url(_RUBRIC), None), *known[_OLD_MAP_FROM:]]
        return urlset(known[:_OLD_MAP_FROM]), urlset(older)

    def _lastmod(self, story: Story) -> str | None:
        return story.at.replace(tzinfo=self.zone).isoformat() if story.at else None


_READ_ON = (
    '\n<div class="more_style_three"><a href="https://t.me/example">Подписывайтесь на наш'
    " Telegram-канал</a></div>"
)


def _tags(story: Story) -> str:
    return "".join(
        f'<div><a href="/tag/{escape(tag)}">{escape(tag)}</a></div>' for tag in story.tags
    )


def _packed(text: str) -> Reply:
    """Compress a document without a word about it in the headers."""
    body = gzip.compress(text.encode(), mtime=0)
    return Reply(body=body, content_type="application/xml; charset=utf-8", sealed=True)
