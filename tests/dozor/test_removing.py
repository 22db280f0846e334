"""Removal as a person does it, between two crawls of the same site."""

from pathlib import Path

from dozor.world import SampleWorld

from .conftest import Run, rows
from .removing.needles import places_of

URLS = "SELECT url, title, body FROM articles ORDER BY id"


def test_a_page_that_was_erased_is_never_asked_for_again(
    dozor: Run, crawl: Run, world: SampleWorld, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    crawl("pln_pskov", "--limit", 4)
    withheld, erased = rows(data, URLS)[:2]
    assert dozor("withhold", withheld["url"], "--data", data).returncode == 0
    said = dozor("erase", erased["url"], "--reason", "court", "--data", data)
    assert (said.returncode, "1 record erased" in said.stdout) == (0, True), said.stderr
    world.requests.clear()
    crawl("pln_pskov", "--full", "--limit", 8)
    assert len(world.requests) > 4
    asked = {f"https://{hit.host}{hit.path}" for hit in world.requests}
    assert asked & {withheld["url"], erased["url"]} == set()
    urls = {row["url"] for row in rows(data, URLS)}
    assert urls & {withheld["url"], erased["url"]} == set()
    assert places_of(data, erased["body"][:40]) == set()
    assert dozor("withhold", withheld["url"], "--undo", "--data", data).returncode == 0
    assert [row for row in rows(data, URLS) if row["url"] == withheld["url"]] == [withheld]
    assert dozor("check", "--data", data).returncode == 0


def test_what_is_wrong_is_said_with_an_exit_code(dozor: Run, crawl: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert dozor("withhold", "x", "--data", data).returncode == 2
    crawl("pln_pskov", "--limit", 1)
    nobody = dozor("erase", "https://pln-pskov.ru/none", "--reason", "court", "--data", data)
    assert (nobody.returncode, "was never crawled" in nobody.stderr) == (2, True)
    assert dozor("withhold", "--data", data).returncode == 2
    listed = dozor("withhold", "--list", "--data", data)
    assert (listed.returncode, listed.stdout.strip()) == (0, "Nothing is withheld.")
