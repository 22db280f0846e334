"""An article's page as each of ten platforms prints it, and what must be read from it."""

from collections.abc import Callable
from typing import NamedTuple

from sample_stories import Story

Fields = dict[str, object]
MOSCOW = 3
_MONTHS = ("", "января", "февраля", "марта")


class Look(NamedTuple):
    """What stands in the head of a page, on its body element, before and after the article."""

    head: str = ""
    body_class: str = ""
    before: str = ""
    after: str = ""


def _iso(story: Story) -> str:
    return story.when.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _dotted(story: Story) -> str:
    return story.when.strftime("%d.%m.%Y %H:%M")


def _worded(story: Story) -> str:
    return f"{story.when.day} {_MONTHS[story.when.month]} {story.when:%Y, %H:%M}"


def _other_news(story: Story, css: str) -> str:
    return (
        f'<div class="{css}"><h3>Читайте также</h3><ul><li><a href="/">Совсем другая новость о том,'
        f" как готовят праздник номер {story.number}</a> <time>01.01.2020</time></li></ul></div>"
    )


def wordpress(story: Story) -> tuple[str, Fields]:
    page = f"""<article class="post"><header><h1 class="entry-title">{story.title}</h1>
<div class="entry-meta"><time class="entry-date published" datetime="{_iso(story)}">{_worded(story)}</time>
<time class="updated" datetime="2026-03-02T08:00:00+00:00">сегодня</time>
<span class="author vcard"><a class="fn" href="/author/a/">Анна Речная</a></span>
<span class="cat-links"><a href="/category/{story.section}/" rel="category tag">{story.section_name}</a></span>
</div></header><div class="post-thumbnail"><img class="wp-post-image" src="/wp-content/uploads/{story.number}.jpg"></div>
<div class="entry-content">{story.markup('<p class="wp-caption-text">Фото: архив</p>')}
<div class="sharedaddy"><span>Поделиться</span></div>{_other_news(story, "yarpp-related")}</div>
<footer><span class="tags-links"><a href="/tag/selo/" rel="tag">село</a>, <a href="/tag/dom/" rel="tag">дом</a></span></footer>
</article><aside><h2>Свежее</h2><time class="entry-date" datetime="2020-01-01T00:00:00+00:00">1 января</time></aside>"""
    return page, {
        "published": _iso(story),
        "modified": "2026-03-02T08:00:00+00:00",
        "authors": ("Анна Речная",),
        "section": story.section_name,
        "tags": ("село", "дом"),
        "image_url": f"https://wordpress.example/wp-content/uploads/{story.number}.jpg",
    }


def bitrix(story: Story) -> tuple[str, Fields]:
    page = f"""<div class="news-detail"><span class="news-date-time">{_dotted(story)}</span>
<h1>{story.title}</h1><img class="detail_picture" src="/upload/iblock/{story.number}.jpg" alt="">
<div class="news-detail-text">{story.markup()}</div>
<div class="news-detail-share"><noindex>Поделиться</noindex></div></div>
<div class="news-list"><p class="news-item"><span class="news-date-time">01.01.2020</span>
<a href="/news/">Другая новость, которая стоит под статьёй</a></p></div>"""
    image = f"https://bitrix.example/upload/iblock/{story.number}.jpg"
    return page, {"published": _dotted(story), "image_url": image}


def joomla(story: Story) -> tuple[str, Fields]:
    page = f"""<h1>Районные вести</h1><div class="item-page"><div class="page-header"><h2>{story.title}</h2></div>
<dl class="article-info"><dt>Информация о материале</dt><dd class="createdby">Автор: Пётр Полевой</dd>
<dd class="category-name">Категория: <a href="/{story.section}">{story.section_name}</a></dd>
<dd class="published">Опубликовано: <time datetime="{_iso(story)}">{_worded(story)}</time></dd>
<dd class="hits">Просмотров: 120</dd></dl>{story.markup()}
<ul class="tags"><li><a href="/component/tags/tag/selo">село</a></li></ul>
<ul class="pager pagenav"><li><a href="/">Назад к списку</a></li></ul></div>"""
    return page, {
        "published": _iso(story),
        "authors": ("Пётр Полевой",),
        "section": story.section_name,
        "tags": ("село",),
    }


