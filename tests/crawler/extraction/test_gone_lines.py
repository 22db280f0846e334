"""Pages without a heading that say in a plain line that nothing is there, and answer 200."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.unreadable import Unreadable

MENU = "".join(f"<tr><td><a href='/s{n}'>Раздел номер {n}</a></td></tr>" for n in range(6))
FOOT = "© Газета «Заря над Соротью», 2007-2026. Свидетельство ПИ № ТУ60-0001 от 12.03.2009"
OTHERS = "<a href='/8'>Волонтёры построили теплицу за восемнадцать дней и открыли её для всех</a>"
TEXT = "Мост строили два года, и теперь дорога до школы стала вдвое короче, чем была до него."


def read(said: str, more: str = "") -> str:
    markup = (
        "<html><head><title>Заря над Соротью</title></head><body><table><tr><td>"
        f"<table><tr><th>Меню</th></tr>{MENU}</table></td><td>{said}{more}</td></tr></table>"
        f"{OTHERS}<div>Курсы валют на 20.11.2026</div><div>{FOOT}</div></body></html>"
    )
    url = "https://zarya.example/index.php?view=article&id=139"
    return extract_article(markup.encode(), url).body or ""


@pytest.mark.parametrize(
    "said",
    [
        "<div>Ошибка</div>Материал не найден",
        "<p>Новость не найдена</p>",
        "<p>Страница не найдена. Возможно, она была удалена или перенесена в архив газеты.</p>",
    ],
)
def test_a_line_that_says_so_is_a_soft_404_and_no_new_text_of_the_article(said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(said)
    assert refused.value.reason == "soft_404"


def test_an_article_that_quotes_such_a_line_is_an_article() -> None:
    assert TEXT in read(f"<h2>Заря пропала из сети</h2><p>{TEXT}</p>", "<p>Страница не найдена</p>")
