"""A declaration that could only fail later fails at once, and says in what."""

from typing import Any

import pytest

from crawler.declared import is_selector
from crawler.sources import Source

HOME = "https://paper.example/"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"kind": "newz"}, "kind must be one of news, grants"),
        ({"timezone": "Mars/Olympus"}, "no zone is called 'Mars/Olympus'"),
        ({"timezone": "Europe"}, "no zone is called 'Europe'"),
        ({"timezone": "../../etc/passwd"}, "no zone is called"),
        ({"region": "Псков"}, "region must be a code of ISO 3166-2, as RU-PSK, not 'Псков'"),
        ({"feeds": ("rss.xml",)}, "feeds holds no web address: 'rss.xml'"),
        ({"sitemaps": ("ftp://paper.example/map.xml",)}, "sitemaps holds no web address"),
        ({"listings": ("https://[",)}, "listings holds no web address"),
        ({"home_url": "https://pa per.example/"}, "home_url is no web address"),
        ({"home_url": "https://paper.example:99999/"}, "home_url is no web address"),
        ({"article_path": "("}, "article_path is no regular expression"),
        ({"links": ("a[",)}, "no CSS selector: 'a['"),
        ({"next_page": "a["}, "no CSS selector: 'a['"),
        ({"interval": 10**12}, "interval must be a number from 0"),
        ({"since": 10**8}, "since must be a number from 0"),
        ({"delay": float("nan")}, "delay must be a number from 0"),
        ({"delay": -1.0}, "delay must be a number from 0"),
    ],
)
def test_what_cannot_work_is_named_with_its_source(part: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match="source paper") as caught:
        Source(**{"id": "paper", "home_url": HOME, **part})
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["p", ".a > b::text", "a::attr(href)", "xpath://p[1]"])
def test_selectors(text: str) -> None:
    assert is_selector(text)


@pytest.mark.parametrize("text", ["p[", "", "xpath://p["])
def test_what_is_no_selector(text: str) -> None:
    assert not is_selector(text)
