"""From known addresses of articles to the shape that others have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.found import Found
from crawler.discovery.shapes import is_never, of_articles, of_headlines, sections_of

HOME = "https://paper.example/"
KNOWN = {
    "by number": ["/news/12345/", "/news/12346/", "/news/9/"],
    "by date and slug": ["/2026/03/02/otkryli-novyy-most/", "/2026/02/28/nachali-remont-shkoly/"],
    "by section and number": ["/society/503664.html", "/culture/503665.html"],
    "by slug at the root": ["/v-rayone-otkryli-novyy-most/", "/shkolu-nachali-chinit-v-marte/"],
    "by query": ["/?action=view&id=12", "/?action=view&id=13"],
    "by slug and number": ["/novosti/otkryli-most-102938", "/novosti/chinyat-shkolu-102939"],
    "by id alone": ["/?id=123", "/?id=7"],
    "by plain link": ["/?p=12&utm_source=rss", "/?p=1305"],
    "by file and number": ["/news.php?n=55", "/news.php?n=56"],
    "by component": [
        "/index.php?option=com_content&view=article&id=7",
        "/index.php?option=com_content&view=article&id=8:most",
    ],
    "by slug in the query": ["/?news=otkryli-novyy-most", "/?news=shkolu-nachali-chinit"],
    "in Cyrillic": [
        "/новости/открыли-новый-мост/",
        "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%d1%88%d0%ba%d0%be%d0%bb%d1%83-%d1%87%d0%b8%d0%bd%d1%8f%d1%82-%d1%81%d0%bd%d0%be%d0%b2%d0%b0",
    ],
}
OTHERS = {
    "by number": ["/news/13000/"],
    "by date and slug": ["/2025/12/31/pozdravili-veteranov-sela"],
    "by section and number": ["/accidents/1.html"],
    "by slug at the root": ["/hor-iz-sela-pobedil-na-smotre/"],
    "by query": ["/?id=99&action=view"],
    "by slug and number": ["/novosti/hor-pobedil-102940"],
    "by id alone": ["/?id=9", "/?id=10&yclid=3#top"],
    "by plain link": ["/?p=77"],
    "by file and number": ["/news.php?n=1"],
    "by component": [
        "/index.php?view=article&id=11&option=com_content",
        "/index.php?option=com_content&view=article&id=9-hor",
    ],
    "by slug in the query": ["/?news=hor-iz-sela-pobedil"],
    "in Cyrillic": ["/новости/хор-из-села-победил/"],
}
NO_ARTICLES = [
    "/", "/news/", "/about/", "/kontakty", "/tag/most/", "/novosti/", "/search?q=most", "/reklama/",
    "/wp-content/uploads/most.jpg", "/forum/12345/", "/?cat=3", "/?page_id=2", "/?s=most",
    "/?feed=rss2", "/?author=1", "/news.php?cat=2", "/news.php", "/index.php", "/?page=2",
    "/index.php?option=com_content&view=category&id=7", "/новости/", "/о-редакции/", "/контакты",
    "/index.php?option=com_users&view=login", "/метки/мост/",
    "/index.php?option=com_content&view=article&id=7&format=feed",
]  # fmt: skip


def full(paths: list[str]) -> list[str]:
    return [HOME.rstrip("/") + path for path in paths]


@pytest.mark.parametrize("kind", KNOWN)
def test_other_articles_have_the_shape_and_other_pages_do_not(kind: str) -> None:
    shapes = of_articles(full(KNOWN[kind]))
    assert all(map(shapes.match, full(KNOWN[kind] + OTHERS[kind])))
    assert [url for url in full(NO_ARTICLES) if shapes.match(url)] == []


def test_an_address_of_one_word_teaches_nothing() -> None:
    assert not of_articles(full(["/vesna/", "/leto/", "/osen/"]))


def test_headlines_are_told_from_a_menu_by_their_length_and_number() -> None:
    menu = [Found(url=f"{HOME}{word}/", title="Общество") for word in ("news", "sport", "kultura")]
    lone = Found(url=f"{HOME}spec/proekt-goda-2026/", title="Особый проект нашей редакции")
    news = [
        Found(url=f"{HOME}news/{number}", title="В посёлке открыли новый мост через реку")
        for number in range(3)
    ]
    shapes = of_headlines([*menu, lone, *news])
    assert shapes.match(f"{HOME}news/77")
    assert not any(shapes.match(entry.url) for entry in (*menu, lone))
    assert not of_headlines([*menu, *news[:2]])


def test_sections_are_short_words_of_the_menu_those_of_articles_first() -> None:
    shapes = of_articles(full(["/news/otkryli-most-102938", "/news/chinyat-shkolu-102939"]))
    links = {
        "/": "Главная", "/sport/": "Спорт", "/news/": "Новости", "/about/": "О нас",
        "/news/otkryli-most-102938": "Мост", "/category/kultura/": "Культура",
        "/a/b/c/d/": "Глубоко", "/sport/?page=2": "2",
    }  # fmt: skip
    found = [Found(url=HOME.rstrip("/") + path, title=text) for path, text in links.items()]
    found.append(Found(url="https://other.example/news/", title="Соседи"))
    assert list(sections_of(found, shapes, HOME)) == full(
        ["/news/", "/sport/", "/category/kultura/"]
    )


def test_sections_are_told_by_their_query_where_articles_are() -> None:
    shapes = of_articles(full(["/?id=123", "/?id=124"]))
    titles = {
        "/?cat=3": "Спорт", "/?view=category&id=2": "Культура", "/?id=5": "Мост",
        "/?cat=3&page=2": "2", "/?feed=rss2": "Лента", "/?s=most": "Поиск", "/news.php": "Все",
        "/?cat=o-tom-kak-my-zhivyom-zdes": "Мы",
    }  # fmt: skip
    links = [Found(url=HOME.rstrip("/") + path, title=title) for path, title in titles.items()]
    found = list(sections_of(links, shapes, HOME))
    assert found == full(["/?cat=3", "/?view=category&id=2", "/news.php"])
    by_path = of_articles(full(["/news/1234", "/news/1235"]))
    assert list(sections_of(links, by_path, HOME)) == full(["/news.php"])


@given(st.lists(st.text(max_size=40)), st.text(max_size=40))
def test_no_address_raises(urls: list[str], other: str) -> None:
    shapes = of_articles(urls)
    assert isinstance(shapes.match(other), bool)
    assert isinstance(is_never(f"http://[{other}"), bool)


def test_a_page_of_a_listing_is_no_shape_of_articles() -> None:
    home = "https://paper.example"
    assert not of_articles(f"{home}/news?page={number}" for number in (2, 3, 4))
    assert of_articles([f"{home}/?p=101", f"{home}/?p=102"]).match(f"{home}/?p=55")


def test_an_address_that_is_none_has_no_shape_and_is_no_section() -> None:
    shapes = of_articles(["http://[", "https://paper.example/a/most-cherez-reku"])
    assert not shapes.match("http://[")
    found = [Found(url="http://[", title="Раздел")]
    assert list(sections_of(found, shapes, "https://paper.example/")) == []


def test_what_turns_a_list_about_leads_to_no_section() -> None:
    home = "https://paper.example"
    shapes = of_articles([f"{home}/n?id=1", f"{home}/n?id=2"])
    links = [Found(url=f"{home}/n?{query}", title="Раздел") for query in ("cat=5", "sort=date")]
    assert list(sections_of(links, shapes, f"{home}/")) == [f"{home}/n?cat=5"]
