"""A replica of pln-pskov.ru: a feed of http links, old markup and new, two encodings."""

import json
from dataclasses import replace
from html import escape

from dozor.world.days import moment
from dozor.world.feeds import cdata, item, rfc822, rss
from dozor.world.markup import fill, paragraphs, with_box
from dozor.world.noise import clock, draw, rates, views
from dozor.world.replies import Manners, Reply, page, xml
from dozor.world.sites.site import NewsSite, Pages, Record
from dozor.world.stories import Story

_FEED_KEEPS = 15
_TICKER_SHOWS = 8
_BOX_AFTER = 2
_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_NEW = {"new", "bare"}
_CP1251 = {"cp1251", "liar"}
_TRACKED, _TWICE = "/culture/581990.html", "/business/581951.html"


class PlnPskov(NewsSite):
    """An own CMS without validators worth trusting: it states Last-Modified and no ETag."""

    id = "pln_pskov"
    host = "pln-pskov.ru"
    manners = Manners(last_modified=True)
    robots = (
        "User-agent: *\nDisallow: /authors/\nDisallow: /print/\nDisallow: /forum/\n"
        "Disallow: /tags/\nHost: pln-pskov.ru\n"
    )

    def linked(self, day: int) -> list[Story]:
        """Give the articles of the feed: the newest, and the undated one that stays."""
        dated = [story for story in self.stories(day) if story.at]
        return dated[:_FEED_KEEPS] + [story for story in self.stories(day) if not story.at]

    def furniture(self, day: int) -> Pages:
        """Give the front page and the feed."""
        dollar, euro = rates(day)
        front = fill("pln_pskov_front", dollar=dollar, euro=euro, ticker=self._ticker(day))
        return {
            "/": page(front, changed=moment(day)),
            "/rss.php": xml(self._feed(day), changed=moment(day), kind="text/xml"),
        }

    def article(self, story: Story, day: int) -> Reply:
        """Give an article in the markup that it was made with."""
        html = self._new(story, day) if story.markup in _NEW else self._old(story, day)
        reply = page(html, changed=moment(day))
        if story.markup not in _CP1251:
            return reply
        stated = "text/html; charset=utf-8" if story.markup == "liar" else "text/html"
        return replace(reply, body=html.encode("cp1251"), content_type=stated)

    def shown(self, story: Story) -> Record:
        """Give rubric and tags, which only the old markup shows."""
        if story.markup in _NEW:
            return {}
        return {"section": story.section, "tags": list(story.tags)}

    def not_found(self, day: int) -> Reply:
        """Answer as the CMS does."""
        return page(f"<h1>Ошибка 404</h1><p>Такой страницы нет ({day}).</p>", status=404)

    def _old(self, story: Story, day: int) -> str:
        body = with_box(paragraphs(story.body), self._box(story, day), _BOX_AFTER)
        return fill(
            "pln_pskov",
            charset="windows-1251" if story.markup in _CP1251 else "utf-8",
            section=escape(story.section or ""),
            stated=_stated(story),
            container='id="material_txt"' if story.markup == "old" else 'class="pl__text"',
            body=body,
            comments=draw(story.path, day, 40) // 3,
            tags=_tags(story),
            source=_source(story),
            **self._frame(story, day),
        )

    def _new(self, story: Story, day: int) -> str:
        linked = self._linked_data(story) if story.markup == "new" else ""
        body = "\n".join(paragraphs(story.body))
        return fill("pln_pskov_new", body=body, linked_data=linked, **self._frame(story, day))

    def _frame(self, story: Story, day: int) -> dict[str, object]:
        dollar, euro = rates(day)
        return {
            "title": escape(story.title),
            "url": self.url(story.path),
            "path": story.path,
            "id": _number(story),
            "day": day,
            "dollar": dollar,
            "euro": euro,
            "views": views(story.path, day),
            "ticker": self._ticker(day),
        }

    def _linked_data(self, story: Story) -> str:
        stated = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "datePublished": story.at.replace(tzinfo=self.zone).isoformat() if story.at else None,
            "mainEntityOfPage": self.url(story.path),
        }
        data = json.dumps(stated, ensure_ascii=False)
        return f'<script type="application/ld+json">{data}</script>\n'

    def _ticker(self, day: int) -> str:
        newest = [story for story in self.stories(day) if story.state == "live"][:_TICKER_SHOWS]
        return "\n".join(
            f'<li><span class="time">{clock(story.path, day)}</span> '
            f'<a href="{story.path}">{escape(story.title)}</a> '
            f'<span class="views">{views(story.path, day)}</span></li>'
            for story in newest
        )

    def _box(self, story: Story, day: int) -> str:
        other = next((other for other in self.stories(day) if other.path == story.box), None)
        if other is None:
            return ""
        link = f'<a href="{other.path}">{escape(other.title)}</a>'
        return f'<div class="pl__inset"><b>Читайте также:</b> {link}</div>'

    def _feed(self, day: int) -> str:
        items = [self._item(story) for story in self.linked(day)]
        twice = [self._item(story) for story in self.linked(day) if story.path == _TWICE]
        return rss("Псковская Лента Новостей", f"http://{self.host}/", items + twice)

    def _item(self, story: Story) -> str:
        tracking = "?utm_source=rss&amp;utm_medium=feed" if story.path == _TRACKED else ""
        return item(
            title=cdata(story.title),
            link=f"http://{self.host}{story.path}{tracking}",
            description=cdata(story.plain_body.split("\n")[0]),
            category=cdata(story.section or ""),
            pubDate=rfc822(story.at.replace(tzinfo=self.zone)) if story.at else None,
            guid=f"http://{self.host}{story.path}",
        )


def _number(story: Story) -> str:
    return story.path.rsplit("/", 1)[-1].removesuffix(".html")


def _stated(story: Story) -> str:
    if story.at:
        return f"{story.at:%d.%m.%Y %H:%M}"
    year, month = (story.month or "").split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def _tags(story: Story) -> str:
    if not story.tags:
        return ""
    links = "".join(
        f'<span class="pl__tags__name"> <a href="/tags/?tag={number}"> #{escape(tag)}</a></span>'
        for number, tag in enumerate(story.tags, 101)
    )
    return f'<div class="pl__tags">Теги: {links}</div>'


def _source(story: Story) -> str:
    if not story.source:
        return ""
    name = f'<span class="pl__source__name">{escape(story.source)}</span>'
    return f'<div class="pl__source">Источник: {name}</div>'
