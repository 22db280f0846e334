"""What articles speak of is worked out after they are stored, whichever came first."""

from dataclasses import replace as replaced
from typing import Any

import pytest

from crawler.items import RunStarted
from crawler.sources import Source
from pipelines.storage import enrichment

TEXT = (
    "На берегу озера открыли мастерскую, где дети учатся делать лодки из старых досок. "
    "Инструменты собрали всем селом, а верстаки привёз колхоз, который закрылся ещё до них. "
    "Первую лодку спустят на воду в мае, её назовут именем школьной кошки, пообещали ребята. "
    "Осенью мастера хотят пройти на вёслах до соседней деревни и вернуться до первых льдин."
)
NEWS = {"title": "Приют открыли у реки", "body": "Фонд «Тихая пристань» открыл приют."}
FUND = {"title": "Приют", "organisation": "Фонд «Тихая пристань»", "inn": "6027068261"}


def catch_up(desk: Any) -> None:
    while enrichment.catch_up(desk.db).more:
        pass


def links(desk: Any) -> list[tuple[str, str]]:
    return [(row["kind"], row["evidence"]) for row in desk.rows("mentions")]


@pytest.mark.parametrize("organisation_first", [True, False])
def test_an_article_and_an_organisation_meet_in_either_order(
    desk: Any, *, organisation_first: bool
) -> None:
    desk.start()
    visits = [
        desk.visit("1", desk.article("1", **NEWS)),
        desk.visit("card", desk.grant("7", **FUND), kind="grant"),
    ]
    for visit in visits[:: -1 if organisation_first else 1]:
        desk.write(visit)
        catch_up(desk)
    assert links(desk) == [("organisation", "form")]


def test_it_is_worked_out_once(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("1", desk.article("1", **NEWS)))
    catch_up(desk)
    assert enrichment.catch_up(desk.db).events == 0


def test_a_killed_step_is_done_again(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start()
    desk.write(desk.visit("card", desk.grant("7", **FUND), kind="grant"))
    desk.write(desk.visit("1", desk.article("1", **NEWS)))
    with monkeypatch.context() as patch:
        patch.setattr(enrichment, "note_marks", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            catch_up(desk)
    assert links(desk) == []
    catch_up(desk)
    assert links(desk) == [("organisation", "form")]


def test_an_edit_that_takes_the_name_out_takes_the_link_out(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("card", desk.grant("7", **FUND), kind="grant"))
    desk.write(desk.visit("1", desk.article("1", **NEWS)))
    catch_up(desk)
    desk.later(hours=1)
    edited = desk.article("1", title=NEWS["title"], body="Приют открыли без фонда.")
    desk.write(desk.visit("1", edited))
    desk.end()
    catch_up(desk)
    assert links(desk) == []


def test_regions_that_an_article_speaks_of_stand_in_it(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("1", desk.article("1", body="Были в Карелии и в Псковской области.")))
    assert desk.row("articles")["about_regions"] == '["RU-KR", "RU-PSK"]'


def test_two_papers_with_one_text_tell_one_story(desk: Any) -> None:
    desk.start()
    desk.write(desk.visit("1", desk.article("1", title="Дети строят лодки", body=TEXT)))
    other_paper(desk, "Лодку назовут именем кошки", TEXT[:300])
    catch_up(desk)
    story = desk.row("stories")
    assert (story["articles"], story["sources"]) == (2, 2)
    assert {row["story_id"] for row in desk.rows("articles")} == {story["id"]}
    assert desk.events().count(("refreshed", "article")) == 2


def test_what_a_step_tells_leads_to_no_step(desk: Any) -> None:
    test_two_papers_with_one_text_tell_one_story(desk)
    assert enrichment.catch_up(desk.db).events == 0


def test_a_turn_of_phrase_that_many_share_hides_no_story(desk: Any) -> None:
    desk.start()
    phrase = " ".join(TEXT.split()[:20])
    for number in range(60):
        own = " ".join(f"слово{number}о{word}" for word in range(60))
        page = str(number)
        desk.write(desk.visit(page, desk.article(page, title=page, body=f"{phrase} {own}")))
    desk.later(hours=1)
    other_paper(desk, "Дети строят лодки", TEXT)
    catch_up(desk)
    assert desk.rows("stories") == []
    desk.write(desk.visit("all", desk.article("all", title="Лодка", body=TEXT)))
    catch_up(desk)
    assert desk.row("stories")["articles"] == 2


def test_one_paper_tells_no_story_twice(desk: Any) -> None:
    desk.start()
    for page in ("1", "2"):
        desk.write(desk.visit(page, desk.article(page, title=f"Лодки {page}", body=TEXT)))
    catch_up(desk)
    assert desk.rows("stories") == []


def test_a_story_shrinks_with_its_articles(desk: Any) -> None:
    test_two_papers_with_one_text_tell_one_story(desk)
    desk.db.execute("DELETE FROM articles WHERE source_id = 'vestnik'")
    assert desk.row("stories")["title"] == "Лодку назовут именем кошки"
    desk.db.execute("DELETE FROM articles")
    assert desk.rows("stories") == desk.rows("story_marks") == []


def other_paper(desk: Any, title: str, body: str) -> None:
    source = Source(id="golos", home_url="https://golos.example", title="Голос")
    desk.writer.declare([source])
    desk.write(RunStarted(source_id="golos", at=desk.now))
    visit = desk.visit("other", desk.article("other", title=title, body=body))
    article = replaced(visit.records[0], source_id="golos")
    place = replaced(visit.place, source_id="golos")
    desk.write(replaced(visit, place=place, records=(article,)))
