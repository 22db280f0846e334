"""What a site's robots.txt says to us, in words (RFC 9309)."""

import re

from scrapy.robotstxt import ProtegoRobotParser

from crawler.encoding import decode
from crawler.outcomes import Answer
from crawler.robots import LONGEST_PAUSE, crawl_delay, rules_in
from crawler.settings import ROBOTSTXT_USER_AGENT
from dozor.probing.model import Rules
from pipelines.display.numbers import plural

_SITEMAP = re.compile(r"^\s*sitemap:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_DISALLOW = re.compile(r"^\s*disallow:\s*\S", re.IGNORECASE | re.MULTILINE)
_OK, _MULTIPLE = 200, 300


def rules_of(answer: Answer | None, home: str) -> Rules:
    """Read an answer to the request for robots.txt; None where nothing answered."""
    if answer is None:
        return Rules(words="nothing answered")
    body = rules_in(answer.status, answer.body)
    parser = ProtegoRobotParser(body, None)
    forbids = not parser.allowed(home, ROBOTSTXT_USER_AGENT)
    text = decode(body, answer.content_type)
    stated = crawl_delay(parser, ROBOTSTXT_USER_AGENT)
    delay = min(stated, LONGEST_PAUSE) if stated is not None else None
    return Rules(
        words=_words(answer.status, text, forbids=forbids, delay=delay),
        forbids_home=forbids,
        delay=delay,
        sitemaps=tuple(dict.fromkeys(_SITEMAP.findall(text))),
    )


def _words(status: int, text: str, *, forbids: bool, delay: float | None) -> str:
    if not _OK <= status < _MULTIPLE:
        refused = " and so forbids everything now" if forbids else ": everything is allowed"
        return f"none (status {status}){refused}"
    if forbids:
        return "forbids us the home page"
    count = len(_DISALLOW.findall(text))
    lines = plural(count, ("line forbids", "lines forbid"))
    said = f"allows us the home page; {count} {lines} something" if count else "allows all"
    pause = f"{delay:g} {plural(int(delay), ('second', 'seconds'))}" if delay else ""
    return said + (f"; asks for {pause} between requests" if pause else "")