def dle(story: Story) -> tuple[str, Fields]:
    page = f"""<div id="dle-content"><article class="full-story"><h1>{story.title}</h1>
<div class="full-info"><span class="full-date">{_dotted(story)}</span> <span class="full-cat">
<a href="/{story.section}/">{story.section_name}</a></span></div>
<div class="full-text"><div id="news-id-{story.number}">{"<br><br>".join(story.paragraphs)}</div></div>
<div class="full-tags">Метки: <a href="/tags/selo/">село</a></div><div class="rating">+1 0</div></article>
<div id="dle-comments-list"><h3>Комментарии (1)</h3><p>Очень рады за соседей, приедем посмотреть.</p></div></div>"""
    return page, {
        "published": _dotted(story),
        "section": story.section_name,
        "tags": ("село",),
    }


def drupal(story: Story) -> tuple[str, Fields]:
    page = f"""<h1 class="page-title">{story.title}</h1><article class="node node--type-article">
<footer class="node__meta"><div class="node__submitted">Опубликовано <time datetime="{_iso(story)}">{_dotted(story)}</time></div></footer>
<div class="node__content"><div class="field field--name-field-image"><img src="/sites/default/files/{story.number}.jpg"></div>
<div class="field field--name-body">{story.markup()}</div>
<div class="field field--name-field-tags"><a href="/taxonomy/term/3">село</a> <a href="/taxonomy/term/4">дом</a></div></div></article>"""
    return page, {
        "published": _iso(story),
        "tags": ("село", "дом"),
        "image_url": f"https://drupal.example/sites/default/files/{story.number}.jpg",
    }


def tilda(story: Story) -> tuple[str, Fields]:
    page = f"""<div class="t-feed__post-popup"><h1 class="js-feed-post-title">{story.title}</h1>
<div class="t-feed__post-popup__date-parts-wrapper"><span class="js-feed-post-date">{_worded(story)}</span></div>
<div class="js-feed-post-text"><div class="t-redactor__text">{"<br><br>".join(story.paragraphs)}</div></div></div>"""
    return page, {"published": _worded(story)}


def netcat(story: Story) -> tuple[str, Fields]:
    page = f"""<div class="content"><h1>{story.title}</h1><div class="date">{_dotted(story)}</div>
<img class="pic" src="/netcat_files/{story.number}.jpg">{story.markup()}
<p><a href="#">Версия для печати</a></p></div>"""
    return page, {"published": _dotted(story)}


def primamedia(story: Story) -> tuple[str, Fields]:
    page = f"""<div class="page-fullnews"><h1>{story.title}</h1><div class="fn-date">{_worded(story)}</div>
<div class="page-content">{story.markup()}<div class="soc_invites_block"><p>Подписывайтесь на наш канал и читайте новости первыми.</p></div>
<p>Другие новости района за сегодняшний день собраны в нашей вечерней рассылке, читайте.</p>
<div class="news_links_related"><a href="/news/1/">Ещё одна новость, не имеющая отношения к делу</a></div></div></div>"""
    return page, {"published": _worded(story)}


def modx(story: Story) -> tuple[str, Fields]:
    page = f"""<section class="post"><h1>{story.title}</h1><p class="info"><span>{_dotted(story)}</span></p>
<div class="text">{story.markup('<div class="banner"><a href="/promo">Реклама. ООО «Рынок», erid: 2Vx</a></div>')}</div>
<div class="tags"><a href="/tag/selo">село</a></div></section>"""
    return page, {"published": _dotted(story), "tags": ("село",)}


def ucoz(story: Story) -> tuple[str, Fields]:
    page = f"""<table class="eBlock"><tr><td><div class="eTitle"><h2>{story.title}</h2></div>
<div class="eMessage">{story.markup()}</div><div class="eDetails">Просмотров: 12 | Рейтинг: 5.0/1</div></td></tr></table>"""
    return page, {"published": story.when.strftime("%Y-%m-%d")}


Printer = Callable[[Story], tuple[str, Fields]]
