"""Sample sites, one a platform or way of addresses: front page, sections, feed, other pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote

from loopback_web import Reply, Web
from platform_pages import Fields, printed, shown
from sample_stories import SECTIONS, Story, stories

HEADS = {
    "wordpress": '<link rel="stylesheet" href="/wp-content/themes/vesti/style.css">',
    "bitrix": '<script src="/bitrix/js/main/core/core.js"></script>',
    "joomla": '<meta name="generator" content="Joomla! - Open Source Content Management">',
    "dle": '<script src="/engine/classes/js/dle_js.js"></script>',
    "drupal": '<script src="/sites/default/files/js/main.js"></script>',
    "tilda": '<script src="https://static.tildacdn.com/js/tilda-blocks.js"></script>',
    "netcat": '<link rel="icon" href="/netcat_files/favicon.ico">',
    "primamedia": "",
    "modx": '<link rel="stylesheet" href="/assets/templates/vesti/main.css">',
    "ucoz": '<link rel="stylesheet" href="/.s/src/base.min.css">',
    "byquery": "",
    "plainlinks": "",
    "cyrillic": "",
}
ABOUT = (
    "Мы рассказываем о жизни района с тех пор, как вышел первый номер. "
    "Присылайте письма в редакцию, мы отвечаем на каждое и печатаем самые интересные."
)
ABOUT_PAGES = {
    "/o-redakcii/": "О редакции",
    "/politika-obrabotki-personalnyh-dannyh/": "Политика обработки персональных данных",
}
ALL_NEWS, NOT_THERE = "/vse-novosti-nashego-rayona/", "/staraya-novost-kotoroy-bolshe-net/"


@dataclass(frozen=True)
class Site:
    """`address` gives a story's path; `listings` those of the sections, with their names.

    Its articles are printed `like` those of another; `by_folder`, they stand below their section.
    """

    name: str
    address: Callable[[Story], str]
    listings: dict[str, str]
    feed: str | None = None
    announced: bool = False
    sitemap: str | None = None
    encoding: str = "utf-8"
    per_page: int = 6
    pager: str = "/page/{}/"
    like: str = ""
    by_folder: bool = True
    about: str = "/o-redakcii/"

    @property
    def host(self) -> str:
        return f"{self.name}.example"

    @property
    def stories(self) -> list[Story]:
        return stories(list(HEADS).index(self.name))

    def url(self, story: Story) -> str:
        return f"https://{self.host}{self.address(story)}"

    def page(self, title: str, inner: str, *, head: str = "", kind: str = "") -> bytes:
        menu = "".join(f'<a href="{path}">{name}</a> ' for path, name in self.listings.items())
        feed = f'<link rel="alternate" type="application/rss+xml" href="{self.feed}">'
        markup = (
            f"<!DOCTYPE html><html><head><title>{title}</title>{HEADS[self.name]}{head}"
            f'{feed if self.announced else ""}</head><body class="{kind}"><header><nav>'
            f'<a href="/">Главная</a> {menu}<a href="{self.about}">О редакции</a></nav></header>'
            f"<main>{inner}</main><footer><p>© Районные вести. 16+</p>"
            '<a href="/politika-obrabotki-personalnyh-dannyh/">Политика обработки персональных'
            ' данных</a> <a href="https://t.me/vesti">Мы в телеграме</a></footer></body></html>'
        )
        return markup.encode(self.encoding, "xmlcharrefreplace")

    def put(self, web: Web) -> None:
        for path, body in self.pages():
            plain = path.endswith((".txt", ".xml")) or path == self.feed
            kind = "text/plain" if plain else "text/html"
            web.put(
                f"{self.host}{quote(path, safe='/?=&')}",
                Reply(body, headers={"Content-Type": kind}),
            )

    def pages(self) -> Iterator[tuple[str, bytes]]:
        told = self.stories
        yield "/", self.page("Районные вести", self.teasers(told[:4]), kind="home blog")
        for story in told:
            yield self.address(story), self.article(story)
        for place, (path, name) in enumerate(self.listings.items()):
            section = list(SECTIONS)[place] if len(self.listings) > 1 else None
            yield from self.listing(path, name, [s for s in told if section in {None, s.section}])
        yield (
            self.about,
            self.page("О редакции", f"<h1>О редакции</h1><p>{ABOUT}</p>", kind="page"),
        )
        policy = "Политика обработки персональных данных"
        yield (
            "/politika-obrabotki-personalnyh-dannyh/",
            self.page(policy, f"<h1>{policy}</h1><p>{ABOUT}</p><p>{ABOUT}</p>", kind="page"),
        )
        yield "/vse-novosti-nashego-rayona/", self.page("Все новости", self.teasers(told))
        yield (
            "/staraya-novost-kotoroy-bolshe-net/",
            self.page("Страница не найдена", "<h1>404</h1>"),
        )
        yield "/robots.txt", self.robots()
        if self.feed:
            yield self.feed, self.rss(told[:3])
        if self.sitemap:
            yield self.sitemap, self.map(told)

    def article(self, story: Story) -> bytes:
        head = (
            f'<meta property="og:title" content="{story.title}">'
            f'<meta property="og:description" content="{story.lead}">'
        )
        title = f"{story.title} — Районные вести"
        return self.page(
            title, printed(self.like or self.name, story), head=head, kind="single single-post"
        )

    def expected(self, story: Story) -> Fields:
        nothing = {"authors": (), "tags": (), "modified": None, "image_url": None}
        section = story.section_name if len(self.listings) > 1 else "Новости"
        menu = {"section": section} if self.listings and self.by_folder else {}
        words = {"title": story.title, "lead": story.lead, "body": story.body, "section": None}
        return {**nothing, **words, **menu, **shown(self.like or self.name, story)}

    def teasers(self, told: Iterable[Story]) -> str:
        return "".join(
            f'<div class="teaser"><h3><a href="{self.address(s)}">{s.title}</a></h3>'
            f"<p>{s.lead}</p></div>"
            for s in told
        )

    def listing(self, path: str, name: str, told: list[Story]) -> Iterator[tuple[str, bytes]]:
        parts = [told[at : at + self.per_page] for at in range(0, len(told), self.per_page)]
        for number, part in enumerate(parts, start=1):
            here = path if number == 1 else self._page(path, number)
            links = "".join(
                f'<a href="{self._page(path, n)}">{n}</a> ' for n in range(2, len(parts) + 1)
            )
            pager = f'<div class="pagination">{links}</div>' if links else ""
            inner = f"<h1>{name}</h1>{self.teasers(part)}{pager}"
            yield here, self.page(name, inner, kind="archive category")

    def _page(self, path: str, number: int) -> str:
        return path.rstrip("/") + self.pager.format(number)

    def robots(self) -> bytes:
        named = f"Sitemap: https://{self.host}{self.sitemap}\n" if self.sitemap else ""
        return f"User-agent: *\nDisallow: /admin/\n{named}".encode()

    def rss(self, told: Iterable[Story]) -> bytes:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.url(s)}</link>"
            f"<pubDate>{format_datetime(s.when)}</pubDate></item>"
            for s in told
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()

    def map(self, told: Iterable[Story]) -> bytes:
        others = ("/", *self.listings, *ABOUT_PAGES, ALL_NEWS, NOT_THERE, "/tag/selo/")
        urls = [self.url(s) for s in told] + [f"https://{self.host}{path}" for path in others]
        entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{entries}</urlset>'.encode()


_TWO = {f"/{path}/": name for path, name in SECTIONS.items()}
_NEWS = {"/news/": "Новости"}
_RUSSIAN = {
    "most": "мост", "biblioteka": "библиотека", "avtobus": "автобус", "hor": "хор",
    "muzey": "музей", "katok": "каток", "obshchestvo": "общество", "kultura": "культура",
}  # fmt: skip
_CONTENT = "/index.php?option=com_content&view="
SITES = (
    Site(
        "wordpress", lambda s: f"/{s.slug}/",
        {f"/category{path}": name for path, name in _TWO.items()},
        feed="/feed/", announced=True, sitemap="/wp-sitemap.xml",
    ),
    Site(
        "bitrix", lambda s: f"/news/{s.slug}-{s.number}/", _NEWS,
        feed="/news/rss/", per_page=2, pager="/?PAGEN_1={}",
    ),
    Site(
        "joomla", lambda s: f"/{s.section}/{s.number}-{s.slug}",
        {path.rstrip("/"): name for path, name in _TWO.items()},
        feed="/?format=feed&type=rss", announced=True,
    ),
    Site(
        "dle", lambda s: f"/{s.section}/{s.number}-{s.slug}.html", _TWO,
        feed="/rss.xml", sitemap="/sitemap.xml", encoding="cp1251",
    ),
    Site(
        "drupal", lambda s: f"/news/{s.slug}", _NEWS,
        feed="/rss.xml", announced=True, sitemap="/sitemap.xml",
    ),
    Site(
        "tilda", lambda s: f"/tpost/{s.number}ab-{s.slug}", {},
        sitemap="/sitemap-feeds.xml",
    ),
    Site("netcat", lambda s: f"/{s.section}/novosti_{s.number}.html", _TWO),
    Site(
        "primamedia", lambda s: f"/news/{s.number}/", _NEWS,
        feed="/rss/feed", announced=True, per_page=3, pager="/?page={}",
    ),
    Site(
        "modx", lambda s: f"/{s.section}/{s.slug}/", _TWO, feed="/feed/",
        encoding="koi8-r",
    ),
    Site(
        "ucoz", lambda s: f"/news/{s.slug}/{s.when:%Y-%m-%d}-{s.number}", _NEWS,
        feed="/news/rss/", per_page=4, pager="/?page{}",
    ),
    Site(
        "byquery", lambda s: f"{_CONTENT}article&id={s.number}",
        {f"{_CONTENT}category&id={n}": name for n, name in enumerate(SECTIONS.values(), 2)},
        per_page=2, pager="&page={}", like="netcat", by_folder=False,
        about=f"{_CONTENT}article&id=1",
    ),
    Site(
        "plainlinks", lambda s: f"/?p={s.number}",
        {f"/?cat={n}": name for n, name in enumerate(SECTIONS.values(), 2)},
        feed="/?feed=rss2", per_page=2, pager="&paged={}", like="netcat", by_folder=False,
        about="/?page_id=2",
    ),
    Site(
        "cyrillic",
        lambda s: f"/{_RUSSIAN[s.section]}/{_RUSSIAN[s.slug.partition('-')[0]]}-в-селе/",
        {f"/{_RUSSIAN[path]}/": name for path, name in SECTIONS.items()},
        feed="/feed/", per_page=2, like="netcat", about="/о-редакции/",
    ),
)  # fmt: skip
