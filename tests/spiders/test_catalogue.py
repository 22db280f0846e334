"""The catalogue that Dozor brings: every line is a source, none stands in a tuned spider's way."""

from crawler.addresses import clean_url, site_host
from dozor.catalogue import CATALOGUE, catalogue_rows
from dozor.choose import all_sources

ROWS = catalogue_rows()


def test_every_line_is_a_source() -> None:
    sources = [row.source() for row in ROWS]
    assert len(sources) > 880
    assert sum(bool(source.feeds) for source in sources) > 590
    assert sum(bool(source.region) for source in sources) > 650


def test_addresses_are_written_as_they_are_fetched() -> None:
    homes = [row.cells["home_url"] for row in ROWS]
    assert [home for home in homes if clean_url(home) != home] == []


def test_a_tuned_spider_has_the_id_of_its_host_in_the_catalogue() -> None:
    tuned = {site_host(source.home_url): name for name, source in all_sources().items()}
    rows = {site_host(row.cells["home_url"]): row.id for row in ROWS}
    shared = tuned.keys() & rows.keys()
    assert {host: tuned[host] for host in shared} == {host: rows[host] for host in shared}
    ids = set(rows.values()) - {rows[host] for host in shared}
    assert ids & set(all_sources()) == set()


def test_a_tuned_spider_takes_precedence() -> None:
    tuned = list(all_sources().values())
    left = {row.id for row in catalogue_rows(tuned)}
    assert left.isdisjoint(source.id for source in tuned)
    assert len(left) < len(ROWS)


def test_lines_are_in_order_so_that_changes_are_easy_to_read() -> None:
    ids = [line.split("\t")[0] for line in CATALOGUE.read_text(encoding="utf-8").splitlines()[1:]]
    assert ids == sorted(ids)
