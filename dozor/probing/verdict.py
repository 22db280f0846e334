"""How a look ended, in words that say what to do."""

from crawler.addresses import in_site
from crawler.extraction.refusals import is_shell
from crawler.items import Visit
from crawler.sources import Source
from dozor.probing.facts import page_of
from dozor.probing.look import Look
from dozor.probing.model import Outcome
from pipelines.display.addresses import readable_host

_NO_HOST = {
    "unknown_host": "there is no such host",
    "unreachable": "it cannot be reached",
    "timeout": "it does not answer in time",
}
SCRIPTED = (
    "its pages are empty until a script fills them; --browser has a browser fill them in "
    "(see docs/adding-a-source.md)"
)
Verdict = tuple[Outcome, str]


def verdict_of(look: Look, records: int) -> Verdict:
    """Say how a look ended, by its visits and the number of records."""
    host = readable_host(look.source.home_url)
    home = look.visits[0] if look.visits else None
    if home is None:
        return _not_asked(host, look.reason)
    if home.rejection is not None:
        return _of_home(host, home)
    if records:
        return "well", f"{host} can be read"
    if home.final_url and not in_site(home.final_url, look.source):
        return "no_articles", f"{host} leads to another site: dozor probe {home.final_url}"
    return _without_records(host, look)


def _not_asked(host: str, reason: str) -> Verdict:
    if reason == "busy":
        return "unreachable", f"{host} is being asked by another crawl; try again later"
    return "blocked", f"{host} has blocked an earlier crawl, and wants nobody yet"


def _of_home(host: str, home: Visit) -> Verdict:
    assert home.rejection is not None
    reason, detail = home.rejection.reason, home.rejection.detail
    if reason in _NO_HOST:
        return "unreachable", f"{host}: {_NO_HOST[reason]} ({detail or reason})"
    if reason == "blocked":
        return "blocked", f"{host} answers with a block, which Dozor does not evade: {detail}"
    if reason == "robots":
        return "robots", f"{host}: robots.txt forbids its home page; Dozor keeps to that"
    if reason == "wrong_type":
        return "not_html", f"{host}: the home page is no HTML: {detail}"
    return "failing", f"{host}: the home page gives nothing to read: {reason} {detail}".rstrip()


def _without_records(host: str, look: Look) -> Verdict:
    pages = [visit for visit in look.visits if visit.place.kind == look.source.page_kind]
    reasons = {visit.rejection.reason for visit in pages if visit.rejection}
    if "blocked" in reasons or look.reason == "blocked":
        return "blocked", f"{host} blocks what it is asked for beside its home page"
    if reasons and reasons <= {"robots"}:
        return "robots", f"{host}: robots.txt forbids its articles; Dozor keeps to that"
    if "shell" in reasons or (not pages and _is_scripted(look, look.source)):
        return "unread", f"{host}: {SCRIPTED}"
    if pages:
        why = ", ".join(sorted(reasons)) or "no answer"
        return "unread", f"{host}: none of {len(pages)} pages gave an article ({why})"
    return "no_articles", f"{host}: no articles found from the home page, feeds and sitemaps"


def _is_scripted(look: Look, source: Source) -> bool:
    answer = look.answer(look.visits[0])
    return answer is not None and is_shell(page_of(answer, source))
