"""An article's page, in a site's old and new design."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from bench.monitoring.furniture import advert, foot_furniture, head_furniture, session, views
from bench.monitoring.model import Article, Page, Site
from bench.monitoring.words import MONTHS

_DAY = timedelta(days=1)
_STYLES: tuple[dict[str, str], ...] = (
    {},
    {"«": "“", "»": "”", " — ": " – "},
    {" — ": "\u00a0— ", ", ": ",  "},
)


def stated(site: Site, moment: datetime) -> datetime:
    """Give a moment as the site's clock has it: its own zone, and a day ahead where it is wrong."""
    return moment.astimezone(site.zone) + (_DAY if site.skewed else timedelta(0))


def typeset(text: str, style: int) -> str:
    """Write a text in one of a few typographies that all say the same."""
    for plain, variant in _STYLES[style % len(_STYLES)].items():
        text = text.replace(plain, variant)
    return escape(text, quote=False)


def article_page(site: Site, page: Page, moment: datetime, *, amp: bool = False) -> str:
    """Write the whole document as it is served at a moment."""
    said = page.content_at(moment)
    assert isinstance(said, Article)
    new = site.redesigned is not None and moment >= site.redesigned
    body = _new_body if new and not amp else _old_body
    charset = "windows-1251" if site.recoded and moment >= site.recoded else "utf-8"
    return (
        f'<!doctype html>\n<html lang="ru"><head><meta charset="{charset}">'
        f"<title>{typeset(said.title, said.style)} — {site.title}</title>"
        f'<link rel="canonical" href="{site.url(page.path_at(moment))}">'
        f"{_head(site, page, said)}</head>\n<body>{head_furniture(site, moment)}"
        f"{body(site, page, said, moment)}{foot_furniture(site, moment)}</body></html>\n"
    )


def _head(site: Site, page: Page, said: Article) -> str:
    published = stated(site, page.born).isoformat()
    metas = (
        ("og:type", "article"),
        ("og:title", typeset(said.title, said.style)),
        ("og:description", said.lead),
        ("article:published_time", published),
    )
    tags = "".join(f'<meta property="{name}" content="{text}">' for name, text in metas)
    if not site.structured:
        return tags
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": said.title,
        "description": said.lead,
        "datePublished": published,
        "author": {"@type": "Person", "name": said.author},
        "keywords": list(_tags(said)),
        "articleBody": "\n".join(_paragraphs(said)),
    }
    if said.modified:
        data["dateModified"] = stated(site, said.modified).isoformat()
    text = json.dumps(data, ensure_ascii=False)
    return f'{tags}<script type="application/ld+json">{text}</script>'


def _old_body(site: Site, page: Page, said: Article, moment: datetime) -> str:
    paragraphs = [f"<p>{typeset(text, said.style)}</p>" for text in _paragraphs(said)]
    middle = len(paragraphs) // 2
    text = "\n".join((*paragraphs[:middle], advert(site, moment), *paragraphs[middle:]))
    tags = "".join(f'<a rel="tag" href="/tag/{tag}">{tag}</a>' for tag in _tags(said))
    return (
        f'<main><article class="article"><h1 class="article__title">'
        f"{typeset(said.title, said.style)}</h1>"
        f'<div class="article__meta">{_time(site, page, "article__date")}'
        f'<span class="article__author">{said.author}</span>'
        f'{views(site, moment, page.path)}</div><p class="article__lead">'
        f'{typeset(said.lead, said.style)}</p>\n<div class="article__text">{text}</div>'
        f'<div class="article__tags">{tags}</div></article>{_aside(site, moment)}</main>'
    )


def _new_body(site: Site, page: Page, said: Article, moment: datetime) -> str:
    paragraphs = "\n".join(
        f'<p class="txt">{typeset(text, said.style)}</p>' for text in _paragraphs(said)
    )
    tags = "".join(f'<li><a href="/t/{tag}">{tag}</a></li>' for tag in _tags(said))
    return (
        f'<div id="app"><div class="col">{_aside(site, moment)}</div>'
        f'<article class="post"><header><h1 class="post-name">{typeset(said.title, said.style)}'
        f'</h1>{_time(site, page, "post-when")}<i class="post-by">{said.author}</i></header>'
        f'<div class="post-lead">{typeset(said.lead, said.style)}</div>'
        f'<div class="post-body">{paragraphs}</div>{advert(site, moment)}'
        f'<ul class="post-tags">{tags}</ul></article></div>'
    )


def _time(site: Site, page: Page, name: str) -> str:
    when = stated(site, page.born)
    words = f"{when:%H:%M}, {when.day} {MONTHS[when.month - 1]} {when.year}"
    return f'<time class="{name}" datetime="{when.isoformat()}">{words}</time>'


def _aside(site: Site, moment: datetime) -> str:
    here = [page for page in site.pages if page.is_listed_at(moment)][-4:]
    links = "".join(
        f'<li><a href="{page.path_at(moment)}{session(site, moment, "?")}">'
        f"{title_of(page, moment)}</a></li>"
        for page in here
    )
    return f"<aside><h3>Читайте также</h3><ul>{links}</ul></aside>"


def title_of(page: Page, moment: datetime) -> str:
    """Give the headline of an article or card at a moment."""
    return typeset(page.content_at(moment).title, 0)


def _paragraphs(said: Article) -> Sequence[str]:
    return (*said.paragraphs, said.note) if said.note else said.paragraphs


def _tags(said: Article) -> Sequence[str]:
    turn = said.shuffle % len(said.tags)
    return (*said.tags[turn:], *said.tags[:turn])
