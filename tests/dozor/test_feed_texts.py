"""Articles whose pages are empty until a script fills them, read from a full-text feed: real runs.

Over real HTTP, into a real store and archive.
"""

import gzip
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from crawler.archive import read_snapshot

from .conftest import Run, rows

sys.path.insert(0, str(Path(__file__).parents[1] / "crawler" / "harness"))

from loopback_web import Reply, Web

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOME = "paper.example"
TITLE = "Мост через реку откроют весной"
PARAGRAPHS = (
    "Строители закончили опоры моста и начали укладывать настил, сообщили в управлении дорог.",
    "Движение по мосту откроют в мае, когда просохнут подъезды с обеих сторон реки.",
    "До тех пор машины пойдут в объезд через соседнее село, а для пешеходов пустят паром.",
    "Паром ходит каждые полчаса с раннего утра до позднего вечера, проезд на нём бесплатный.",
)
SHELL = (
    "<!doctype html><html lang=ru><head><meta charset=utf-8><title>Вести</title>"
    "<script src=/app.{}.js></script></head><body><div id=app></div></body></html>"
)
Crawl = Callable[..., CompletedProcess[str]]


def feed(*paragraphs: str, title: str = TITLE, encoding: str = "utf-8") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else ""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Вести</title>'
        f"<item><title>{title}</title><link>https://{HOME}/news/1</link>{body}"
        "<description>Коротко о мосте</description><dc:creator>Анна Речная</dc:creator>"
        "<category>Дороги</category><pubDate>Mon, 02 Mar 2026 11:30:00 +0300</pubDate></item>"
        "</channel></rss>"
    ).encode(encoding)


def page(*paragraphs: str, title: str = TITLE) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=ru><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><div class=text>{text}</div></article></body></html>"
    ).encode()


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    served.put(f"{HOME}/robots.txt", b"")
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture
def crawl(dozor: Run, tmp_path: Path, web: Web) -> Crawl:
    """`crawl(hours)`: a real crawl of the newspaper, so long after the first."""
    (tmp_path / "paper.toml").write_text(
        f'[[source]]\nid = "paper"\nhome_url = "https://{HOME}/"\n'
        f'feeds = ["https://{HOME}/rss"]\ntimezone = "Europe/Moscow"\n',
        encoding="utf-8",
    )

    def run(hours: float = 0, *words: object) -> CompletedProcess[str]:
        at = (NOW + timedelta(hours=hours)).isoformat()
        redirect = ("-s", f"TRANSPORT_REDIRECT={web.url}", "-s", "HOST_DELAY=0")
        where = ("--sources", tmp_path / "paper.toml", "--data", tmp_path / "data")
        return dozor("crawl", "paper", *where, "--now", at, *redirect, *words)

    return run


def article(data: Path) -> dict[str, Any]:
    (found,) = rows(data, "SELECT * FROM articles")
    return {**found, "origins": json.loads(found["origins"])}


def changes(data: Path) -> list[tuple[str, str]]:
    found = rows(data, "SELECT cause, field FROM changes ORDER BY id")
    return [(change["cause"], change["field"]) for change in found]


def archived(data: Path, snapshot_id: int) -> bytes:
    (row,) = rows(data, f"SELECT * FROM snapshots WHERE id = {snapshot_id}")
    return read_snapshot(data, row["warc_file"], row["warc_offset"]).body


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_an_empty_page_is_read_from_its_feed_and_leads_back_to_it(
    crawl: Crawl, web: Web, tmp_path: Path, encoding: str
) -> None:
    said = feed(*PARAGRAPHS, encoding=encoding)
    web.put(f"{HOME}/rss", Reply(said))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    found = article(tmp_path / "data")
    assert (found["title"], found["body"]) == (TITLE, "\n".join(PARAGRAPHS))
    assert (found["author"], found["tags"]) == ("Анна Речная", '["Дороги"]')
    assert found["published_edtf"] == "2026-03-02T11:30:00+03:00"
    assert set(found["origins"].values()) == {"feed"}
    assert archived(tmp_path / "data", found["snapshot_id"]) == said


