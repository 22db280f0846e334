"""No page holds up a process: what takes too long, or would, becomes a reject."""

import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from crawler import patience, reading
from crawler.items import Place
from crawler.outcomes import Answer
from crawler.patience import TooSlow
from crawler.reading import read_answer
from crawler.sources import Source

SOURCE = Source(id="paper", home_url="https://paper.example/")
PLACE = Place(
    source_id="paper", url="https://paper.example/1", key="paper.example/1", kind="article"
)


def answer(body: bytes) -> Answer:
    return Answer(status=200, url=PLACE.url, body=body, content_type="text/html")


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        while True:
            with suppress(Exception):  # some readers hide what goes wrong
                time.sleep(0.01)

    monkeypatch.setattr(reading, "_read", slow)
    monkeypatch.setattr(patience, "READING_SECONDS", 0.05)
    begun = time.monotonic()
    rejection = read_answer(PLACE, answer(b"<p>x"), SOURCE).rejection
    assert rejection is not None
    assert (rejection.reason, rejection.detail) == ("invalid", "takes too long to read")
    assert time.monotonic() - begun < 5


def test_patience_ends_with_its_block() -> None:
    with patience.patience(0.02):
        pass
    time.sleep(0.05)


def test_what_swallows_the_end_is_ended_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_AGAIN_SECONDS", 0.02)

    def swallow() -> None:
        with patience.patience(0.02):
            with suppress(TooSlow):
                time.sleep(1)
            time.sleep(1)

    with pytest.raises(TooSlow):
        swallow()


def test_another_thread_is_left_alone() -> None:
    read: list[bool] = []

    def work() -> None:
        with patience.patience(0.01):
            read.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert read == [True]


@pytest.mark.parametrize("kind", ["article", "grant", "listing", "feed", "sitemap"])
def test_an_element_of_countless_attributes_is_not_parsed(kind: str) -> None:
    attributes = " ".join(f"a{number}='1'" for number in range(100_000))
    place = replace(PLACE, kind=kind)  # type: ignore[arg-type]
    begun = time.monotonic()
    rejection = read_answer(place, answer(f"<html {attributes}>".encode()), SOURCE).rejection
    assert rejection is not None
    assert rejection.reason == "too_large"
    assert time.monotonic() - begun < 2


def test_long_words_in_one_attribute_are_no_attributes() -> None:
    body = f"<h1 data-text='{'слово ' * 5000}'>Мост откроют</h1><p>{'Слово за слово. ' * 40}</p>"
    read = read_answer(PLACE, answer(body.encode()), SOURCE)
    assert [record.title for record in read.records] == ["Мост откроют"]
