"""Pages in other languages: what their titles, bylines and dates look like, and what they hide."""

import json
from collections.abc import Callable

import pytest

from crawler.extraction import extract_article
from crawler.extraction.dates import is_date, split_update
from crawler.extraction.world_dates import date_of_byline
from crawler.items import RawArticle

URL = "https://paper.example/stories/ferry.html"
TITLE = "The ferry comes back after nine winters"
LINES = (
    "The ferry left the pier at six in the morning with a brass band and two goats on board.",
    "Its captain had kept the brass bell in his kitchen for all the years without a river line.",
    "Tickets cost what they did before, and children under ten go free on weekdays and Sundays.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)


def article(
    between: str = "",
    *,
    head: str = "",
    before: str = f"<h1>{TITLE}</h1>",
    title: str = TITLE,
    text: str = TEXT,
    url: str = URL,
    lang: str = "en",
) -> RawArticle:
    markup = (
        f"<html lang='{lang}'><head><title>{title}</title>{head}</head><body><main>"
        f"{before}{between}<div class='t'>{text}</div></main></body></html>"
    )
    return extract_article(markup.encode(), url)


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("By Ada Ferryman | March 5, 2019 at 3:45 pm", "March 5, 2019 at 3:45 pm"),
        ("January 13, 2020 at 08:45 AM | categories: Rivers", "January 13, 2020 at 08:45 AM"),
        ("Posted on May 5, 2019 by Ada Ferryman", "May 5, 2019"),
        ("Tuesday 15 October 2019 by Ada Ferryman", "15 October 2019"),
        ("10:08 am Fri Jul 19, 2013", "10:08 am Fri Jul 19, 2013"),
        ("Donnerstag, 15.2.2018, 19:51 > ada", "15.2.2018, 19:51"),
        ("von Ada Ferryman, 5. März 2019", "5. März 2019"),
        ("par Ada Ferryman, le 15 septembre 2009", "15 septembre 2009"),
        ("Datum: 22.12.2012, Rubrik: Fluss", "22.12.2012"),
        ("The ferry sank on March 5, 2019 in Berlin.", ""),
        ("May 5, 2019 was a cold day.", ""),
        ("Updated March 5, 2019", ""),
        ("Иван Перевозчиков | 05.03.2019", ""),
    ],
)
def test_a_byline_gives_its_date_and_a_sentence_none(line: str, date: str) -> None:
    assert date_of_byline(line) == date


@pytest.mark.parametrize(
    "text", ["March 5, 2019", "Sept. 5, 2019", "5. März 2019", "Publié le 9 juin 2019",
             "Thu, Dec 25 2014 16:57:37 +0000", "Published On 11 Jun 2026"],
)  # fmt: skip
def test_such_a_text_is_a_date_as_a_whole(text: str) -> None:
    assert is_date(text)


def test_a_later_moment_is_told_apart_with_its_clock() -> None:
    stated = "on December 24, 2014 at 8:17 AM, updated December 24, 2014 at 8:25 AM"
    assert split_update(stated) == (
        "on December 24, 2014 at 8:17 AM",
        "December 24, 2014 at 8:25 AM",
    )


@pytest.mark.parametrize(
    ("between", "published"),
    [
        ("<p class='by'>By Ada Ferryman</p><p>March 5, 2019</p>", "March 5, 2019"),
        ("<p>Tuesday 15 October 2019 by Ada Ferryman of the harbour</p>", "15 October 2019"),
        ("<p>Updated: <time>March 6, 2019</time></p>", None),
        ("<p><time class='updated'>March 6, 2019</time></p>", None),
        ("<p>03/04/2019</p>", None),
        ("<p>03/25/2019</p>", "03/25/2019"),
        ("<p>25/03/2019</p>", "25/03/2019"),
    ],
)
def test_what_stands_under_the_headline_counts_where_it_can_be_told(
    between: str, published: str | None
) -> None:
    assert article(between).published == published


def test_figures_are_read_as_the_pages_language_has_them() -> None:
    assert article("<p>03/04/2019</p>", lang="fr").published == "03/04/2019"
    assert article("<p>03/04/2019</p>", lang="en-GB").published == "03/04/2019"
    assert article("<p>03/04/2019</p>", lang="en-US").published is None


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (meta("publish-date", "Thu, Dec 25 2014 16:57:37"), "Thu, Dec 25 2014 16:57:37"),
        (meta("parsely-page", '{"type": "post", "pub_date": "2014-12-24T14:22:37Z"}'),
         "2014-12-24T14:22:37Z"),
        (meta("dc.date", "2009-09-15"), "2009-09-15"),
        (meta("date", "2026-01-01"), None),
        (meta("date", "2026-01-01") + "<meta property='og:type' content='article'>", "2026-01-01"),
        (ld(**{"@type": "NewsArticle", "headline": TITLE, "dateCreated": "2014-12-04"}),
         "2014-12-04"),
        (ld(**{"@type": "NewsArticle", "headline": TITLE, "datePublished": "1970-01-01"}), None),
        (ld(**{"@type": "VideoObject", "name": TITLE, "uploadDate": "2014-12-04"}), None),
    ],
)  # fmt: skip
def test_what_the_head_states(head: str, published: str | None) -> None:
    assert article(head=head).published == published