def test_what_the_feed_changes_is_the_sources_edit_and_a_new_shell_is_none(
    crawl: Crawl, web: Web, tmp_path: Path
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    web.put(f"{HOME}/news/1", SHELL.format(2).encode())
    crawl(30)
    assert changes(tmp_path / "data") == []
    (seen,) = rows(tmp_path / "data", "SELECT state, visits FROM pages WHERE kind = 'article'")
    assert (seen["state"], seen["visits"]) == ("live", 2)
    later = ("Движение по мосту откроют только в июле, говорят в управлении.", *PARAGRAPHS[2:])
    edited = feed(PARAGRAPHS[0], *later)
    web.put(f"{HOME}/rss", Reply(edited))
    crawl(100)
    assert changes(tmp_path / "data") == [("source", "body")]
    found = article(tmp_path / "data")
    assert found["body"].startswith(f"{PARAGRAPHS[0]}\nДвижение по мосту откроют только в июле")
    assert archived(tmp_path / "data", found["snapshot_id"]) == edited


def test_a_page_that_comes_to_give_its_text_has_not_edited_it(
    crawl: Crawl, web: Web, tmp_path: Path
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    served = ("Этого абзаца в ленте не было, потому что его дают только на самой странице.",)
    web.put(f"{HOME}/news/1", page(*PARAGRAPHS, *served))
    crawl(30)
    found = article(tmp_path / "data")
    assert (found["body"].splitlines()[-1], found["origins"]["body"]) == (served[0], "structure")
    assert {cause for cause, _ in changes(tmp_path / "data")} == {"parser"}
    assert archived(tmp_path / "data", found["snapshot_id"]).startswith(b"<!doctype html>")
    crawl(100)
    web.put(f"{HOME}/news/1", page(*PARAGRAPHS))
    crawl(300, "--full")
    assert changes(tmp_path / "data")[-1] == ("source", "body")


def test_a_feed_that_shortens_does_not_replace_what_the_page_said_whole(
    crawl: Crawl, web: Web, tmp_path: Path
) -> None:
    more = tuple(f"{line} Так записано в плане работ на этот год." for line in PARAGRAPHS)
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", page(*PARAGRAPHS, *more))
    crawl()
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS, "")))
    crawl(30)
    found = article(tmp_path / "data")
    assert found["body"].splitlines() == [*PARAGRAPHS, *more]
    assert changes(tmp_path / "data") == []


