"""The pause between two requests to one host."""

from itertools import pairwise

from crawling import Crawl
from loopback_web import Reply, Web

from crawler.pacing import slots_of
from crawler.sources import Source

PAUSE = 0.3


def test_the_pause_is_kept_between_all_requests_to_a_host(web: Web, crawl: Crawl) -> None:
    web.put("slow.example/robots.txt", Reply(b""))
    web.put("slow.example/2", Reply(status=301, headers={"Location": "https://www.slow.example/3"}))
    slow = Source(id="slow", home_url="https://slow.example/", delay=PAUSE)
    pages = [f"https://slow.example/{n}" for n in range(1, 4)]
    crawl(slow, pages=pages, settings={"HOST_DELAY": None})
    times = [asked.at for asked in web.asked if asked.host.endswith("slow.example")]
    pauses = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) >= 5
    assert min(pauses) >= PAUSE * 0.7, "the server of a busy machine notes some moments late"


def test_two_sources_on_one_host_share_the_slower_pace() -> None:
    one = Source(id="one", home_url="https://www.paper.example/", delay=2)
    two = Source(id="two", home_url="https://paper.example/sport", delay=5)
    slots = slots_of([one, two], None)
    assert slots == {"paper.example": {"concurrency": 1, "delay": 5, "jitter": 0.0}}


def test_a_set_pace_stands_above_the_sources_own() -> None:
    source = Source(id="one", home_url="https://paper.example/", delay=9)
    assert slots_of([source], 0)["paper.example"]["delay"] == 0


def test_robots_txt_may_ask_for_a_longer_pause(web: Web, crawl: Crawl) -> None:
    web.put("calm.example/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 0.4\n"))
    calm = Source(id="calm", home_url="https://calm.example/", delay=0)
    crawl(
        calm,
        pages=["https://calm.example/1", "https://calm.example/2"],
        settings={"HOST_DELAY": None},
    )
    times = [asked.at for asked in web.asked if asked.host == "calm.example"]
    assert times[2] - times[1] >= 0.28
