"""Counts by source, out of Scrapy's statistics."""

from crawler.progress import Counts, publish, read_progress


class Stats(dict[str, object]):
    def set_value(self, key: str, value: object) -> None:
        self[key] = value


def test_counts_come_back_by_source() -> None:
    stats = Stats({"downloader/request_count": 3, "dozor/odd": 1})
    one, two = Counts(fetched=2, waiting=5, started="2026-03-02T09:00:00Z"), Counts(state="limit")
    publish(stats, "one", one)
    publish(stats, "two", two)
    assert read_progress(stats) == {"one": one, "two": two}
