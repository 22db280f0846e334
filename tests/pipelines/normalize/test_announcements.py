"""Which news articles announce a call for applications, and what of it; precision comes first."""

from typing import Any

import pytest

from pipelines.normalize.announcements import announced_call
from pipelines.records import Article, Competition

TEXT = (
    "Фонд «Лестничная клетка» даст деньги тем, кто соберёт соседский оркестр. "
    "Размер гранта – до 250 тысяч рублей.\nЗаявки принимают до 18:00 мск 31 марта."
)


def call(**fields: Any) -> Competition | None:
    told = {
        "title": "Фонд соседских оркестров объявил конкурс грантов",
        "body": TEXT,
        "published_on": "2026-03-02",
        **fields,
    }
    article = Article(key="k", source_id="gazeta", url="https://gazeta.example/1", **told)
    return announced_call(article, timezone="Europe/Moscow")


def test_an_article_that_announces_a_call_yields_it() -> None:
    found = call()
    assert found is not None
    assert (found.key, found.url, found.source_id) == ("k", "https://gazeta.example/1", "gazeta")
    assert found.title == "Фонд соседских оркестров объявил конкурс грантов"
    assert (found.closes_on, found.closes_utc) == ("2026-03-31", "2026-03-31T15:00:00Z")
    assert found.deadline_text == "Заявки принимают до 18:00 мск 31 марта."
    assert (found.minimum_kopecks, found.maximum_kopecks) == (None, 25000000)
    assert found.body is None, "the text is the article's"


def test_a_date_without_a_year_refers_to_the_day_of_publication() -> None:
    found = call(published_on="2019-03-02")
    assert found is not None
    assert found.closes_on == "2019-03-31"


@pytest.mark.parametrize(
    "fields",
    [
        {"published_on": None},
        {"title": "Подвели итоги конкурса грантов"},
        {"title": "Победитель конкурса грантов рассказал о заявке"},
        {"title": "Оркестр получил грант"},
        {"title": "Задержан мошенник, собиравший заявки на гранты"},
        {"title": "Во дворе заиграл оркестр", "body": "Заявки на концерт принимают до 31 марта."},
        {"body": "Фонд даст гранты. Заявки начнут принимать 1 апреля."},
        {"body": "Фонд даст гранты. Проекты по заявкам завершат до 31 декабря."},
        {"body": "Фонд даст гранты. Заявки принимали до 15 февраля 2026 года."},
        {"body": "Фонд даст гранты. Заявки принимают до марта 2029 года."},
        {"title": "Объявлен конкурс на замещение должности: гранты не нужны"},
        {"title": "Аукцион: заявки и гранты"},
    ],
)
def test_other_articles_announce_none(fields: dict[str, Any]) -> None:
    assert call(**fields) is None
