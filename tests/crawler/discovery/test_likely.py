"""Links to articles are told from a site's furniture where no selector names them."""

import pytest

from crawler.discovery.found import Found
from crawler.discovery.likely import likely_articles

HEADLINE = "В посёлке открыли новую школу"
SITE = "https://paper.example"


def kept(*links: tuple[str, str | None]) -> list[str]:
    found = [Found(url=f"{SITE}{path}", title=title) for path, title in links]
    return [entry.url.removeprefix(SITE) for entry in likely_articles(found)]


@pytest.mark.parametrize(
    "path",
    [
        "/news/48211.html",
        "/2026/03/02/shkola/",
        "/v-poselke-otkryli-novuyu-shkolu/",
        "/obshchestvo/shkola-48211",
        "/news/?id=211",
        "/?id=7",
        "/?p=12",
        "/index.php?option=com_content&view=article&id=7",
        "/новости/в-посёлке-школа/",
        "/%D0%B2-%D0%BF%D0%BE%D1%81%D1%91%D0%BB%D0%BA%D0%B5-%D1%88%D0%BA%D0%BE%D0%BB%D0%B0/",
    ],
)
def test_a_headline_with_an_article_s_address_is_kept(path: str) -> None:
    assert kept(("/about/", "О нас"), (path, HEADLINE)) == [path]


@pytest.mark.parametrize(
    "link",
    [
        ("/obshchestvo/", "Общество и жизнь города"),
        ("/news/48211.html#comments", "12"),
        ("/tag/novaya-bolshaya-shkola/", "Новая большая школа"),
        ("/category/novosti-nashego-goroda/", "Новости нашего города"),
        ("/contacts", "Контакты нашей редакции"),
    ],
)
def test_furniture_is_left_out(link: tuple[str, str]) -> None:
    assert kept(link, ("/news/1001.html", HEADLINE)) == ["/news/1001.html"]


def test_of_picture_and_headline_the_headline_counts_in_its_place() -> None:
    links = (
        ("/news/2002.html", None),
        ("/news/1001.html", HEADLINE),
        ("/news/2002.html", HEADLINE),
    )
    assert kept(*links) == ["/news/2002.html", "/news/1001.html"]


def test_where_nothing_looks_like_an_article_all_is_kept() -> None:
    assert kept(("/a", "Школа"), ("/b", None)) == ["/a", "/b"]


def test_an_address_that_is_none_is_not_likely() -> None:
    bad = Found(url="http://[", title="Мост через реку открыт")
    good = Found(url="https://paper.example/news/1234", title="Мост через реку открыт")
    assert likely_articles([bad, good]) == (good,)
