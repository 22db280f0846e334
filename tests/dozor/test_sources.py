"""A source's life on the command line: picked from the catalogue, disabled, renamed."""

import json
from pathlib import Path

from pipelines.storage.connection import immediate
from pipelines.storage.private import opened_private
from pipelines.storage.watch_rows import add_watch, all_watches

from .conftest import Run, rows

OWN = '[[source]]\nid = "{id}"\nhome_url = "https://{host}/"\n'


def listed(dozor: Run, *words: str) -> dict[str, dict[str, object]]:
    shown = dozor("sources", "list", "--json", *words)
    assert shown.returncode == 0, shown.stderr
    return {source["id"]: source for source in json.loads(shown.stdout)}


def test_the_catalogue_is_a_pick_list_by_region(dozor: Run) -> None:
    region = listed(dozor, "--catalogue", "--region", "ru-psk")
    assert {source["region"] for source in region.values()} == {"RU-PSK"}
    assert region["pravdapskov"]["catalogue"] is True
    assert region["pravdapskov"]["enabled"] is False
    assert region["pln_pskov"]["catalogue"] is False
    assert "pravdapskov" not in listed(dozor)


def test_words_search_titles_cities_and_addresses(dozor: Run) -> None:
    found = listed(dozor, "--catalogue", "нижнем", "новгород")
    assert all("новгород" in str(source).casefold() for source in found.values())
    assert "amic" in listed(dozor, "--catalogue", "барнаул")
    assert "agvs_rf" in listed(dozor, "--catalogue", "агвс.рф")
    assert listed(dozor, "--catalogue", "--kind", "grants", "--region", "RU-PSK") == {}


def test_a_person_sees_how_to_pick_one(dozor: Run) -> None:
    shown = dozor("sources", "list", "--catalogue", "--region", "RU-SA").stdout
    assert "ulus_media" in shown
    assert "front page" in shown
    assert "dozor sources enable ID" in shown


def test_an_id_of_the_catalogue_is_enough_to_enable_it(dozor: Run) -> None:
    assert dozor("sources", "enable", "ulus_media").returncode == 0
    assert listed(dozor)["ulus_media"]["enabled"] is True
    dozor("sources", "disable", "ulus_media")
    assert "ulus_media" not in listed(dozor)
    refused = dozor("sources", "enable", "ulus_medea")
    assert refused.returncode == 2
    assert "ulus_media" in refused.stderr


def test_a_crawl_takes_what_was_enabled_and_nothing_else_of_the_catalogue(
    crawl: Run, dozor: Run, tmp_path: Path
) -> None:
    dozor("sources", "enable", "ulus_media")
    (tmp_path / "dozor.toml").write_text('region = "RU-PSK"\n', encoding="utf-8")
    crawl("--limit", 1)
    crawled = {run["source_id"] for run in rows(tmp_path / "data", "SELECT source_id FROM runs")}
    assert {"ulus_media", "pln_pskov", "iz"} <= crawled
    assert {"pravdapskov", "ysia"} & crawled == set()


def test_a_name_of_the_catalogue_is_crawled_without_enabling_it(crawl: Run, tmp_path: Path) -> None:
    assert crawl("ulus_media").returncode == 1  # the sample world has no such host
    assert [run["source_id"] for run in rows(tmp_path / "data", "SELECT * FROM runs")] == [
        "ulus_media"
    ]


def test_a_source_of_one_s_own_hides_its_host_in_the_catalogue(dozor: Run, tmp_path: Path) -> None:
    own = OWN.format(id="ulus", host="www.ulus.media")
    (tmp_path / "sources.toml").write_text(own, encoding="utf-8")
    region = listed(dozor, "--catalogue", "--region", "RU-SA")
    assert "ulus_media" not in region
    assert "ulus" in listed(dozor)


def test_a_renamed_source_keeps_its_history(crawl: Run, dozor: Run, tmp_path: Path) -> None:
    file, data = tmp_path / "sources.toml", tmp_path / "data"
    # A host that a spider has as well, so that the sample world answers.
    own = OWN + 'feeds = ["https://ksorstn.org/rss"]\nlistings = ["https://ksorstn.org/"]\n'
    file.write_text(own.format(id="tunis", host="ksorstn.org"), encoding="utf-8")
    crawl("tunis")
    before = [dict(row, source_id="x") for row in rows(data, "SELECT * FROM articles")]
    assert before
    refused = dozor("sources", "rename", "tunis", "carthage")
    assert (refused.returncode, "carthage" in refused.stderr) == (2, True)
    file.write_text(own.format(id="carthage", host="ksorstn.org"), encoding="utf-8")
    assert dozor("sources", "rename", "tunis", "carthage").returncode == 0
    assert [dict(row, source_id="x") for row in rows(data, "SELECT * FROM articles")] == before
    assert {row["source_id"] for row in rows(data, "SELECT source_id FROM articles")} == {
        "carthage"
    }
    assert [row["id"] for row in rows(data, "SELECT id FROM sources")] == ["carthage"]
    crawl("carthage")
    events = rows(data, "SELECT kind FROM events WHERE run_id = (SELECT max(id) FROM runs)")
    assert events == []


def test_no_two_histories_are_thrown_together(crawl: Run, dozor: Run, tmp_path: Path) -> None:
    crawl("ksorstn", "ulus_media", "--limit", 1)
    refused = dozor("sources", "rename", "ulus_media", "ksorstn")
    assert refused.returncode == 2
    assert "a history of its own" in refused.stderr
    assert dozor("sources", "rename", "ksorstn", "pravdapskov").returncode == 2
    assert dozor("sources", "rename", "never_heard_of", "pravdapskov").returncode == 2
    known = {row["id"] for row in rows(tmp_path / "data", "SELECT id FROM sources")}
    assert known == {"ksorstn", "ulus_media"}


def test_watches_follow_a_source_under_its_new_name(dozor: Run, tmp_path: Path) -> None:
    for name in ("tunis", "carthage"):
        (tmp_path / "sources.toml").write_text(OWN.format(id=name, host="a.example"), "utf-8")
        dozor("sources", "enable", name)
    with opened_private(tmp_path / "data") as private, immediate(private) as connection:
        row = {"name": "w", "kind": "source", "target": "tunis", "delivery": "x", "cursor": 0}
        add_watch(connection, row | {"created": "2026-03-02T00:00:00Z"})
    renamed = dozor("sources", "rename", "tunis", "carthage")
    assert renamed.returncode == 0, renamed.stderr
    with opened_private(tmp_path / "data") as private:
        assert [watch["target"] for watch in all_watches(private.conn)] == ["carthage"]
