"""How a look ended, in words that say what to do."""

from crawler.addresses import in_site
from crawler.extraction.refusals import is_shell
from crawler.items import Visit
from crawler.limits import LARGEST_PAGE
from crawler.sources import Source
from dozor.probing.facts import page_of
from dozor.probing.look import Look
from dozor.probing.model import Outcome
from dozor.probing.no_page import what_instead
from dozor.probing.site import channel_of
from dozor.probing.ways import read_links
from pipelines.display.addresses import readable_host

_NO_HOST = {
    "unknown_host": ("there is no such host", "is it spelled right?"),
    "unreachable": ("it cannot be reached", "does it open in a browser, and is its port right?"),
    "timeout": ("it does not answer in time", "try again later"),
}
_HOME = {
    "empty": "the home page is empty; try again later",
    "not_found": "the home page answers {}; is the address right?",
    "too_large": f"the home page is larger than the {LARGEST_PAGE >> 20} MiB that a page may have",
    "redirect_loop": "the home page leads in a circle ({}); it may want cookies, which Dozor does "
    "not keep",
    "cut_off": "the home page breaks off ({}); try again later",
}
_NOTHING = "no articles found from the home page, feeds and sitemaps"
_OWN_FAULT = 500
_BLOCK = "with a block, which Dozor does not evade"
_LATER = "try again another day, or ask its people to let you in"
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
        return _not_asked(host, look)
    if home.rejection is not None:
        return _of_home(host, home)
    if home.final_url and not in_site(home.final_url, look.source):
        return "no_articles", f"{host} leads to another site: dozor probe {home.final_url}"
    if instead := _instead(look, home):
        return "not_html", f"{host}: the home page is no web page, but {instead}"
    if records:
        return "well", f"{host} can be read"
    return _without_records(host, look)


def _instead(look: Look, home: Visit) -> str | None:
    answer = look.answer(home)
    return what_instead(answer) if answer and not look.source.whole else None


def _not_asked(host: str, look: Look) -> Verdict:
    if look.robots is not None:
        return "blocked", f"{host} answers {_BLOCK}: {look.robots.status} for robots.txt; {_LATER}"
    if look.reason == "busy":
        return "unreachable", f"{host} is being asked by another crawl; try again later"
    return "blocked", f"{host} has blocked an earlier crawl, and wants nobody yet"


def _of_home(host: str, home: Visit) -> Verdict:
    assert home.rejection is not None
    reason, detail = home.rejection.reason, home.rejection.detail
    if reason in _NO_HOST:
        what, hint = _NO_HOST[reason]
        detail = "nobody listens at its port" if "refused by" in detail else detail
        return "unreachable", f"{host}: {what} ({detail or reason}); {hint}"
    if reason == "blocked":
        return "blocked", f"{host} answers {_BLOCK}: {detail}; {_LATER}"
    if reason == "robots":
        return "robots", f"{host}: robots.txt forbids its home page; Dozor keeps to that"
    if reason == "wrong_type":
        said = detail.partition(",")[0]
        return "not_html", f"{host}: the home page is no web page, but {said}"
    return "failing", f"{host}: {_failure(reason, detail)}"


def _failure(reason: str, detail: str) -> str:
    """Say what a home page gave instead of something to read."""
    if reason == "http_error":
        return _error(detail)
    if reason in _HOME:
        return _HOME[reason].format(detail)
    return f"the home page gives nothing to read: {reason} {detail}".rstrip()


def _error(detail: str) -> str:
    """Say which error answered; `detail` is a status, robots.txt before it where that failed."""
    rules, _, status = detail.rpartition(": ")
    if rules:
        return f"{rules} answers {status}, and without its rules nothing is asked; try again later"
    ours = status.isdigit() and int(status) < _OWN_FAULT
    return f"the home page answers {status}; " + (
        "is the address right?" if ours else "that is the server's fault, try again later"
    )


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
    return "no_articles", f"{host}: {_NOTHING}{_elsewhere(look)}"


def _elsewhere(look: Look) -> str:
    """Name the first Telegram channel that a home page without articles leads to."""
    answer = look.answer(look.visits[0])
    links = read_links(answer).found if answer else ()
    channels = (channel_of(link.url) for link in links)
    channel = next(filter(None, channels), None)
    return f"; it has a channel, which can be read: dozor probe {channel}" if channel else ""


def _is_scripted(look: Look, source: Source) -> bool:
    answer = look.answer(look.visits[0])
    return answer is not None and is_shell(page_of(answer, source))