def test_a_vague_date_does_not_speak_against_the_address() -> None:
    dated = "https://paper.example/2019/03/ferry.html"
    assert article(head=meta("dc.date", "2019-03-05"), url=dated).published == "2019-03-05"
    assert article(head=meta("dc.date", "2024-01-01"), url=dated).published == "2019-03"


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("2026/6/11/ferry", "2026-06-11"),
        ("world/2019/mar/05/ferry", "2019-03-05"),
        ("rivers/2023-11/17/c_1.htm", "2023-11-17"),
        ("2019/15/11/ferry", None),
    ],
)
def test_the_day_of_an_address(path: str, published: str | None) -> None:
    assert article(url=f"https://paper.example/{path}").published == published


LOGO = "<h1><a href='https://paper.example/'>River Paper of the Harbour</a></h1>"


@pytest.mark.parametrize(
    ("title", "before", "head"),
    [
        (f"River Paper of the Harbour | {TITLE}", f"<h2><a href='/x'>{TITLE}</a></h2>", ""),
        (f"River Paper of the Harbour » {TITLE}", f"{LOGO}<h3>{TITLE}</h3>", ""),
        (f"{TITLE} - River Paper of the Harbour", f"{LOGO}<h1>{TITLE}</h1>", ""),
        (f"River Paper: {TITLE}", "<p>Rivers</p>",
         "<link rel='alternate' type='application/rss+xml' title='River Paper » Feed' href='/f'>"),
        (f"River Paper in Harbour - {TITLE}", f"<div class='hl'>{TITLE}</div>",
         "<link rel='alternate' type='application/rss+xml' title='River Paper' href='/f'>"),
        ("River Paper", f"{LOGO}<h2>{TITLE}</h2>", ""),
        (f"Rivers - {TITLE} - River Paper", f"<h1>Rivers today</h1><h2>{TITLE}</h2>", ""),
    ],
    ids=["site first", "logo", "site last", "feed", "no heading", "site alone", "in between"],
)  # fmt: skip
def test_the_title_is_the_headline_and_not_the_sites_name(
    title: str, before: str, head: str
) -> None:
    assert article(title=title, before=before, head=head).title == TITLE


def test_without_a_headline_only_the_date_right_before_the_text_counts() -> None:
    others = "".join(
        f"<div><i>0{n}.10.2016</i> <b>Other news</b><p>Short.</p></div>" for n in "789"
    )
    assert article("<p>22.05.2014</p>", before=others).published == "22.05.2014"


def test_a_lead_that_is_the_title_is_none() -> None:
    assert article(head=meta("description", f"{TITLE}.")).lead is None


def test_the_text_begins_behind_the_headline_and_the_date_and_keeps_its_short_lines() -> None:
    short = "<h2>2019</h2><p>(c) A third clause.</p>"
    raw = article("<p>March 5, 2019</p>", text=f"{TEXT}{short}{TEXT.replace('p>', 'p >')}")
    assert raw.body is not None
    lines = raw.body.splitlines()
    assert lines[0] == LINES[0]
    assert "2019" in lines
    assert "(c) A third clause." in lines


def test_a_blog_of_blogger_is_known() -> None:
    post = (
        "<h2 class='date-header'><span>Friday, December 23, 2016</span></h2><div class='post'>"
        f"<h3 class='post-title'>{TITLE}</h3><div class='post-body'>{TEXT}</div><p>Posted by"
        " <b class='post-author'><i class='fn'>Ada Ferryman</i></b> at"
        " <abbr class='published' title='2016-12-23T05:11:00-05:00'>5:11 AM</abbr></p></div>"
    )
    raw = article(before="", text=post, head="<meta name='generator' content='blogger'>")
    assert (raw.title, raw.published, raw.authors) == (
        TITLE, "2016-12-23T05:11:00-05:00", ("Ada Ferryman",),
    )  # fmt: skip


PUBLISHED = "<meta property='article:published_time' content='2019-03-05'>"
BANNER = "<p>We use cookies and similar things to count our readers. " + "Read on. " * 40 + "</p>"


@pytest.mark.parametrize(
    "raw",
    [
        lambda: article(head=PUBLISHED + ld(**{"@type": "CollectionPage"})),
        lambda: article(
            head=ld(**{"@graph": [{"@type": "CollectionPage"}, {
                "@type": "BlogPosting", "headline": TITLE, "datePublished": "2019-03-05",
            }]})
        ),
        lambda: article(between=BANNER, text=TEXT + f"<p>{LINES[0][::-1]}</p>" * 3),
        lambda: article(text="<p>Who?</p><p>We.</p>" * 20, head=PUBLISHED),
        lambda: article(text="<p>Who was that?</p><p>We were, as ever.</p>" * 9),
        lambda: article(title=""),
    ],
    ids=["collection", "posting", "banner", "interview", "unstated interview", "no title element"],
)  # fmt: skip
def test_no_article_is_refused_for_what_stands_around_it(raw: Callable[[], RawArticle]) -> None:
    assert raw().body
