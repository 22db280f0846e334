"""A replica of ksorstn.org: a site builder whose articles bear no date of publication."""

from html import escape

from dozor.world.days import moment
from dozor.world.feeds import urlset
from dozor.world.markup import fill, inline, paragraphs
from dozor.world.noise import draw
from dozor.world.replies import Manners, Reply, page, redirect, xml
from dozor.world.sites.site import NewsSite, Pages
from dozor.world.stories import Story

_CONTACTS = "/pages/kontakty"
_TEASER = 140


class Ksorstn(NewsSite):
    """Both validators, no robots.txt; a page that is not there says so with a 200."""

    id = "ksorstn"
    host = "ksorstn.org"
    manners = Manners(etag=True, last_modified=True)

    def furniture(self, day: int) -> Pages:
        """Give the front page, which lists everything, the contacts and the sitemap."""
        contacts = "\n".join(paragraphs(["Тунис, улица Апельсиновая, 4", "Приём по средам"]))
        loops = {s.to: redirect(self.url(s.path), status=302) for s in self.stories(day) if s.to}
        return {
            "/": self._plain(day, "Новости соотечественников", self._list(day)),
            _CONTACTS: self._plain(day, "Контакты", contacts),
            "/sitemap.xml": xml(urlset(self._map(day)), changed=moment(day)),
            **loops,
        }

    def article(self, story: Story, day: int) -> Reply:
        """Give an article: a heading, paragraphs and the comments nobody wrote."""
        html = fill(
            "ksorstn",
            title=escape(story.title),
            body="\n".join(paragraphs(story.body)),
            **_visitors(day),
        )
        return page(html, changed=moment(day))

    def not_found(self, day: int) -> Reply:
        """Answer as the site builder does: the code 200 is all right, it says, and the page not."""
        return self._plain(day, "Страница не найдена", "<p>Вернитесь на главную.</p>")

    def _plain(self, day: int, title: str, body: str) -> Reply:
        html = fill("ksorstn_front", title=escape(title), body=body, **_visitors(day))
        return page(html, changed=moment(day))

    def _list(self, day: int) -> str:
        return "\n".join(
            f'<div class="item"><h3><a href="{story.path}">{escape(story.title)}</a></h3>'
            f"<p>{inline(story.plain_body[:_TEASER])}…</p></div>"
            for story in self.stories(day)
        )

    def _map(self, day: int) -> list[tuple[str, str | None]]:
        live = [s for s in self.stories(day) if s.state == "live"]
        furniture = [(self.url(path), None) for path in ("/", _CONTACTS)]
        return [*furniture, *((self.url(story.path), story.lastmod) for story in live)]


def _visitors(day: int) -> dict[str, str]:
    return {"today": f"{moment(day):%d.%m.%Y}", "views": str(30 + draw("visitors", day, 90))}
