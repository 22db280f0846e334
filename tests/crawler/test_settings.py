"""The settings every crawl begins with."""

import tomllib
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.settings import VERSION
from crawler.setup import adapt_settings
from crawler.sources import Source

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [Source(id=f"s{n}", home_url=f"https://s{n}.example/", delay=n) for n in range(40)]


@pytest.fixture
def settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    return settings


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_every_named_part_exists(settings: Settings) -> None:
    for name in ("DOWNLOADER_MIDDLEWARES", "EXTENSIONS", "DOWNLOAD_HANDLERS"):
        for part in (*settings.getdict(name), *settings.getdict(name).values()):
            if isinstance(part, str) and part.startswith("crawler."):
                assert load_object(part)


def test_concurrency_is_enough_for_every_host(settings: Settings) -> None:
    adapt_settings(settings, SOURCES)
    assert settings.getint("CONCURRENT_REQUESTS") >= len(SOURCES)
    slots = settings.getdict("DOWNLOAD_SLOTS")
    assert slots["s7.example"] == {"concurrency": 1, "delay": 7, "jitter": 0.0}


@pytest.mark.parametrize("delay", ["0", 0, 0.0])
def test_a_host_delay_counts_for_every_host(settings: Settings, delay: object) -> None:
    settings.set("HOST_DELAY", delay)
    adapt_settings(settings, SOURCES)
    assert settings.getfloat("DOWNLOAD_DELAY") == 0
    assert {slot["delay"] for slot in settings.getdict("DOWNLOAD_SLOTS").values()} == {0}


def test_the_user_agent_names_the_contact_unless_one_is_set(settings: Settings) -> None:
    settings.set("CONTACT", "watch@paper.example")
    adapt_settings(settings, SOURCES)
    assert settings["USER_AGENT"] == f"Dozor/{VERSION} (+watch@paper.example)"
    own = Settings({"USER_AGENT": "Mine/1", "CONTACT": "a@b.example"})
    adapt_settings(own, SOURCES)
    assert own["USER_AGENT"] == "Mine/1"


def test_a_transport_that_leaves_the_machine_is_refused(settings: Settings) -> None:
    settings.set("TRANSPORT_REDIRECT", "http://paper.example:80")
    with pytest.raises(ValueError, match="TRANSPORT_REDIRECT"):
        adapt_settings(settings, SOURCES)
