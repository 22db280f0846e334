"""The smaller commands, as a person types them."""

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from .conftest import ROOT, Run

PAGE = ROOT / "tests/spiders/fixtures/ysia/with_photo.html"


def test_help_names_every_command_and_the_exit_codes(dozor: Run) -> None:
    said = dozor("--help").stdout
    names = ("demo", "init", "crawl", "serve", "status", "sources", "extract", "dates", "amounts")
    assert [name for name in names if f"\n  {name} " not in said] == []
    assert "Exit codes" in said


def test_init_makes_files_that_every_command_reads(dozor: Run, tmp_path: Path) -> None:
    made = dozor("init", "--contact", "desk@example.org", "--region", "RU-PSK")
    assert made.returncode == 0
    text = (tmp_path / "dozor.toml").read_text(encoding="utf-8")
    assert 'contact = "desk@example.org"' in text
    own = '[[source]]\nid = "my_town"\nhome_url = "https://town.example/"\n'
    (tmp_path / "sources.toml").write_text(own, encoding="utf-8")
    listed = json.loads(dozor("sources", "list", "--json").stdout)
    assert "my_town" in {source["id"] for source in listed}


def test_init_leaves_files_that_are_there(dozor: Run, tmp_path: Path) -> None:
    (tmp_path / "dozor.toml").write_text('contact = "me@example.org"\n', encoding="utf-8")
    assert "left as it is" in dozor("init", "--contact", "other@example.org").stdout
    assert "me@example.org" in (tmp_path / "dozor.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contact = 5", "contact must be a text"),
        ("contakt = 'x'", "did you mean contact"),
        ("contact = ", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named(dozor: Run, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "dozor.toml").write_text(text, encoding="utf-8")
    refused = dozor("status")
    assert refused.returncode == 2
    assert said in refused.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]]\nid = 'a'", "an id and a home_url are needed"),
        ("[[source]]\nid = 'A b'\nhome_url = 'https://a.example/'", "use small Latin letters"),
        ("[[source]]\nid = 'a'\nhome_url = 'a.example'", "no web address"),
        ("[[source]]\nid = 'a'\nhome_url = 'https://a.example/'\ndelay = 'x'", "delay must be"),
        ("[[source]]\nid = 'iz'\nhome_url = 'https://a.example/'", "has the name of a spider"),
        ("[source]\nid = 'a'", "[[source]] line of its own"),
    ],
)
def test_a_wrong_source_is_named(dozor: Run, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    refused = dozor("sources", "list")
    assert refused.returncode == 2
    assert said in refused.stderr


def test_sources_are_switched_off_and_on(dozor: Run) -> None:
    assert dozor("sources", "disable", "iz").returncode == 0
    listed = {s["id"]: s["enabled"] for s in json.loads(dozor("sources", "list", "--json").stdout)}
    assert (listed["iz"], listed["ysia"]) == (False, True)
    dozor("sources", "enable", "iz")
    listed = {s["id"]: s["enabled"] for s in json.loads(dozor("sources", "list", "--json").stdout)}
    assert listed["iz"] is True


def test_status_without_a_database_says_what_to_do(dozor: Run) -> None:
    refused = dozor("status")
    assert refused.returncode == 2
    assert "dozor crawl" in refused.stderr


def test_status_shows_each_source_for_people_and_programs(crawl: Run, dozor: Run) -> None:
    crawl("ksorstn")
    assert "КСОРС" in dozor("status", "--data", "data").stdout
    (source,) = json.loads(dozor("status", "--json", "--data", "data").stdout)["sources"]
    assert source["source_id"] == "ksorstn"
    assert source["health"]


def test_extract_shows_record_and_origins(dozor: Run) -> None:
    shown = json.loads(dozor("extract", PAGE, "--url", "https://ysia.ru/some-article/").stdout)
    assert shown["kind"] == "article"
    assert shown["record"]["published_utc"].endswith("Z")
    assert set(shown["origins"]) >= {"title", "body", "published_edtf"}


@pytest.mark.parametrize(
    ("page", "column"),
    [
        ("president_grants/winner.html", "application_number"),
        ("fund_results/item.answer", "period_edtf"),
        ("fund_results/result.answer", "evaluation"),
    ],
)
def test_extract_shows_what_is_said_of_an_application(dozor: Run, page: str, column: str) -> None:
    path = PAGE.parents[1] / page
    url = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["url"]
    shown = json.loads(dozor("extract", path, "--url", url).stdout)
    assert (shown["kind"], bool(shown["record"][column])) == ("grant", True)
    assert "silent" not in shown["record"]


def test_extract_gives_a_fixture_for_a_new_site(dozor: Run) -> None:
    expected = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
    shown = json.loads(dozor("extract", PAGE, "--url", expected["url"], "--raw").stdout)
    assert shown == expected


def test_extract_wants_an_address_and_a_page_that_is_there(dozor: Run) -> None:
    assert "--url" in dozor("extract", PAGE).stderr
    missing = dozor("extract", "nothing.html", "--url", "https://ysia.ru/x/")
    assert missing.returncode == 2
    assert "nothing.html" in missing.stderr


def test_dates_shows_what_is_known_and_no_more(dozor: Run) -> None:
    shown = json.loads(dozor("dates", "май 2024", "--timezone", "Europe/Moscow").stdout)
    assert (shown["date"]["edtf"], shown["date"]["utc"]) == ("2024-05", None)
    assert dozor("dates", "вчера", "--timezone", "Mars/Olympus").returncode == 2


def test_amounts_are_in_kopecks(dozor: Run) -> None:
    shown = json.loads(dozor("amounts", "от 300 тысяч до 1 миллиона рублей").stdout)["amount"]
    assert (shown["minimum"], shown["maximum"], shown["currency"]) == (30000000, 100000000, "RUB")


def test_serve_without_a_database_says_what_to_do(dozor: Run) -> None:
    refused = dozor("serve")
    assert refused.returncode == 2
    assert "dozor crawl" in refused.stderr


def test_extract_fetches_a_page_by_the_rules_of_every_crawl(dozor: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_bytes(PAGE.read_bytes())
    url = "http://127.0.0.1:{port}/a.html"
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = url.format(port=server.server_port)
        refused = dozor("extract", address)
        shown = dozor("extract", address, "--source", "ysia", "--allow-private")
        server.shutdown()
    assert (refused.returncode, "private address" in refused.stderr) == (2, True)
    assert json.loads(shown.stdout)["record"]["published_utc"]


def test_the_version_is_told_without_a_package_too(dozor: Run) -> None:
    told = dozor("--version")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("dozor, version 0.")


def test_a_page_that_is_not_there_is_said_to_be_missing(dozor: Run) -> None:
    refused = dozor("extract", "/no/such.html")
    assert refused.returncode == 2
    assert "/no/such.html: no such file" in refused.stderr
