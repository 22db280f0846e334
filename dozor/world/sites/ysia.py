"""A replica of ysia.ru: WordPress with Elementor, a feed in UTC, a page clock of Yakutsk."""

from datetime import UTC, datetime
from html import escape

from dozor.world.days import moment
from dozor.world.feeds import cdata, item, rfc822, rss
from dozor.world.markup import fill, paragraphs, with_box
from dozor.world.noise import clock, draw, rates, views
from dozor.world.replies import Manners, Reply, page, redirect, xml
from dozor.world.sites.site import YAKUTSK, NewsSite, Pages
from dozor.world.stories import Story

_FEED_KEEPS = 13
_TICKER_SHOWS = 6
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_NO_API = '{"code":"rest_cannot_access","message":"REST API отключён","data":{"status":401}}'


class Ysia(NewsSite):
    """WordPress: ETag and gzip; its REST interface is closed; `/SLUG/amp` repeats a page."""

    id = "ysia"
    host = "ysia.ru"
    zone = YAKUTSK
    manners = Manners(etag=True, gzip=True)
    robots = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"

    def linked(self, day: int) -> list[Story]:
        """Give the articles of the feed: the newest."""
        return self.stories(day)[:_FEED_KEEPS]

    def furniture(self, day: int) -> Pages:
        """Give front page and feed, the closed interface, second copies and slashless addresses."""
        closed = Reply(status=401, body=_NO_API.encode(), content_type="application/json")
        live = [story for story in self.stories(day) if story.state == "live"]
        return {
            "/": page(self._front(day, "ЯСИА", "home")),
            "/feed/": xml(self._feed(day), kind="application/rss+xml"),
            "/feed": redirect(self.url("/feed/")),
            "/wp-json/wp/v2/posts": closed,
            "/wp-json/": closed,
            **{f"{story.path}amp": self._amp(story, day) for story in live},
            **{story.path.rstrip("/"): redirect(self.url(story.path)) for story in live},
        }

    def article(self, story: Story, day: int) -> Reply:
        """Give an article with its reaction counters and widgets."""
        html = fill(
            "ysia",
            title=escape(story.title),
            url=self.url(story.path),
            stated=_stated(story),
            author=escape(story.author),
            image=f"02/{draw(story.path, 0, 9000) + 1000}",
            body=with_box(paragraphs(story.body), _figure(story), 1),
            likes=draw(f"likes{story.path}", day, 30),
            smiles=draw(f"smiles{story.path}", day, 9),
            views=views(story.path, day),
            ticker=self._ticker(day),
            **self._widget(day),
        )
        return page(html)

    def not_found(self, day: int) -> Reply:
        """Answer as WordPress does, with news below."""
        return page(self._front(day, "Страница не найдена — ЯСИА", "error404"), status=404)

    def _amp(self, story: Story, day: int) -> Reply:
        html = fill(
            "ysia_amp",
            title=escape(story.title),
            url=self.url(story.path),
            stated=f"{story.at:%d.%m.%Y %H:%M}",
            section=escape(story.section or ""),
            body="\n".join(paragraphs(story.body)),
            views=views(story.path, day),
        )
        return page(html)

    def _front(self, day: int, title: str, kind: str) -> str:
        return fill(
            "ysia_front",
            title=title,
            kind=kind,
            heading="Новости",
            ticker=self._ticker(day),
            **self._widget(day),
        )

    def _widget(self, day: int) -> dict[str, str]:
        dollar, euro = rates(day)
        return {"widget_date": _widget_date(moment(day)), "dollar": dollar, "euro": euro}

    def _ticker(self, day: int) -> str:
        """List the newest articles; the first is linked in its second copy."""
        live = [story for story in self.stories(day) if story.state == "live"][:_TICKER_SHOWS]
        return "\n".join(
            f'<li><span class="time">{clock(story.path, day)}</span> '
            f'<a href="{story.path}{"" if place else "amp"}">{escape(story.title)}</a></li>'
            for place, story in enumerate(live)
        )

    def _feed(self, day: int) -> str:
        head = "<language>ru-RU</language><generator>https://wordpress.org/?v=6.4</generator>"
        items = [self._item(story) for story in self.linked(day)]
        return rss("ЯСИА", self.url("/"), items, head=head)

    def _item(self, story: Story) -> str:
        url = self.url(story.path)
        tail = (
            f'<p>Запись <a href="{url}">{escape(story.title)}</a> впервые появилась '
            f'<a href="{self.url("/")}">ЯСИА</a>.</p>'
        )
        first = f"<p>{story.plain_body.split(chr(10))[0]} [&#8230;]</p>"
        full = "\n".join(paragraphs(story.body)) + tail
        return item(
            title=escape(story.title),
            link=url,
            dc__creator=cdata("ЯСИА"),
            pubDate=_feed_date(story),
            category=cdata(story.section or ""),
            guid=f"{self.url('/')}?p={100_000 + draw(story.title, 0, 90_000)}",
            description=cdata(first + tail),
            content__encoded=cdata(full) if story.feed == "full" else None,
        )


def _stated(story: Story) -> str:
    if not story.at:
        return ""
    return f"{story.at:%H:%M}, {story.at.day} {_MONTHS[story.at.month - 1]} {story.at.year}"


def _feed_date(story: Story) -> str | None:
    if not story.at:
        return None
    return rfc822(story.at.replace(tzinfo=YAKUTSK).astimezone(UTC))


def _widget_date(now: datetime) -> str:
    local = now.astimezone(YAKUTSK)
    return f"{local.day} {_MONTHS[local.month - 1]} {local:%d.%m}"


def _figure(story: Story) -> str:
    if not story.author:
        return ""
    image = '<img src="/wp-content/uploads/2026/02/inside.jpg" alt="">'
    caption = f"<figcaption>Фото: {escape(story.author)}/ЯСИА</figcaption>"
    return f'<figure class="wp-block-image">{image}{caption}</figure>'
