"""What looks doubtful in records is said, and nothing else is."""

from datetime import UTC, datetime

from crawler.items import RawArticle
from dozor.probing.doubts import doubts_about_all
from dozor.probing.model import Sample
from dozor.probing.samples import sample_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = "Мост через реку строили два года, и в понедельник по нему прошли первые пешеходы. " * 4


def raw(number: int = 1, **fields: object) -> RawArticle:
    given = {
        "title": f"Весть номер {number}",
        "body": f"{TEXT}\nКонец вести {number}.",
        "published": f"0{number}.03.2026 10:00",
        "timezone": "Europe/Moscow",
        "origins": {"title": "heading", "body": "structure", "published": "head"},
    }
    url = f"https://paper.example/{number}"
    return RawArticle(url=url, **{**given, **fields})  # type: ignore[arg-type]


def doubts(**fields: object) -> tuple[str, ...]:
    return sample_of(raw(**fields), now=NOW, site="Речные вести").doubts


def of_all(*raws: RawArticle) -> list[str]:
    return list(doubts_about_all([Sample(raw=one, fields=()) for one in raws]))


def test_a_good_record_leaves_no_doubt() -> None:
    assert doubts() == ()
    assert of_all(raw(1), raw(2, body="Иной текст. " * 30)) == []


def test_a_record_is_doubted_field_by_field() -> None:
    assert doubts(published=None) == ("no date is found",)
    assert doubts(title="РЕЧНЫЕ ВЕСТИ!") == ("the title is the site's name",)
    assert doubts(body="Коротко.") == ("the text is short: 8 characters",)
    assert doubts(body=None, lead="Одни слова.") == ("there is no text, only a lead or pictures",)
    assert doubts(origins={"title": "title"}) == (
        "the title is the document's, which no heading confirms",
    )
    assert doubts(origins={"title": "structure"}) == (
        "the title is the line above the date; no heading is there",
    )
    assert doubts(origins={"body": "trafilatura"}) == (
        "nothing marks where the text is; trafilatura chose it",
    )
    assert doubts(origins={"body": "feed"}) == ("the text is the feed's; the page gives none",)
    assert doubts(origins={"published": "address"}) == ("the date stands only in the address",)


def test_a_date_that_cannot_be_is_doubted() -> None:
    assert doubts(published="03.03.2026 10:00") == (
        "the date lies in the future: 2026-03-03T10:00:00+03:00",
    )
    assert doubts(published="05.03.2026 10:00")[0] == (
        "published_edtf cannot be read: later than the page was fetched"
    )
    assert doubts(modified="28.02.2026 09:00") == (
        "it was changed before it was published: 2026-02-28T06:00:00Z",
    )


def test_what_makes_no_record_is_said() -> None:
    assert sample_of(raw(title=" "), now=NOW, site="").doubts == ("the article has no title",)


def test_records_are_doubted_beside_each_other() -> None:
    same = raw(1).body
    assert of_all(raw(1, body=same), raw(2, body=same)) == ["2 records have the same text"]
    alike = [raw(n, body=f"{'Своё. ' * 40}{n}", authors=("Редакция",)) for n in (1, 2, 3)]
    assert of_all(*alike) == ["all 3 have the same author: Редакция"]
    titled = [raw(n, body=f"{'Своё. ' * 40}{n}", title="Новости") for n in (1, 2)]
    assert of_all(*titled) == ["2 records have the same title: Новости"]


def test_a_paragraph_that_most_texts_share_is_taken_for_furniture() -> None:
    note = "Подписывайтесь на наш канал."
    texts = [f"{'Своё. ' * 40}{n}\n{note}" for n in (1, 2, 3)]
    told = of_all(*(raw(n, body=text) for n, text in enumerate(texts, 1)))
    assert told == [f"the same paragraph stands in 3 of 3 texts: «{note}»"]
