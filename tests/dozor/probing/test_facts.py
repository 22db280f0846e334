"""What a site is: by its pages, by the catalogue, and by nothing else."""

import pytest

from crawler.items import RawArticle
from crawler.outcomes import Answer
from crawler.sources import Source
from dozor.probing.facts import facts_of, name_of
from dozor.probing.model import Known
from dozor.probing.rules import rules_of
from dozor.probing.site import site_of

HOME = "https://paper.example/"
SOURCE = Source(id="paper", home_url=HOME)


def home(head: str = "", body: str = "", **answer: str) -> Answer:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    raw = markup.encode(answer.pop("encoding", "utf-8"))
    return Answer(status=200, url=HOME, body=raw, **answer)  # type: ignore[arg-type]


def fact(name: str, answer: Answer, *published: str) -> Known:
    records = [RawArticle(url=HOME, published=text, language="ru") for text in published]
    return facts_of(answer, SOURCE, None, records)[name]


@pytest.mark.parametrize(
    ("answer", "code", "by"),
    [
        (home('<meta name="geo.region" content="RU-PSK">'), "RU-PSK", "states RU-PSK"),
        (
            home(body='<script>{"addressRegion": "Псковская область"}</script>'),
            "RU-PSK",
            "states Псковская область",
        ),
        (home("<title>Вести Якутии</title>"), "RU-SA", "title or description"),
        (home("<title>Вести Якутии и Камчатки</title>"), None, "names RU-SA, RU-KAM"),
        (home("<title>Вести</title>", "Погода в Якутии"), None, "nothing on its pages"),
    ],
)
def test_a_region_is_known_where_the_home_page_states_one(
    answer: Answer, code: str | None, by: str
) -> None:
    region = fact("region", answer)
    assert (region.value, by in region.by) == (code, True)


def test_a_zone_is_known_where_the_region_has_one() -> None:
    pskov = home("<title>Вести Псковской области</title>")
    zone = fact("timezone", pskov, "2026-03-02T10:00:00+03:00")
    assert zone.value == "Europe/Moscow"
    assert "its dates state UTC+03:00" in zone.by
    nowhere = fact("timezone", home(), "2026-03-02T10:00:00+0900")
    assert nowhere == Known(value=None, by="its dates state UTC+09:00, which names no zone")
    yakutia = fact("timezone", home("<title>Вести Якутии</title>"))
    assert yakutia.value in {None, "Asia/Yakutsk"}


def test_an_encoding_that_lies_is_told() -> None:
    lies = home(body="Весть о мосте", encoding="cp1251", content_type="text/html; charset=utf-8")
    assert fact("encoding", lies) == Known(
        value="windows-1251", by="its bytes, though UTF-8 is stated"
    )


def test_the_name_is_the_part_of_the_title_that_names_the_site() -> None:
    link = '<a href="/">Речные вести</a>'
    assert name_of(home("<title>Новости дня — Речные вести</title>", link), SOURCE) == (
        "Речные вести"
    )
    assert name_of(home('<meta property="og:site_name" content="Вести">'), SOURCE) == "Вести"
    assert name_of(home(), SOURCE) == ""


def test_what_the_catalogue_knows_of_a_host_is_taken() -> None:
    site = site_of("http://pravdapskov.ru/news/1", [])
    assert (site.bare.id, site.bare.region, site.taken) == ("pravdapskov", "RU-PSK", False)
    assert site.bare.bare
    assert "dozor sources enable pravdapskov" in (site.known or "")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (404, "", "none (status 404): everything is allowed"),
        (503, "", "none (status 503) and so forbids everything now"),
        (200, "User-agent: *\nDisallow: /\n", "forbids us the home page"),
        (200, "User-agent: Other\nDisallow: /\n", "allows us the home page; 1 line forbids"),
        (200, "User-agent: *\nDisallow:\n", "allows all"),
        (200, "User-agent: *\nCrawl-delay: 5\n", "allows all; asks for 5 seconds"),
    ],
)
def test_robots_are_read_as_every_crawl_reads_them(status: int, body: str, words: str) -> None:
    answer = Answer(status=status, url=f"{HOME}robots.txt", body=body.encode())
    rules = rules_of(answer, HOME)
    assert rules.words.startswith(words)
    assert rules.forbids_home == ("forbids" in words and "line" not in words)