def test_the_text_that_a_feed_told_from_others_is_found_again_without_the_feed(
    crawl: Crawl, web: Web, tmp_path: Path
) -> None:
    others = "".join(
        f"<p>Другая новость дня, номер {n}: в школах начались каникулы.</p>" for n in "12345"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    markup = (
        f"<html lang=ru><title>{TITLE}</title><h1>{TITLE}</h1><div class=text>{body}</div>"
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<meta itemprop="headline" content="{TITLE}"><div itemprop="articleBody">{others}</div>'
    )
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", f"{markup}<i>1</i></div></html>".encode())
    crawl()
    first = article(tmp_path / "data")
    assert (first["body"], first["origins"]["body"]) == ("\n".join(PARAGRAPHS), "structure (feed)")
    web.put(f"{HOME}/news/1", f"{markup}<i>2</i></div></html>".encode())
    crawl(30)
    (seen,) = rows(tmp_path / "data", "SELECT visits FROM pages WHERE kind = 'article'")
    assert (seen["visits"], changes(tmp_path / "data")) == (2, [])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Reply(status=404), "not_found"),
        (page("Воспользуйтесь поиском по сайту.", title="Страница не найдена"), "soft_404"),
        (Reply(b"<html><title>DDoS-Guard</title></html>", 403), "blocked"),
        (page("Материал удалён"), "soft_404"),
        (b"", "empty"),
    ],
)
def test_a_feed_keeps_nothing_alive_and_evades_no_block(
    crawl: Crawl, web: Web, tmp_path: Path, answer: Any, reason: str
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", answer)
    crawl()
    assert rows(tmp_path / "data", "SELECT * FROM articles") == []
    (rejected,) = rows(tmp_path / "data", "SELECT reason FROM rejects")
    assert rejected["reason"] == reason


def test_an_article_that_was_read_from_its_feed_is_missing_when_its_page_says_so(
    crawl: Crawl, web: Web, tmp_path: Path
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    web.put(f"{HOME}/news/1", Reply(status=404))
    for hours in (30, 60, 100):
        crawl(hours)
    (seen,) = rows(tmp_path / "data", "SELECT state FROM pages WHERE kind = 'article'")
    assert seen["state"] == "gone"


@pytest.mark.parametrize(("title", "silent"), [(TITLE, True), ("Доступ закрыт", False)])
def test_a_page_of_menus_is_silent_only_under_the_title_of_its_article(
    crawl: Crawl, web: Web, tmp_path: Path, title: str, *, silent: bool
) -> None:
    menus = "<html lang=ru><title>{0}</title><h1>{0}</h1><ul><li>Афиша<li>{1}</ul></html>"
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", menus.format(TITLE, "О нас").encode())
    crawl()
    assert article(tmp_path / "data")["origins"]["title"] == "heading"
    web.put(f"{HOME}/news/1", menus.format(title, "Контакты").encode())
    crawl(30)
    rejected = rows(tmp_path / "data", "SELECT reason FROM rejects")
    assert [one["reason"] for one in rejected] == ([] if silent else ["no_body"])


def test_a_replay_reads_the_feeds_text_from_the_archive(
    crawl: Crawl, dozor: Run, web: Web, tmp_path: Path
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    db = tmp_path / "data"
    before = article(db)
    with (tmp_path / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('selectors.body = ".nowhere"\n')  # another version of the parser
    again = dozor("replay", "--sources", tmp_path / "paper.toml", "--data", db)
    assert "1 archived pages read again" in again.stdout, again.stderr
    assert "nothing differs.\n" in again.stdout
    assert article(db) == before


def test_the_json_api_of_wordpress_stands_in_as_a_feed_does(
    crawl: Crawl, dozor: Run, web: Web, tmp_path: Path
) -> None:
    posts = f"https://{HOME}/wp-json/wp/v2/posts?page=1"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    post = {
        "link": f"https://{HOME}/news/1",
        "title": {"rendered": TITLE},
        "date_gmt": "2026-03-02T08:30:00",
        "content": {"rendered": text},
    }
    (tmp_path / "paper.toml").write_text(
        f'[[source]]\nid = "paper"\nhome_url = "https://{HOME}/"\nlistings = ["{posts}"]\n'
        '[source.json]\naddress = "{link}"\ntitle = "title.rendered"\nmoment = "date_gmt"\n'
        'text = "content.rendered"\n',
        encoding="utf-8",
    )
    answer = json.dumps([post]).encode()
    web.put(f"{HOME}/wp-json/wp/v2/posts?page=1", Reply(answer))
    web.put(f"{HOME}/wp-json/wp/v2/posts?page=2", Reply(b"[]"))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    found = article(tmp_path / "data")
    assert (found["title"], found["body"]) == (TITLE, "\n".join(PARAGRAPHS))
    assert archived(tmp_path / "data", found["snapshot_id"]) == answer
    with (tmp_path / "paper.toml").open("a", encoding="utf-8") as file:
        file.write('[source.selectors]\nbody = ".nowhere"\n')  # another version of the parser
    again = dozor("replay", "--sources", tmp_path / "paper.toml", "--data", tmp_path / "data")
    assert "nothing differs.\n" in again.stdout, again.stdout + again.stderr
    assert article(tmp_path / "data") == found


def test_the_evidence_of_a_feeds_text_holds_the_feed(
    crawl: Crawl, dozor: Run, web: Web, tmp_path: Path
) -> None:
    web.put(f"{HOME}/rss", Reply(feed(*PARAGRAPHS)))
    web.put(f"{HOME}/news/1", SHELL.format(1).encode())
    crawl()
    pack = tmp_path / "case.zip"
    dozor("evidence", f"https://{HOME}/news/1", "--data", tmp_path / "data", "-o", pack)
    with zipfile.ZipFile(pack) as opened:
        answers = [name for name in opened.namelist() if name.endswith("response.warc.gz")]
        assert any("<content:encoded>" in gunzipped(opened.read(name)) for name in answers)
    assert len(answers) == 2
    assert dozor("verify", pack).returncode == 0


def gunzipped(record: bytes) -> str:
    return gzip.decompress(record).decode("utf-8", "replace")
