"""Authors whom a line of the article names as such."""

import pytest

from crawler.extraction import extract_article

TITLE = "Над Соротью открыли пешеходный мост"
TEXT = "Мост строили два года, и теперь дорога до школы стала вдвое короче, чем была."
MORE = "Первыми по нему прошли ученики, за ними проехала пожарная машина с сиреной."


def authors(before: str = "", after: str = "", head: str = "") -> tuple[str, ...]:
    text = f"<div class='b'><p>{TEXT}</p><p>{MORE}</p>{after}</div>"
    markup = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>"
        f"{before}{text}</body></html>"
    )
    return extract_article(markup.encode(), "https://bereg.example/news/1").authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Автор: Мария Озёрная", ("Мария Озёрная",)),
        ("Автор текста: Павел Н. Лугов.", ("Павел Н. Лугов",)),
        ("Авторы: Мария Озёрная, Павел Лугов", ("Мария Озёрная", "Павел Лугов")),
    ],
)
def test_a_line_that_names_an_author_is_believed(line: str, names: tuple[str, ...]) -> None:
    assert authors(before=f"<span>{line}</span>") == names
    assert authors(after=f"<p>{line}</p>") == names


@pytest.mark.parametrize(
    "line",
    [
        "Автор проекта: Мария Озёрная",
        "Автор фото: Мария Озёрная",
        "Автор: пресс-служба района",
        "Автор: Мария Озёрная рассказала, как строили мост",
    ],
)
def test_another_role_and_a_sentence_name_nobody(line: str) -> None:
    assert authors(after=f"<p>{line}</p>") == ()


def test_several_names_in_lines_of_their_own_are_those_of_comments() -> None:
    comments = "".join(f"<p>Автор: {name} Лугов</p>" for name in ("Павел", "Пётр"))
    assert authors(after=comments) == ()


def test_an_author_of_other_news_is_not_taken() -> None:
    assert authors(after="<h3>Читайте также</h3><p>Автор: Павел Лугов</p>") == ()


def test_wordpress_names_the_author_in_a_byline_of_its_theme() -> None:
    generator = "<meta name='generator' content='WordPress 6.4'>"
    markup = (
        f"<html><head><title>{TITLE}</title>{generator}</head><body><article class='post'>"
        f"<h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'><span class='byline'>"
        "<a class='url fn n' href='/author/x/'>Мария Озёрная</a></span></div>"
        f"<div class='entry-content'><p>{TEXT}</p><p>{MORE}</p></div></article></body></html>"
    )
    found = extract_article(markup.encode(), "https://bereg.example/2026/03/02/most/")
    assert found.authors == ("Мария Озёрная",)


def test_a_name_on_the_line_after_the_label() -> None:
    foot = "<address>Автор:<p>Мария Озёрная</p></address>"
    assert authors(after=foot) == ("Мария Озёрная",)


def test_the_address_of_an_author_hides_no_name() -> None:
    address = "<meta property='article:author' content='https://network.example/profile?id=1'>"
    assert authors(after="<p>Автор: Мария Озёрная</p>", head=address) == ("Мария Озёрная",)
